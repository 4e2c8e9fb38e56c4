select fact
from "star"."rpt_monthly_trend"
where fact is null
