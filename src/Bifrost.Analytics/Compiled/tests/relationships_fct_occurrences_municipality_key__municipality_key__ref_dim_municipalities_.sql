with child as (
    select municipality_key as from_field
    from "star"."fct_occurrences"
    where municipality_key is not null
),

parent as (
    select municipality_key as to_field
    from "star"."dim_municipalities"
)

select
    from_field

from child
left join parent
    on child.from_field = parent.to_field

where parent.to_field is null
