select
    occurrence_key as unique_field,
    count(*) as n_records

from "star"."fct_occurrences"
where occurrence_key is not null
group by occurrence_key
having count(*) > 1
