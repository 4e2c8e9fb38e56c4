select
    uf_ibge_code as unique_field,
    count(*) as n_records

from "star_reference"."ibge_ufs"
where uf_ibge_code is not null
group by uf_ibge_code
having count(*) > 1
