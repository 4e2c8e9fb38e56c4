select
    gender_id as unique_field,
    count(*) as n_records

from "star"."dim_genders"
where gender_id is not null
group by gender_id
having count(*) > 1
