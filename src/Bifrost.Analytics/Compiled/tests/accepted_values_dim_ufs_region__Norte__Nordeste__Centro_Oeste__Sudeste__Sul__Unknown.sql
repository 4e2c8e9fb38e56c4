with all_values as (

    select
        region as value_field,
        count(*) as n_records

    from "star"."dim_ufs"
    group by region

)

select *
from all_values
where value_field not in (
    'Norte','Nordeste','Centro-Oeste','Sudeste','Sul','Unknown'
)
