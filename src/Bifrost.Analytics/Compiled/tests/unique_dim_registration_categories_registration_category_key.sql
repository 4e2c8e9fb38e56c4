select
    registration_category_key as unique_field,
    count(*) as n_records

from "star"."dim_registration_categories"
where registration_category_key is not null
group by registration_category_key
having count(*) > 1
