select
    municipality_id as unique_field,
    count(*) as n_records

from "star"."dim_municipalities"
where municipality_id is not null
group by municipality_id
having count(*) > 1
