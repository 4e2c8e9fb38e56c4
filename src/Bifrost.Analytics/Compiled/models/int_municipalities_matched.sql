-- One row per name that a source writes: which municipality it stands for.

with

occurrences as (

    select uf, municipality from "star_staging"."stg_sinarm__ocorrencias"

),

permits as (

    select uf, municipality from "star_staging"."stg_sinarm__portes"

),

registrations as (

    select uf, municipality from "star_staging"."stg_sinarm__registros"

),

known as (

    select
        uf,
        nullif(
        regexp_replace(
            lower(normalize(name, nfd) collate "C"),
            '[^a-z0-9]+', '', 'g'
        ),
        ''
    ) as spelling,
        municipio_ibge_code
    from "star_reference"."ibge_municipalities"

),

reviewed as (

    select
        uf,
        nullif(
        regexp_replace(
            lower(normalize(municipality, nfd) collate "C"),
            '[^a-z0-9]+', '', 'g'
        ),
        ''
    ) as spelling,
        municipio_ibge_code
    from "star_reference"."municipality_names"

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
        nullif(
        regexp_replace(
            lower(normalize(municipality, nfd) collate "C"),
            '[^a-z0-9]+', '', 'g'
        ),
        ''
    ) as spelling
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
                then md5(
        coalesce(length('ibge'::text) || ':' || 'ibge'::text, '-')
        || coalesce(length(municipality_ibge_code::text) || ':' || municipality_ibge_code::text, '-')
    )::uuid
            else md5(
        coalesce(length(uf::text) || ':' || uf::text, '-')
        || coalesce(length(spelling::text) || ':' || spelling::text, '-')
    )::uuid
        end as municipality_key
    from matched

)

select * from keyed
