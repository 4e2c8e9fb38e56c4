select
    permit_scope_id as unique_field,
    count(*) as n_records

from "star"."dim_permit_scopes"
where permit_scope_id is not null
group by permit_scope_id
having count(*) > 1
