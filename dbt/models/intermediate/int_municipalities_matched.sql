-- One row per name that a source writes: which municipality it stands for.
{{
    config(
        materialized='incremental',
        incremental_strategy='append',
        on_schema_change='fail',
        pre_hook=[
            '{{ one_build_at_a_time() }}',
            '{{ empty_before_replacing() }}',
        ],
    )
}}

with

occurrences as (

    select uf, municipality from {{ ref('stg_sinarm__ocorrencias') }}

),

permits as (

    select uf, municipality from {{ ref('stg_sinarm__portes') }}

),

registrations as (

    select uf, municipality from {{ ref('stg_sinarm__registros') }}

),

known as (

    select
        uf,
        {{ name_spelling('name') }} as spelling,
        municipio_ibge_code
    from {{ ref('ibge_municipalities') }}

),

reviewed as (

    select
        uf,
        {{ name_spelling('municipality') }} as spelling,
        municipio_ibge_code
    from {{ ref('municipality_names') }}

),

names as (

    select uf, municipality from occurrences
    union
    select uf, municipality from permits
    union
    select uf, municipality from registrations

),

spelt as (

    select
        uf,
        municipality,
        {{ name_spelling('municipality') }} as spelling
    from names
    where uf is not null and municipality is not null

),

matched as (

    select
        spelt.uf,
        spelt.municipality,
        spelt.spelling,
        coalesce(
            known.municipio_ibge_code, reviewed.municipio_ibge_code
        ) as municipality_ibge_code,
        case
            when known.municipio_ibge_code is not null then 'spelling'
            when reviewed.municipio_ibge_code is not null then 'reviewed'
            else 'unmatched'
        end as matched_by
    from spelt
    left join known
        on spelt.uf = known.uf and spelt.spelling = known.spelling
    left join reviewed
        on spelt.uf = reviewed.uf and spelt.spelling = reviewed.spelling

),

keyed as (

    select
        uf,
        municipality,
        spelling,
        municipality_ibge_code,
        matched_by,
        case
            when municipality_ibge_code is not null
                then {{ surrogate_key(["'ibge'", 'municipality_ibge_code']) }}
            else {{ surrogate_key(['uf', 'spelling']) }}
        end as municipality_key
    from matched

)

select * from keyed
