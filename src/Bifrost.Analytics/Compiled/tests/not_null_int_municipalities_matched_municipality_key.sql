select municipality_key
from "star_staging"."int_municipalities_matched"
where municipality_key is null
