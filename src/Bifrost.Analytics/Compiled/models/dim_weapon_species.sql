with

occurrences as (

    select weapon_species from "star_staging"."stg_sinarm__ocorrencias"

),

permits as (

    select weapon_species from "star_staging"."stg_sinarm__portes"

),

registrations as (

    select weapon_species from "star_staging"."stg_sinarm__registros"

),

species as (

    select weapon_species from occurrences
    union
    select weapon_species from permits
    union
    select weapon_species from registrations

),

members as (

    select
        md5(
        coalesce(length(weapon_species::text) || ':' || weapon_species::text, '-')
    )::uuid as weapon_species_key,
        weapon_species as weapon_species_id,
        weapon_species,
        false as is_unknown
    from species
    where weapon_species is not null

    union all

    select
        '00000000-0000-0000-0000-000000000000'::uuid as weapon_species_key,
        null as weapon_species_id,
        'Unknown' as weapon_species,
        true as is_unknown

)

select * from members
