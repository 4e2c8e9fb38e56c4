select municipality_key
from "star"."dim_municipalities"
where municipality_key is null
