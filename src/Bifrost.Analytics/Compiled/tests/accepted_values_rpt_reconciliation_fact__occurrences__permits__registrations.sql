with all_values as (

    select
        fact as value_field,
        count(*) as n_records

    from "star"."rpt_reconciliation"
    group by fact

)

select *
from all_values
where value_field not in (
    'occurrences','permits','registrations'
)
