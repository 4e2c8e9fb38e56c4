with

permits as (

    select status from {{ ref('stg_sinarm__portes') }}

),

registrations as (

    select status from {{ ref('stg_sinarm__registros') }}

),

statuses as (

    select status from permits
    union
    select status from registrations

),

members as (

    select
        {{ surrogate_key(['status']) }} as status_key,
        status as status_id,
        status,
        {{ name_spelling('status') }} like 'ativo%' as is_active,
        false as is_unknown
    from statuses
    where status is not null

    union all

    select
        {{ unknown_key() }} as status_key,
        null as status_id,
        'Unknown' as status,
        false as is_active,
        true as is_unknown

)

select * from members
