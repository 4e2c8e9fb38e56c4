with

occurrences as (

    select brand from "star_staging"."stg_sinarm__ocorrencias"

),

permits as (

    select brand from "star_staging"."stg_sinarm__portes"

),

registrations as (

    select brand from "star_staging"."stg_sinarm__registros"

),

brands as (

    select brand from occurrences
    union
    select brand from permits
    union
    select brand from registrations

),

members as (

    select
        md5(
        coalesce(length(brand::text) || ':' || brand::text, '-')
    )::uuid as brand_key,
        brand as brand_id,
        brand,
        false as is_unknown
    from brands
    where brand is not null

    union all

    select
        '00000000-0000-0000-0000-000000000000'::uuid as brand_key,
        null as brand_id,
        'Unknown' as brand,
        true as is_unknown

)

select * from members
