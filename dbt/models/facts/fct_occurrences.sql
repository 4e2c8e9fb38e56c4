{{
    config(
        pre_hook="{{ delete_vanished_months(
            ref('stg_sinarm__ocorrencias'), ref('dim_months')
        ) }}",
    )
}}

{% set columns = [
    'occurrence_key',
    'month_key',
    'uf_key',
    'municipality_key',
    'weapon_species_key',
    'brand_key',
    'calibre_key',
    'occurrence_type_key',
    'total',
    'source_rows',
    'is_large_municipality',
    'loaded_at',
] %}

with

candidates as (

    select * from {{ ref('int_occurrences_keyed') }}

),

{% if is_incremental() %}

changed_months as (

    {{ changed_months('candidates', columns) }}

),

{% endif %}

final as (

    select
        candidates.occurrence_key,
        candidates.month_key,
        candidates.uf_key,
        candidates.municipality_key,
        candidates.weapon_species_key,
        candidates.brand_key,
        candidates.calibre_key,
        candidates.occurrence_type_key,
        candidates.total,
        candidates.source_rows,
        candidates.is_large_municipality,
        candidates.loaded_at
    from candidates
    {%- if is_incremental() %}
    inner join changed_months
        on candidates.month_key = changed_months.month_key
    {%- endif %}

)

select * from final
