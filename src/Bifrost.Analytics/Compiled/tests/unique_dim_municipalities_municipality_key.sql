select
    municipality_key as unique_field,
    count(*) as n_records

from "star"."dim_municipalities"
where municipality_key is not null
group by municipality_key
having count(*) > 1
