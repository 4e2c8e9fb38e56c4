with

ufs as (

    select * from "star_reference"."ibge_ufs"

),

members as (

    select
        md5(
        coalesce(length(uf::text) || ':' || uf::text, '-')
    )::uuid as uf_key,
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
        '00000000-0000-0000-0000-000000000000'::uuid as uf_key,
        null as uf_id,
        null as uf_ibge_code,
        'Unknown' as uf,
        'Unknown' as uf_name,
        'Unknown' as region,
        null as population_2022,
        true as is_unknown

)

select * from members
