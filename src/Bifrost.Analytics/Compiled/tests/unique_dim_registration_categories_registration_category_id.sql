select
    registration_category_id as unique_field,
    count(*) as n_records

from "star"."dim_registration_categories"
where registration_category_id is not null
group by registration_category_id
having count(*) > 1
