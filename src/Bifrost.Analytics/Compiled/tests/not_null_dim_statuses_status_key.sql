select status_key
from "star"."dim_statuses"
where status_key is null
