select
    fact as unique_field,
    count(*) as n_records

from "star"."rpt_reconciliation"
where fact is not null
group by fact
having count(*) > 1
