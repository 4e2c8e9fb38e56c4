select month_key
from "star"."dim_months"
where month_key is null
