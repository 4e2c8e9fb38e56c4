{{
    config(
        pre_hook="{{ delete_vanished_months(
            ref('stg_sinarm__portes'), ref('dim_months')
        ) }}",
    )
}}

{% set columns = [
    'permit_key',
    'month_key',
    'uf_key',
    'municipality_key',
    'permit_type_key',
    'status_key',
    'permit_scope_key',
    'weapon_species_key',
    'brand_key',
    'calibre_key',
    'gender_key',
    'total',
    'source_rows',
    'loaded_at',
] %}

with

candidates as (

    select * from {{ ref('int_permits_keyed') }}

),

{% if is_incremental() %}

changed_months as (

    {{ changed_months('candidates', columns) }}

),

{% endif %}

final as (

    select
        candidates.permit_key,
        candidates.month_key,
        candidates.uf_key,
        candidates.municipality_key,
        candidates.permit_type_key,
        candidates.status_key,
        candidates.permit_scope_key,
        candidates.weapon_species_key,
        candidates.brand_key,
        candidates.calibre_key,
        candidates.gender_key,
        candidates.total,
        candidates.source_rows,
        candidates.loaded_at
    from candidates
    {%- if is_incremental() %}
    inner join changed_months
        on candidates.month_key = changed_months.month_key
    {%- endif %}

)

select * from final
