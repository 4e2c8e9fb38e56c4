-- A warning: the type counts as neither stolen nor lost until a line in occurrence_types says what it is.

with

types as (

    select * from "star"."dim_occurrence_types"

),

validation_errors as (

    select occurrence_type
    from types
    where occurrence_group = 'undecided'

)

select * from validation_errors
