select
    permit_type_key as unique_field,
    count(*) as n_records

from "star"."dim_permit_types"
where permit_type_key is not null
group by permit_type_key
having count(*) > 1
