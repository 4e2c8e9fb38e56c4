select
    month as unique_field,
    count(*) as n_records

from "star"."dim_months"
where month is not null
group by month
having count(*) > 1
