select total
from "star_staging"."stg_sinarm__ocorrencias"
where total is null
