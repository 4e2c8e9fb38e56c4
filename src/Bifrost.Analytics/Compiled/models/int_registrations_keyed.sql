-- The rows that fct_registrations should hold now: one per grain, every key resolved.
with

registrations as (

    select * from "star_staging"."stg_sinarm__registros"

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

statuses as (

    select * from "star"."dim_statuses"

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

genders as (

    select * from "star"."dim_genders"

),

categories as (

    select * from "star"."dim_registration_categories"

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
        md5(
        coalesce(length(to_char(delivered.month, 'YYYY-MM')::text) || ':' || to_char(delivered.month, 'YYYY-MM')::text, '-')
        || coalesce(length(delivered.uf::text) || ':' || delivered.uf::text, '-')
        || coalesce(length(delivered.municipality::text) || ':' || delivered.municipality::text, '-')
        || coalesce(length(delivered.status::text) || ':' || delivered.status::text, '-')
        || coalesce(length(delivered.weapon_species::text) || ':' || delivered.weapon_species::text, '-')
        || coalesce(length(delivered.brand::text) || ':' || delivered.brand::text, '-')
        || coalesce(length(delivered.calibre::text) || ':' || delivered.calibre::text, '-')
        || coalesce(length(delivered.gender::text) || ':' || delivered.gender::text, '-')
        || coalesce(length(delivered.registration_category::text) || ':' || delivered.registration_category::text, '-')
    )::uuid as registration_key,
        coalesce(months.month_key, '00000000-0000-0000-0000-000000000000'::uuid) as month_key,
        coalesce(ufs.uf_key, '00000000-0000-0000-0000-000000000000'::uuid) as uf_key,
        coalesce(
            municipalities.municipality_key, '00000000-0000-0000-0000-000000000000'::uuid
        ) as municipality_key,
        coalesce(statuses.status_key, '00000000-0000-0000-0000-000000000000'::uuid) as status_key,
        coalesce(
            species.weapon_species_key, '00000000-0000-0000-0000-000000000000'::uuid
        ) as weapon_species_key,
        coalesce(brands.brand_key, '00000000-0000-0000-0000-000000000000'::uuid) as brand_key,
        coalesce(calibres.calibre_key, '00000000-0000-0000-0000-000000000000'::uuid) as calibre_key,
        coalesce(genders.gender_key, '00000000-0000-0000-0000-000000000000'::uuid) as gender_key,
        coalesce(
            categories.registration_category_key, '00000000-0000-0000-0000-000000000000'::uuid
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
