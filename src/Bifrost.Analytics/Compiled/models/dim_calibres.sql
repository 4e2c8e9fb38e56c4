with

occurrences as (

    select calibre from "star_staging"."stg_sinarm__ocorrencias"

),

permits as (

    select calibre from "star_staging"."stg_sinarm__portes"

),

registrations as (

    select calibre from "star_staging"."stg_sinarm__registros"

),

families as (

    select * from "star_reference"."calibre_families"

),

calibres as (

    select calibre from occurrences
    union
    select calibre from permits
    union
    select calibre from registrations

),

spelt as (

    select
        calibre,
        nullif(
        regexp_replace(
            translate(
                lower(normalize(calibre, nfd) collate "C"), ',×', '.x'
            ),
            '[^a-z0-9./-]+', '', 'g'
        ),
        ''
    ) as spelling
    from calibres
    where calibre is not null

),

members as (

    select
        md5(
        coalesce(length(spelt.calibre::text) || ':' || spelt.calibre::text, '-')
    )::uuid as calibre_key,
        spelt.calibre as calibre_id,
        spelt.calibre,
        coalesce(families.calibre_family, 'undecided') as calibre_family,
        coalesce(families.calibre_family, 'undecided')
        <> 'undecided' as is_family_decided,
        false as is_unknown
    from spelt
    left join families on spelt.spelling = families.spelling

    union all

    select
        '00000000-0000-0000-0000-000000000000'::uuid as calibre_key,
        null as calibre_id,
        'Unknown' as calibre,
        'unknown' as calibre_family,
        false as is_family_decided,
        true as is_unknown

)

select * from members
