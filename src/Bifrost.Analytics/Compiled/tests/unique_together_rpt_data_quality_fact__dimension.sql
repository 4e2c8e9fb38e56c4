with

validation_errors as (

    select fact, dimension
    from "star"."rpt_data_quality"
    group by fact, dimension
    having count(*) > 1

)

select * from validation_errors
