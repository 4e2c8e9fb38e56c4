select
    calibre_id as unique_field,
    count(*) as n_records

from "star"."dim_calibres"
where calibre_id is not null
group by calibre_id
having count(*) > 1
