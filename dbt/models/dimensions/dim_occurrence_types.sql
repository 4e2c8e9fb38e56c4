with

occurrences as (

    select distinct occurrence_type from {{ ref('stg_sinarm__ocorrencias') }}

),

groups as (

    select
        {{ name_spelling('occurrence_type') }} as spelling,
        occurrence_group,
        is_stolen_or_lost
    from {{ ref('occurrence_types') }}

),

spelt as (

    select
        occurrence_type,
        {{ name_spelling('occurrence_type') }} as spelling
    from occurrences
    where occurrence_type is not null

),

members as (

    select
        {{ surrogate_key(['spelt.occurrence_type']) }} as occurrence_type_key,
        spelt.occurrence_type as occurrence_type_id,
        spelt.occurrence_type,
        coalesce(groups.occurrence_group, 'undecided') as occurrence_group,
        coalesce(groups.is_stolen_or_lost, false) as is_stolen_or_lost,
        false as is_unknown
    from spelt
    left join groups on spelt.spelling = groups.spelling

    union all

    select
        {{ unknown_key() }} as occurrence_type_key,
        null as occurrence_type_id,
        'Unknown' as occurrence_type,
        'unknown' as occurrence_group,
        false as is_stolen_or_lost,
        true as is_unknown

)

select * from members
