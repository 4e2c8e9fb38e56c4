select
    permit_scope_key as unique_field,
    count(*) as n_records

from "star"."dim_permit_scopes"
where permit_scope_key is not null
group by permit_scope_key
having count(*) > 1
