select fact
from "star"."rpt_totals"
where fact is null
