with

reviewed as (

    select * from {{ ref('municipality_names') }}

),

known as (

    select * from {{ ref('ibge_municipalities') }}

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
            and {{ name_spelling('reviewed.municipality') }}
            = {{ name_spelling('known.name') }}

),

validation_errors as (

    select * from in_another_uf
    union all
    select * from never_used

)

select * from validation_errors
