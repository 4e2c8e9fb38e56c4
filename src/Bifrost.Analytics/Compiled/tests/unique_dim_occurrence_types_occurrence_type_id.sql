select
    occurrence_type_id as unique_field,
    count(*) as n_records

from "star"."dim_occurrence_types"
where occurrence_type_id is not null
group by occurrence_type_id
having count(*) > 1
