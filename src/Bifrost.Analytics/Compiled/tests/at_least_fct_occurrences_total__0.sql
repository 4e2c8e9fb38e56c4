with

validation_errors as (

    select total
    from "star"."fct_occurrences"
    where total < 0

)

select * from validation_errors
