with all_values as (

    select
        occurrence_group as value_field,
        count(*) as n_records

    from "star"."dim_occurrence_types"
    group by occurrence_group

)

select *
from all_values
where value_field not in (
    'stolen','lost','seized','recovered','handed in','destroyed','administrative','undecided','unknown'
)
