with

known as (

    select * from {{ ref('ibge_municipalities') }}

),

names as (

    select * from {{ ref('int_municipalities_matched') }}

),

ufs as (

    select * from {{ ref('dim_ufs') }}

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
        {{ surrogate_key(["'ibge'", 'known.municipio_ibge_code']) }}
            as municipality_key,
        known.municipio_ibge_code as municipality_id,
        coalesce(ufs.uf_key, {{ unknown_key() }}) as uf_key,
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
        coalesce(ufs.uf_key, {{ unknown_key() }}) as uf_key,
        unmatched.uf,
        unmatched.municipality,
        false as is_matched,
        false as is_unknown
    from unmatched
    left join ufs on unmatched.uf = ufs.uf_id

    union all

    select
        {{ unknown_key() }} as municipality_key,
        null as municipality_id,
        {{ unknown_key() }} as uf_key,
        null as uf,
        'Unknown' as municipality,
        false as is_matched,
        true as is_unknown

)

select * from members
