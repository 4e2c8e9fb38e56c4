select source_id
from "star_staging"."stg_sinarm__ocorrencias"
where source_id is null
