select municipality
from "star"."rpt_unmatched_municipalities"
where municipality is null
