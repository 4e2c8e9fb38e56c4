-- The rows that fct_registrations should hold now: one per grain, every key resolved.
with

registrations as (

    select * from {{ ref('stg_sinarm__registros') }}

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

statuses as (

    select * from {{ ref('dim_statuses') }}

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

genders as (

    select * from {{ ref('dim_genders') }}

),

categories as (

    select * from {{ ref('dim_registration_categories') }}

),

delivered as (

    select
        month,
        uf,
        municipality,
        status,
        weapon_species,
        brand,
        calibre,
        gender,
        registration_category,
        sum(total) as total,
        count(*) as source_rows,
        max(loaded_at) as loaded_at
    from registrations
    group by
        month,
        uf,
        municipality,
        status,
        weapon_species,
        brand,
        calibre,
        gender,
        registration_category

),

keyed as (

    select

        ---------- ids
        {{ surrogate_key([
            "to_char(delivered.month, 'YYYY-MM')",
            "delivered.uf",
            "delivered.municipality",
            "delivered.status",
            "delivered.weapon_species",
            "delivered.brand",
            "delivered.calibre",
            "delivered.gender",
            "delivered.registration_category",
        ]) }} as registration_key,
        coalesce(months.month_key, {{ unknown_key() }}) as month_key,
        coalesce(ufs.uf_key, {{ unknown_key() }}) as uf_key,
        coalesce(
            municipalities.municipality_key, {{ unknown_key() }}
        ) as municipality_key,
        coalesce(statuses.status_key, {{ unknown_key() }}) as status_key,
        coalesce(
            species.weapon_species_key, {{ unknown_key() }}
        ) as weapon_species_key,
        coalesce(brands.brand_key, {{ unknown_key() }}) as brand_key,
        coalesce(calibres.calibre_key, {{ unknown_key() }}) as calibre_key,
        coalesce(genders.gender_key, {{ unknown_key() }}) as gender_key,
        coalesce(
            categories.registration_category_key, {{ unknown_key() }}
        ) as registration_category_key,

        ---------- numerics
        delivered.total::bigint as total,
        delivered.source_rows,

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
    left join statuses on delivered.status = statuses.status_id
    left join species on delivered.weapon_species = species.weapon_species_id
    left join brands on delivered.brand = brands.brand_id
    left join calibres on delivered.calibre = calibres.calibre_id
    left join genders on delivered.gender = genders.gender_id
    left join categories
        on delivered.registration_category = categories.registration_category_id

)

select * from keyed
