select
    uf_id as unique_field,
    count(*) as n_records

from "star"."dim_ufs"
where uf_id is not null
group by uf_id
having count(*) > 1
