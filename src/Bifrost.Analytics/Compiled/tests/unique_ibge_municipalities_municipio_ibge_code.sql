select
    municipio_ibge_code as unique_field,
    count(*) as n_records

from "star_reference"."ibge_municipalities"
where municipio_ibge_code is not null
group by municipio_ibge_code
having count(*) > 1
