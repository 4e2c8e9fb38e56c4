with

permits as (

    select permit_type from "star_staging"."stg_sinarm__portes"

),

types as (

    select distinct permit_type from permits

),

members as (

    select
        md5(
        coalesce(length(permit_type::text) || ':' || permit_type::text, '-')
    )::uuid as permit_type_key,
        permit_type as permit_type_id,
        permit_type,
        false as is_unknown
    from types
    where permit_type is not null

    union all

    select
        '00000000-0000-0000-0000-000000000000'::uuid as permit_type_key,
        null as permit_type_id,
        'Unknown' as permit_type,
        true as is_unknown

)

select * from members
