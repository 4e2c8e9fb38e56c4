with

validation_errors as (

    select uf, municipality
    from "star_staging"."int_municipalities_matched"
    group by uf, municipality
    having count(*) > 1

)

select * from validation_errors
