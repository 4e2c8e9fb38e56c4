with

occurrences as (

    select * from "star"."fct_occurrences"

),

registrations as (

    select * from "star"."fct_registrations"

),

calibres as (

    select * from "star"."dim_calibres"

),

both_covered as (

    select month_key from occurrences
    intersect
    select month_key from registrations

),

registered as (

    select
        calibres.calibre_family,
        sum(registrations.total) as registrations
    from registrations
    inner join both_covered on registrations.month_key = both_covered.month_key
    inner join calibres on registrations.calibre_key = calibres.calibre_key
    group by calibres.calibre_family

),

occurred as (

    select
        calibres.calibre_family,
        sum(occurrences.total) as occurrences
    from occurrences
    inner join both_covered on occurrences.month_key = both_covered.month_key
    inner join calibres on occurrences.calibre_key = calibres.calibre_key
    group by calibres.calibre_family

),

compared as (

    select
        calibre_family,
        coalesce(registered.registrations, 0)::bigint as registrations,
        coalesce(occurred.occurrences, 0)::bigint as occurrences,
        round(
            coalesce(occurred.occurrences, 0) * 1000.0
            / nullif(registered.registrations, 0),
            2
        ) as occurrences_per_1000_registrations
    from registered
    full join occurred using (calibre_family)

)

select * from compared
