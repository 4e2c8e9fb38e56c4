select total
from "star_staging"."stg_sinarm__registros"
where total is null
