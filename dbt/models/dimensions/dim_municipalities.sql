with

known as (

    select * from {{ ref('ibge_municipalities') }}

),

names as (

    select * from {{ ref('int_municipalities_matched') }}

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
        {{ surrogate_key(["'ibge'", 'municipio_ibge_code']) }}
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
        {{ unknown_key() }} as municipality_key,
        null as municipality_id,
        null as uf,
        'Unknown' as municipality,
        false as is_matched,
        true as is_unknown

)

select * from members
