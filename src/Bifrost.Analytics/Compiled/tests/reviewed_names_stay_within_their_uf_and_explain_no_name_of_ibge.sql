with

reviewed as (

    select * from "star_reference"."municipality_names"

),

known as (

    select * from "star_reference"."ibge_municipalities"

),

in_another_uf as (

    select
        reviewed.uf,
        reviewed.municipality,
        'stands for a municipality of another UF' as fault
    from reviewed
    inner join known
        on reviewed.municipio_ibge_code = known.municipio_ibge_code
    where reviewed.uf <> known.uf

),

never_used as (

    select
        reviewed.uf,
        reviewed.municipality,
        'is a name of IBGE, which is looked up first' as fault
    from reviewed
    inner join known
        on
            reviewed.uf = known.uf
            and nullif(
        regexp_replace(
            lower(normalize(reviewed.municipality, nfd) collate "C"),
            '[^a-z0-9]+', '', 'g'
        ),
        ''
    )
            = nullif(
        regexp_replace(
            lower(normalize(known.name, nfd) collate "C"),
            '[^a-z0-9]+', '', 'g'
        ),
        ''
    )

),

validation_errors as (

    select * from in_another_uf
    union all
    select * from never_used

)

select * from validation_errors
