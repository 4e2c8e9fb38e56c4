select
    brand_key as unique_field,
    count(*) as n_records

from "star"."dim_brands"
where brand_key is not null
group by brand_key
having count(*) > 1
