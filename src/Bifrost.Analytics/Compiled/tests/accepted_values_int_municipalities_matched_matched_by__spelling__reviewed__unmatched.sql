with all_values as (

    select
        matched_by as value_field,
        count(*) as n_records

    from "star_staging"."int_municipalities_matched"
    group by matched_by

)

select *
from all_values
where value_field not in (
    'spelling','reviewed','unmatched'
)
