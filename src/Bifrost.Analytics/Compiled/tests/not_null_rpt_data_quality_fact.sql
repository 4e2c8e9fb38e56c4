select fact
from "star"."rpt_data_quality"
where fact is null
