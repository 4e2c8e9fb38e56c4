select
    calibre_key as unique_field,
    count(*) as n_records

from "star"."dim_calibres"
where calibre_key is not null
group by calibre_key
having count(*) > 1
