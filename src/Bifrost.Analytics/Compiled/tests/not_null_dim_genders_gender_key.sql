select gender_key
from "star"."dim_genders"
where gender_key is null
