with child as (
    select permit_type_key as from_field
    from "star"."fct_permits"
    where permit_type_key is not null
),

parent as (
    select permit_type_key as to_field
    from "star"."dim_permit_types"
)

select
    from_field

from child
left join parent
    on child.from_field = parent.to_field

where parent.to_field is null
