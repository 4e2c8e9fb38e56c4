with

occurrences as (

    select * from "star"."fct_occurrences"

),

permits as (

    select * from "star"."fct_permits"

),

registrations as (

    select * from "star"."fct_registrations"

),

municipalities as (

    select * from "star"."dim_municipalities"
    where not is_matched and not is_unknown

),

counted as (

    select municipality_key, source_rows, total from occurrences
    union all
    select municipality_key, source_rows, total from permits
    union all
    select municipality_key, source_rows, total from registrations

),

summed as (

    select
        municipalities.uf,
        municipalities.municipality,
        sum(counted.source_rows)::bigint as rows,
        sum(counted.total)::bigint as total
    from counted
    inner join municipalities
        on counted.municipality_key = municipalities.municipality_key
    group by municipalities.uf, municipalities.municipality

)

select * from summed
