select
    month_id as unique_field,
    count(*) as n_records

from "star"."dim_months"
where month_id is not null
group by month_id
having count(*) > 1
