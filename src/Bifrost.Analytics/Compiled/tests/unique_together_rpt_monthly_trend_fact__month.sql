with

validation_errors as (

    select fact, month
    from "star"."rpt_monthly_trend"
    group by fact, month
    having count(*) > 1

)

select * from validation_errors
