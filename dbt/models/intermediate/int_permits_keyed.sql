-- The rows that fct_permits should hold now: one per grain, every key resolved.
with

permits as (

    select * from {{ ref('stg_sinarm__portes') }}

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

types as (

    select * from {{ ref('dim_permit_types') }}

),

statuses as (

    select * from {{ ref('dim_statuses') }}

),

scopes as (

    select * from {{ ref('dim_permit_scopes') }}

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

delivered as (

    select
        month,
        uf,
        municipality,
        permit_type,
        status,
        permit_scope,
        weapon_species,
        brand,
        calibre,
        gender,
        sum(total) as total,
        count(*) as source_rows,
        max(loaded_at) as loaded_at
    from permits
    group by
        month,
        uf,
        municipality,
        permit_type,
        status,
        permit_scope,
        weapon_species,
        brand,
        calibre,
        gender

),

keyed as (

    select

        ---------- ids
        {{ surrogate_key([
            "to_char(delivered.month, 'YYYY-MM')",
            "delivered.uf",
            "delivered.municipality",
            "delivered.permit_type",
            "delivered.status",
            "delivered.permit_scope",
            "delivered.weapon_species",
            "delivered.brand",
            "delivered.calibre",
            "delivered.gender",
        ]) }} as permit_key,
        coalesce(months.month_key, {{ unknown_key() }}) as month_key,
        coalesce(ufs.uf_key, {{ unknown_key() }}) as uf_key,
        coalesce(
            municipalities.municipality_key, {{ unknown_key() }}
        ) as municipality_key,
        coalesce(types.permit_type_key, {{ unknown_key() }}) as permit_type_key,
        coalesce(statuses.status_key, {{ unknown_key() }}) as status_key,
        coalesce(
            scopes.permit_scope_key, {{ unknown_key() }}
        ) as permit_scope_key,
        coalesce(
            species.weapon_species_key, {{ unknown_key() }}
        ) as weapon_species_key,
        coalesce(brands.brand_key, {{ unknown_key() }}) as brand_key,
        coalesce(calibres.calibre_key, {{ unknown_key() }}) as calibre_key,
        coalesce(genders.gender_key, {{ unknown_key() }}) as gender_key,

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
    left join types on delivered.permit_type = types.permit_type_id
    left join statuses on delivered.status = statuses.status_id
    left join scopes on delivered.permit_scope = scopes.permit_scope_id
    left join species on delivered.weapon_species = species.weapon_species_id
    left join brands on delivered.brand = brands.brand_id
    left join calibres on delivered.calibre = calibres.calibre_id
    left join genders on delivered.gender = genders.gender_id

)

select * from keyed
