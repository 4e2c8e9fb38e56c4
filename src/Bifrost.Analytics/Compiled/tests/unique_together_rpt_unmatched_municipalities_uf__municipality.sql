with

validation_errors as (

    select uf, municipality
    from "star"."rpt_unmatched_municipalities"
    group by uf, municipality
    having count(*) > 1

)

select * from validation_errors
