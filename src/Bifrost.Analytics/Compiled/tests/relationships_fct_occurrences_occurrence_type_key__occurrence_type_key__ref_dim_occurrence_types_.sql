with child as (
    select occurrence_type_key as from_field
    from "star"."fct_occurrences"
    where occurrence_type_key is not null
),

parent as (
    select occurrence_type_key as to_field
    from "star"."dim_occurrence_types"
)

select
    from_field

from child
left join parent
    on child.from_field = parent.to_field

where parent.to_field is null
