select month
from "star"."rpt_monthly_trend"
where month is null
