select fact
from "star"."rpt_reconciliation"
where fact is null
