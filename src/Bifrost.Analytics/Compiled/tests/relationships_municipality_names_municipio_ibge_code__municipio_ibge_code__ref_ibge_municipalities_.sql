with child as (
    select municipio_ibge_code as from_field
    from "star_reference"."municipality_names"
    where municipio_ibge_code is not null
),

parent as (
    select municipio_ibge_code as to_field
    from "star_reference"."ibge_municipalities"
)

select
    from_field

from child
left join parent
    on child.from_field = parent.to_field

where parent.to_field is null
