with

occurrences as (

    select calibre from {{ ref('stg_sinarm__ocorrencias') }}

),

permits as (

    select calibre from {{ ref('stg_sinarm__portes') }}

),

registrations as (

    select calibre from {{ ref('stg_sinarm__registros') }}

),

families as (

    select * from {{ ref('calibre_families') }}

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
        {{ calibre_spelling('calibre') }} as spelling
    from calibres
    where calibre is not null

),

members as (

    select
        {{ surrogate_key(['spelt.calibre']) }} as calibre_key,
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
        {{ unknown_key() }} as calibre_key,
        null as calibre_id,
        'Unknown' as calibre,
        'unknown' as calibre_family,
        false as is_family_decided,
        true as is_unknown

)

select * from members
