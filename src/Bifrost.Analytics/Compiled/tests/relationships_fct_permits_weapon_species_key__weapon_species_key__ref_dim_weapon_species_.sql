with child as (
    select weapon_species_key as from_field
    from "star"."fct_permits"
    where weapon_species_key is not null
),

parent as (
    select weapon_species_key as to_field
    from "star"."dim_weapon_species"
)

select
    from_field

from child
left join parent
    on child.from_field = parent.to_field

where parent.to_field is null
