select matched_by
from "star_staging"."int_municipalities_matched"
where matched_by is null
