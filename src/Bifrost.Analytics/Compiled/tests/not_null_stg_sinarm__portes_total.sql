select total
from "star_staging"."stg_sinarm__portes"
where total is null
