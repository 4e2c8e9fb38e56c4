with child as (
    select calibre_key as from_field
    from "star"."fct_registrations"
    where calibre_key is not null
),

parent as (
    select calibre_key as to_field
    from "star"."dim_calibres"
)

select
    from_field

from child
left join parent
    on child.from_field = parent.to_field

where parent.to_field is null
