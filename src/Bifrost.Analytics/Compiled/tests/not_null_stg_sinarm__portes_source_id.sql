select source_id
from "star_staging"."stg_sinarm__portes"
where source_id is null
