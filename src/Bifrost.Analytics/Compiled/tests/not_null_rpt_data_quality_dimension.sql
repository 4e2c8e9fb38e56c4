select dimension
from "star"."rpt_data_quality"
where dimension is null
