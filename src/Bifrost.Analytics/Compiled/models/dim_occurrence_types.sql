with

occurrences as (

    select distinct occurrence_type from "star_staging"."stg_sinarm__ocorrencias"

),

groups as (

    select
        nullif(
        regexp_replace(
            lower(normalize(occurrence_type, nfd) collate "C"),
            '[^a-z0-9]+', '', 'g'
        ),
        ''
    ) as spelling,
        occurrence_group,
        is_stolen_or_lost
    from "star_reference"."occurrence_types"

),

spelt as (

    select
        occurrence_type,
        nullif(
        regexp_replace(
            lower(normalize(occurrence_type, nfd) collate "C"),
            '[^a-z0-9]+', '', 'g'
        ),
        ''
    ) as spelling
    from occurrences
    where occurrence_type is not null

),

members as (

    select
        md5(
        coalesce(length(spelt.occurrence_type::text) || ':' || spelt.occurrence_type::text, '-')
    )::uuid as occurrence_type_key,
        spelt.occurrence_type as occurrence_type_id,
        spelt.occurrence_type,
        coalesce(groups.occurrence_group, 'undecided') as occurrence_group,
        coalesce(groups.is_stolen_or_lost, false) as is_stolen_or_lost,
        false as is_unknown
    from spelt
    left join groups on spelt.spelling = groups.spelling

    union all

    select
        '00000000-0000-0000-0000-000000000000'::uuid as occurrence_type_key,
        null as occurrence_type_id,
        'Unknown' as occurrence_type,
        'unknown' as occurrence_group,
        false as is_stolen_or_lost,
        true as is_unknown

)

select * from members
