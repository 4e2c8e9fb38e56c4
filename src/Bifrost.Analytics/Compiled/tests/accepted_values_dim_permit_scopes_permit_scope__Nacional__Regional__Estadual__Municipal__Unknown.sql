with all_values as (

    select
        permit_scope as value_field,
        count(*) as n_records

    from "star"."dim_permit_scopes"
    group by permit_scope

)

select *
from all_values
where value_field not in (
    'Nacional','Regional','Estadual','Municipal','Unknown'
)
