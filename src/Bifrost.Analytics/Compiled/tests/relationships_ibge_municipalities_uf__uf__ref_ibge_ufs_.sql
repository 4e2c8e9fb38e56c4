with child as (
    select uf as from_field
    from "star_reference"."ibge_municipalities"
    where uf is not null
),

parent as (
    select uf as to_field
    from "star_reference"."ibge_ufs"
)

select
    from_field

from child
left join parent
    on child.from_field = parent.to_field

where parent.to_field is null
