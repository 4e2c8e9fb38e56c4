with

ufs as (

    select * from {{ ref('ibge_ufs') }}

),

members as (

    select
        {{ surrogate_key(['uf']) }} as uf_key,
        uf as uf_id,
        uf_ibge_code,
        uf,
        name as uf_name,
        region,
        population_2022,
        false as is_unknown
    from ufs

    union all

    select
        {{ unknown_key() }} as uf_key,
        null as uf_id,
        null as uf_ibge_code,
        'Unknown' as uf,
        'Unknown' as uf_name,
        'Unknown' as region,
        null as population_2022,
        true as is_unknown

)

select * from members
