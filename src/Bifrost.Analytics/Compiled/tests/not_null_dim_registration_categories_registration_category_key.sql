select registration_category_key
from "star"."dim_registration_categories"
where registration_category_key is null
