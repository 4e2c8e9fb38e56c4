select uf
from "star"."rpt_unmatched_municipalities"
where uf is null
