-- The rows that fct_occurrences should hold now: one per grain, every key resolved.
with

occurrences as (

    select * from {{ ref('stg_sinarm__ocorrencias') }}

),

months as (

    select * from {{ ref('dim_months') }}

),

ufs as (

    select * from {{ ref('dim_ufs') }}

),

names as (

    select * from {{ ref('int_municipalities_matched') }}

),

municipalities as (

    select * from {{ ref('dim_municipalities') }}

),

species as (

    select * from {{ ref('dim_weapon_species') }}

),

brands as (

    select * from {{ ref('dim_brands') }}

),

calibres as (

    select * from {{ ref('dim_calibres') }}

),

types as (

    select * from {{ ref('dim_occurrence_types') }}

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
        {{ surrogate_key([
            "to_char(delivered.month, 'YYYY-MM')",
            "delivered.uf",
            "delivered.municipality",
            "delivered.weapon_species",
            "delivered.brand",
            "delivered.calibre",
            "delivered.occurrence_type",
            "delivered.is_large_municipality",
        ]) }} as occurrence_key,
        coalesce(months.month_key, {{ unknown_key() }}) as month_key,
        coalesce(ufs.uf_key, {{ unknown_key() }}) as uf_key,
        coalesce(
            municipalities.municipality_key, {{ unknown_key() }}
        ) as municipality_key,
        coalesce(
            species.weapon_species_key, {{ unknown_key() }}
        ) as weapon_species_key,
        coalesce(brands.brand_key, {{ unknown_key() }}) as brand_key,
        coalesce(calibres.calibre_key, {{ unknown_key() }}) as calibre_key,
        coalesce(
            types.occurrence_type_key, {{ unknown_key() }}
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
