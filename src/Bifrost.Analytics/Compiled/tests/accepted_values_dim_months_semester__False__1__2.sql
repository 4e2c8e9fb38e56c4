with all_values as (

    select
        semester as value_field,
        count(*) as n_records

    from "star"."dim_months"
    group by semester

)

select *
from all_values
where value_field not in (
    1,2
)
