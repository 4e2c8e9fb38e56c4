with

occurrences as (

    select * from "star"."fct_occurrences"

),

types as (

    select * from "star"."dim_occurrence_types"

),

months as (

    select * from "star"."dim_months"

),

ufs as (

    select * from "star"."dim_ufs"

),

years as (

    select distinct months.year
    from occurrences
    inner join months on occurrences.month_key = months.month_key
    where not months.is_unknown

),

lost as (

    select
        months.year,
        occurrences.uf_key,
        sum(occurrences.total) as lost_weapons
    from occurrences
    inner join types
        on occurrences.occurrence_type_key = types.occurrence_type_key
    inner join months on occurrences.month_key = months.month_key
    where types.is_stolen_or_lost
    group by months.year, occurrences.uf_key

),

rated as (

    select
        years.year,
        ufs.uf,
        ufs.uf_name,
        ufs.region,
        ufs.population_2022 as population,
        coalesce(lost.lost_weapons, 0)::bigint as lost_weapons,
        round(
            coalesce(lost.lost_weapons, 0) * 100000.0 / ufs.population_2022, 2
        ) as lost_weapons_per_100k
    from years
    cross join ufs
    left join lost on years.year = lost.year and ufs.uf_key = lost.uf_key
    where not ufs.is_unknown or lost.lost_weapons > 0

)

select * from rated
