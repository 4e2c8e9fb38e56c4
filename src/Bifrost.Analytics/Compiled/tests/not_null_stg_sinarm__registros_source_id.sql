select source_id
from "star_staging"."stg_sinarm__registros"
where source_id is null
