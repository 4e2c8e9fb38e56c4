with child as (
    select uf_key as from_field
    from "star"."dim_municipalities"
    where uf_key is not null
),

parent as (
    select uf_key as to_field
    from "star"."dim_ufs"
)

select
    from_field

from child
left join parent
    on child.from_field = parent.to_field

where parent.to_field is null
