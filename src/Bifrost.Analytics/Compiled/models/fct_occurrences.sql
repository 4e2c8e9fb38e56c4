with

candidates as (

    select * from "star_staging"."int_occurrences_keyed"

),

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

)

select * from final
