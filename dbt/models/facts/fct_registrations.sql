{{
    config(
        pre_hook="{{ delete_vanished_months(
            ref('stg_sinarm__registros'), ref('dim_months')
        ) }}",
    )
}}

{% set columns = [
    'registration_key',
    'month_key',
    'uf_key',
    'municipality_key',
    'status_key',
    'weapon_species_key',
    'brand_key',
    'calibre_key',
    'gender_key',
    'registration_category_key',
    'total',
    'source_rows',
    'loaded_at',
] %}

with

candidates as (

    select * from {{ ref('int_registrations_keyed') }}

),

{% if is_incremental() %}

changed_months as (

    {{ changed_months('candidates', columns) }}

),

{% endif %}

final as (

    select
        candidates.registration_key,
        candidates.month_key,
        candidates.uf_key,
        candidates.municipality_key,
        candidates.status_key,
        candidates.weapon_species_key,
        candidates.brand_key,
        candidates.calibre_key,
        candidates.gender_key,
        candidates.registration_category_key,
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
