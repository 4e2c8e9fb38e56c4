with

known as (

    select * from "star_reference"."ibge_municipalities"

),

names as (

    select * from "star_staging"."int_municipalities_matched"

),

ufs as (

    select * from "star"."dim_ufs"

),

unmatched as (

    select
        municipality_key,
        uf,
        min(municipality collate "C") as municipality
    from names
    where municipality_ibge_code is null
    group by municipality_key, uf

),

members as (

    select
        md5(
        coalesce(length('ibge'::text) || ':' || 'ibge'::text, '-')
        || coalesce(length(known.municipio_ibge_code::text) || ':' || known.municipio_ibge_code::text, '-')
    )::uuid
            as municipality_key,
        known.municipio_ibge_code as municipality_id,
        coalesce(ufs.uf_key, '00000000-0000-0000-0000-000000000000'::uuid) as uf_key,
        known.uf,
        known.name as municipality,
        true as is_matched,
        false as is_unknown
    from known
    left join ufs on known.uf = ufs.uf_id

    union all

    select
        unmatched.municipality_key,
        null as municipality_id,
        coalesce(ufs.uf_key, '00000000-0000-0000-0000-000000000000'::uuid) as uf_key,
        unmatched.uf,
        unmatched.municipality,
        false as is_matched,
        false as is_unknown
    from unmatched
    left join ufs on unmatched.uf = ufs.uf_id

    union all

    select
        '00000000-0000-0000-0000-000000000000'::uuid as municipality_key,
        null as municipality_id,
        '00000000-0000-0000-0000-000000000000'::uuid as uf_key,
        null as uf,
        'Unknown' as municipality,
        false as is_matched,
        true as is_unknown

)

select * from members
