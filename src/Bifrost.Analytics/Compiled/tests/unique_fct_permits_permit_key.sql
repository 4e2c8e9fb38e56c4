select
    permit_key as unique_field,
    count(*) as n_records

from "star"."fct_permits"
where permit_key is not null
group by permit_key
having count(*) > 1
