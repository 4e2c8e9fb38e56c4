with

known as (

    select * from "star_reference"."ibge_municipalities"

),

names as (

    select * from "star_staging"."int_municipalities_matched"

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
        || coalesce(length(municipio_ibge_code::text) || ':' || municipio_ibge_code::text, '-')
    )::uuid
            as municipality_key,
        municipio_ibge_code as municipality_id,
        uf,
        name as municipality,
        true as is_matched,
        false as is_unknown
    from known

    union all

    select
        municipality_key,
        null as municipality_id,
        uf,
        municipality,
        false as is_matched,
        false as is_unknown
    from unmatched

    union all

    select
        '00000000-0000-0000-0000-000000000000'::uuid as municipality_key,
        null as municipality_id,
        null as uf,
        'Unknown' as municipality,
        false as is_matched,
        true as is_unknown

)

select * from members
