select
    month_key as unique_field,
    count(*) as n_records

from "star"."dim_months"
where month_key is not null
group by month_key
having count(*) > 1
