with

occurrences as (

    select brand from {{ ref('stg_sinarm__ocorrencias') }}

),

permits as (

    select brand from {{ ref('stg_sinarm__portes') }}

),

registrations as (

    select brand from {{ ref('stg_sinarm__registros') }}

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
        {{ surrogate_key(['brand']) }} as brand_key,
        brand as brand_id,
        brand,
        false as is_unknown
    from brands
    where brand is not null

    union all

    select
        {{ unknown_key() }} as brand_key,
        null as brand_id,
        'Unknown' as brand,
        true as is_unknown

)

select * from members
