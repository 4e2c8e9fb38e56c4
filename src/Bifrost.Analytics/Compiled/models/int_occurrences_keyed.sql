-- The rows that fct_occurrences should hold now: one per grain, every key resolved.
with

occurrences as (

    select * from "star_staging"."stg_sinarm__ocorrencias"

),

months as (

    select * from "star"."dim_months"

),

ufs as (

    select * from "star"."dim_ufs"

),

names as (

    select * from "star_staging"."int_municipalities_matched"

),

municipalities as (

    select * from "star"."dim_municipalities"

),

species as (

    select * from "star"."dim_weapon_species"

),

brands as (

    select * from "star"."dim_brands"

),

calibres as (

    select * from "star"."dim_calibres"

),

types as (

    select * from "star"."dim_occurrence_types"

),

delivered as (

    select
        month,
        uf,
        municipality,
        weapon_species,
        brand,
        calibre,
        occurrence_type,
        is_large_municipality,
        sum(total) as total,
        count(*) as source_rows,
        max(loaded_at) as loaded_at
    from occurrences
    group by
        month,
        uf,
        municipality,
        weapon_species,
        brand,
        calibre,
        occurrence_type,
        is_large_municipality

),

keyed as (

    select

        ---------- ids
        md5(
        coalesce(length(to_char(delivered.month, 'YYYY-MM')::text) || ':' || to_char(delivered.month, 'YYYY-MM')::text, '-')
        || coalesce(length(delivered.uf::text) || ':' || delivered.uf::text, '-')
        || coalesce(length(delivered.municipality::text) || ':' || delivered.municipality::text, '-')
        || coalesce(length(delivered.weapon_species::text) || ':' || delivered.weapon_species::text, '-')
        || coalesce(length(delivered.brand::text) || ':' || delivered.brand::text, '-')
        || coalesce(length(delivered.calibre::text) || ':' || delivered.calibre::text, '-')
        || coalesce(length(delivered.occurrence_type::text) || ':' || delivered.occurrence_type::text, '-')
        || coalesce(length(delivered.is_large_municipality::text) || ':' || delivered.is_large_municipality::text, '-')
    )::uuid as occurrence_key,
        coalesce(months.month_key, '00000000-0000-0000-0000-000000000000'::uuid) as month_key,
        coalesce(ufs.uf_key, '00000000-0000-0000-0000-000000000000'::uuid) as uf_key,
        coalesce(
            municipalities.municipality_key, '00000000-0000-0000-0000-000000000000'::uuid
        ) as municipality_key,
        coalesce(
            species.weapon_species_key, '00000000-0000-0000-0000-000000000000'::uuid
        ) as weapon_species_key,
        coalesce(brands.brand_key, '00000000-0000-0000-0000-000000000000'::uuid) as brand_key,
        coalesce(calibres.calibre_key, '00000000-0000-0000-0000-000000000000'::uuid) as calibre_key,
        coalesce(
            types.occurrence_type_key, '00000000-0000-0000-0000-000000000000'::uuid
        ) as occurrence_type_key,

        ---------- numerics
        delivered.total::bigint as total,
        delivered.source_rows,

        ---------- booleans
        delivered.is_large_municipality,

        ---------- timestamps
        delivered.loaded_at

    from delivered
    left join months on delivered.month = months.month
    left join ufs on delivered.uf = ufs.uf_id
    left join names
        on
            delivered.uf = names.uf
            and delivered.municipality = names.municipality
    left join municipalities
        on names.municipality_key = municipalities.municipality_key
    left join species on delivered.weapon_species = species.weapon_species_id
    left join brands on delivered.brand = brands.brand_id
    left join calibres on delivered.calibre = calibres.calibre_id
    left join types on delivered.occurrence_type = types.occurrence_type_id

)

select * from keyed
