select
    gender_key as unique_field,
    count(*) as n_records

from "star"."dim_genders"
where gender_key is not null
group by gender_key
having count(*) > 1
