select
    uf as unique_field,
    count(*) as n_records

from "star_reference"."ibge_ufs"
where uf is not null
group by uf
having count(*) > 1
