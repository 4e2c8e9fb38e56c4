select
    permit_type_id as unique_field,
    count(*) as n_records

from "star"."dim_permit_types"
where permit_type_id is not null
group by permit_type_id
having count(*) > 1
