with child as (
    select registration_category_key as from_field
    from "star"."fct_registrations"
    where registration_category_key is not null
),

parent as (
    select registration_category_key as to_field
    from "star"."dim_registration_categories"
)

select
    from_field

from child
left join parent
    on child.from_field = parent.to_field

where parent.to_field is null
