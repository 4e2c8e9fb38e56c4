with

permits as (

    select status from "star_staging"."stg_sinarm__portes"

),

registrations as (

    select status from "star_staging"."stg_sinarm__registros"

),

statuses as (

    select status from permits
    union
    select status from registrations

),

members as (

    select
        md5(
        coalesce(length(status::text) || ':' || status::text, '-')
    )::uuid as status_key,
        status as status_id,
        status,
        nullif(
        regexp_replace(
            lower(normalize(status, nfd) collate "C"),
            '[^a-z0-9]+', '', 'g'
        ),
        ''
    ) like 'ativo%' as is_active,
        false as is_unknown
    from statuses
    where status is not null

    union all

    select
        '00000000-0000-0000-0000-000000000000'::uuid as status_key,
        null as status_id,
        'Unknown' as status,
        false as is_active,
        true as is_unknown

)

select * from members
