select
    occurrence_type_key as unique_field,
    count(*) as n_records

from "star"."dim_occurrence_types"
where occurrence_type_key is not null
group by occurrence_type_key
having count(*) > 1
