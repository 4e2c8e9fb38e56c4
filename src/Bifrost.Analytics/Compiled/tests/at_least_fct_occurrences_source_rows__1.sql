with

validation_errors as (

    select source_rows
    from "star"."fct_occurrences"
    where source_rows < 1

)

select * from validation_errors
