with child as (
    select status_key as from_field
    from "star"."fct_permits"
    where status_key is not null
),

parent as (
    select status_key as to_field
    from "star"."dim_statuses"
)

select
    from_field

from child
left join parent
    on child.from_field = parent.to_field

where parent.to_field is null
