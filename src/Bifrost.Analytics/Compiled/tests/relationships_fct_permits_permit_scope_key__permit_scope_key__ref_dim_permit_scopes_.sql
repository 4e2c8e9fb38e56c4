with child as (
    select permit_scope_key as from_field
    from "star"."fct_permits"
    where permit_scope_key is not null
),

parent as (
    select permit_scope_key as to_field
    from "star"."dim_permit_scopes"
)

select
    from_field

from child
left join parent
    on child.from_field = parent.to_field

where parent.to_field is null
