select
    spelling as unique_field,
    count(*) as n_records

from "star_reference"."calibre_families"
where spelling is not null
group by spelling
having count(*) > 1
