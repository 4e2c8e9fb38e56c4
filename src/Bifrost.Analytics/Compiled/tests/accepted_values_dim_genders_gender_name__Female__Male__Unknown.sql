with all_values as (

    select
        gender_name as value_field,
        count(*) as n_records

    from "star"."dim_genders"
    group by gender_name

)

select *
from all_values
where value_field not in (
    'Female','Male','Unknown'
)
