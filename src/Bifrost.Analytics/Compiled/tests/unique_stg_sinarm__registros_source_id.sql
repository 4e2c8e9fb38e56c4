select
    source_id as unique_field,
    count(*) as n_records

from "star_staging"."stg_sinarm__registros"
where source_id is not null
group by source_id
having count(*) > 1
