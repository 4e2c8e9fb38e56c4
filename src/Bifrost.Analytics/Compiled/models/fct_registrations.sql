with

candidates as (

    select * from "star_staging"."int_registrations_keyed"

),

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

)

select * from final
