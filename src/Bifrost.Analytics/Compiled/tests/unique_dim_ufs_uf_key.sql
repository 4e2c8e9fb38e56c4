select
    uf_key as unique_field,
    count(*) as n_records

from "star"."dim_ufs"
where uf_key is not null
group by uf_key
having count(*) > 1
