with

validation_errors as (

    select total
    from "star"."fct_permits"
    where total < 0

)

select * from validation_errors
