with

registrations as (

    select registration_category from "star_staging"."stg_sinarm__registros"

),

categories as (

    select distinct registration_category from registrations

),

members as (

    select
        md5(
        coalesce(length(registration_category::text) || ':' || registration_category::text, '-')
    )::uuid as registration_category_key,
        registration_category as registration_category_id,
        registration_category,
        false as is_unknown
    from categories
    where registration_category is not null

    union all

    select
        '00000000-0000-0000-0000-000000000000'::uuid as registration_category_key,
        null as registration_category_id,
        'Unknown' as registration_category,
        true as is_unknown

)

select * from members
