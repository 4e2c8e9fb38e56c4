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

months as (

    select * from "star"."dim_months"

),

occurrences_totals as (

    select
        'occurrences' as fact,
        coalesce(sum(occurrences.source_rows), 0)::bigint as rows,
        coalesce(sum(occurrences.total), 0)::bigint as total,
        min(months.month) as first_month,
        max(months.month) as last_month,
        max(occurrences.loaded_at) as loaded_at
    from occurrences
    inner join months on occurrences.month_key = months.month_key

),

permits_totals as (

    select
        'permits' as fact,
        coalesce(sum(permits.source_rows), 0)::bigint as rows,
        coalesce(sum(permits.total), 0)::bigint as total,
        min(months.month) as first_month,
        max(months.month) as last_month,
        max(permits.loaded_at) as loaded_at
    from permits
    inner join months on permits.month_key = months.month_key

),

registrations_totals as (

    select
        'registrations' as fact,
        coalesce(sum(registrations.source_rows), 0)::bigint as rows,
        coalesce(sum(registrations.total), 0)::bigint as total,
        min(months.month) as first_month,
        max(months.month) as last_month,
        max(registrations.loaded_at) as loaded_at
    from registrations
    inner join months on registrations.month_key = months.month_key

),

unioned as (

    select * from occurrences_totals
    union all
    select * from permits_totals
    union all
    select * from registrations_totals

)

select * from unioned
