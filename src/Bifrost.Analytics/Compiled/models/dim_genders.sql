with

permits as (

    select gender from "star_staging"."stg_sinarm__portes"

),

registrations as (

    select gender from "star_staging"."stg_sinarm__registros"

),

genders as (

    select gender from permits
    union
    select gender from registrations

),

members as (

    select
        md5(
        coalesce(length(gender::text) || ':' || gender::text, '-')
    )::uuid as gender_key,
        gender as gender_id,
        gender,
        case gender when 'F' then 'Female' when 'M' then 'Male' else gender end as gender_name,
        false as is_unknown
    from genders
    where gender is not null

    union all

    select
        '00000000-0000-0000-0000-000000000000'::uuid as gender_key,
        null as gender_id,
        'Unknown' as gender,
        'Unknown' as gender_name,
        true as is_unknown

)

select * from members
