with

validation_errors as (

    select uf, year
    from "star"."rpt_lost_weapons_by_uf_and_year"
    group by uf, year
    having count(*) > 1

)

select * from validation_errors
