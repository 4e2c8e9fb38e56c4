select
    registration_key as unique_field,
    count(*) as n_records

from "star"."fct_registrations"
where registration_key is not null
group by registration_key
having count(*) > 1
