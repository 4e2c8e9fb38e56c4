select
    occurrence_type as unique_field,
    count(*) as n_records

from "star_reference"."occurrence_types"
where occurrence_type is not null
group by occurrence_type
having count(*) > 1
