with

registrations as (

    select registration_category from {{ ref('stg_sinarm__registros') }}

),

categories as (

    select distinct registration_category from registrations

),

members as (

    select
        {{ surrogate_key(['registration_category']) }} as registration_category_key,
        registration_category as registration_category_id,
        registration_category,
        false as is_unknown
    from categories
    where registration_category is not null

    union all

    select
        {{ unknown_key() }} as registration_category_key,
        null as registration_category_id,
        'Unknown' as registration_category,
        true as is_unknown

)

select * from members
