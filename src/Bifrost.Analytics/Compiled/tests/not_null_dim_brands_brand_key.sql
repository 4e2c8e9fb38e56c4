select brand_key
from "star"."dim_brands"
where brand_key is null
