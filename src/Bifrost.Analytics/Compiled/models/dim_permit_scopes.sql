with

permits as (

    select permit_scope from "star_staging"."stg_sinarm__portes"

),

scopes as (

    select distinct permit_scope from permits

),

members as (

    select
        md5(
        coalesce(length(permit_scope::text) || ':' || permit_scope::text, '-')
    )::uuid as permit_scope_key,
        permit_scope as permit_scope_id,
        permit_scope,
        false as is_unknown
    from scopes
    where permit_scope is not null

    union all

    select
        '00000000-0000-0000-0000-000000000000'::uuid as permit_scope_key,
        null as permit_scope_id,
        'Unknown' as permit_scope,
        true as is_unknown

)

select * from members
