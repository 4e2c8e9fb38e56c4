with

occurrences as (

    select * from "star"."fct_occurrences"

),

permits as (

    select * from "star"."fct_permits"

),

registrations as (

    select * from "star"."fct_registrations"

),

calibres as (

    select * from "star"."dim_calibres"

),

municipalities as (

    select * from "star"."dim_municipalities"

),

occurrences_checked as (

    select
        occurrences.source_rows,
        occurrences.total,
        occurrences.month_key = '00000000-0000-0000-0000-000000000000'::uuid as month,
        occurrences.uf_key = '00000000-0000-0000-0000-000000000000'::uuid as uf,
        occurrences.municipality_key = '00000000-0000-0000-0000-000000000000'::uuid as municipality,
        occurrences.weapon_species_key = '00000000-0000-0000-0000-000000000000'::uuid as weapon_species,
        occurrences.brand_key = '00000000-0000-0000-0000-000000000000'::uuid as brand,
        occurrences.calibre_key = '00000000-0000-0000-0000-000000000000'::uuid as calibre,
        occurrences.occurrence_type_key
        = '00000000-0000-0000-0000-000000000000'::uuid as occurrence_type,
        not calibres.is_family_decided as calibre_family,
        not municipalities.is_matched as municipality_of_ibge
    from occurrences
    left join calibres on occurrences.calibre_key = calibres.calibre_key
    left join municipalities
        on occurrences.municipality_key = municipalities.municipality_key

),

occurrences_counted as (

    select
        'occurrences' as fact,
        counted.dimension,
        sums.rows,
        counted.unknown_rows,
        sums.total,
        counted.unknown_total
    from (
        select
            coalesce(sum(source_rows), 0)::bigint as rows,
            coalesce(
                sum(source_rows) filter (where month), 0
            )::bigint as month_rows,
            coalesce(
                sum(total) filter (where month), 0
            )::bigint as month_total,
            coalesce(
                sum(source_rows) filter (where uf), 0
            )::bigint as uf_rows,
            coalesce(
                sum(total) filter (where uf), 0
            )::bigint as uf_total,
            coalesce(
                sum(source_rows) filter (where municipality), 0
            )::bigint as municipality_rows,
            coalesce(
                sum(total) filter (where municipality), 0
            )::bigint as municipality_total,
            coalesce(
                sum(source_rows) filter (where weapon_species), 0
            )::bigint as weapon_species_rows,
            coalesce(
                sum(total) filter (where weapon_species), 0
            )::bigint as weapon_species_total,
            coalesce(
                sum(source_rows) filter (where brand), 0
            )::bigint as brand_rows,
            coalesce(
                sum(total) filter (where brand), 0
            )::bigint as brand_total,
            coalesce(
                sum(source_rows) filter (where calibre), 0
            )::bigint as calibre_rows,
            coalesce(
                sum(total) filter (where calibre), 0
            )::bigint as calibre_total,
            coalesce(
                sum(source_rows) filter (where occurrence_type), 0
            )::bigint as occurrence_type_rows,
            coalesce(
                sum(total) filter (where occurrence_type), 0
            )::bigint as occurrence_type_total,
            coalesce(
                sum(source_rows) filter (where calibre_family), 0
            )::bigint as calibre_family_rows,
            coalesce(
                sum(total) filter (where calibre_family), 0
            )::bigint as calibre_family_total,
            coalesce(
                sum(source_rows) filter (where municipality_of_ibge), 0
            )::bigint as municipality_of_ibge_rows,
            coalesce(
                sum(total) filter (where municipality_of_ibge), 0
            )::bigint as municipality_of_ibge_total,
            coalesce(sum(total), 0)::bigint as total
        from occurrences_checked
    ) as sums
    cross join lateral (
        values
        (
            'month',
            sums.month_rows,
            sums.month_total
        ),
        (
            'uf',
            sums.uf_rows,
            sums.uf_total
        ),
        (
            'municipality',
            sums.municipality_rows,
            sums.municipality_total
        ),
        (
            'weapon_species',
            sums.weapon_species_rows,
            sums.weapon_species_total
        ),
        (
            'brand',
            sums.brand_rows,
            sums.brand_total
        ),
        (
            'calibre',
            sums.calibre_rows,
            sums.calibre_total
        ),
        (
            'occurrence_type',
            sums.occurrence_type_rows,
            sums.occurrence_type_total
        ),
        (
            'calibre_family',
            sums.calibre_family_rows,
            sums.calibre_family_total
        ),
        (
            'municipality_of_ibge',
            sums.municipality_of_ibge_rows,
            sums.municipality_of_ibge_total
        )
    ) as counted (dimension, unknown_rows, unknown_total)

),

permits_checked as (

    select
        permits.source_rows,
        permits.total,
        permits.month_key = '00000000-0000-0000-0000-000000000000'::uuid as month,
        permits.uf_key = '00000000-0000-0000-0000-000000000000'::uuid as uf,
        permits.municipality_key = '00000000-0000-0000-0000-000000000000'::uuid as municipality,
        permits.permit_type_key = '00000000-0000-0000-0000-000000000000'::uuid as permit_type,
        permits.status_key = '00000000-0000-0000-0000-000000000000'::uuid as status,
        permits.permit_scope_key = '00000000-0000-0000-0000-000000000000'::uuid as permit_scope,
        permits.weapon_species_key = '00000000-0000-0000-0000-000000000000'::uuid as weapon_species,
        permits.brand_key = '00000000-0000-0000-0000-000000000000'::uuid as brand,
        permits.calibre_key = '00000000-0000-0000-0000-000000000000'::uuid as calibre,
        permits.gender_key = '00000000-0000-0000-0000-000000000000'::uuid as gender,
        not calibres.is_family_decided as calibre_family,
        not municipalities.is_matched as municipality_of_ibge
    from permits
    left join calibres on permits.calibre_key = calibres.calibre_key
    left join municipalities
        on permits.municipality_key = municipalities.municipality_key

),

permits_counted as (

    select
        'permits' as fact,
        counted.dimension,
        sums.rows,
        counted.unknown_rows,
        sums.total,
        counted.unknown_total
    from (
        select
            coalesce(sum(source_rows), 0)::bigint as rows,
            coalesce(
                sum(source_rows) filter (where month), 0
            )::bigint as month_rows,
            coalesce(
                sum(total) filter (where month), 0
            )::bigint as month_total,
            coalesce(
                sum(source_rows) filter (where uf), 0
            )::bigint as uf_rows,
            coalesce(
                sum(total) filter (where uf), 0
            )::bigint as uf_total,
            coalesce(
                sum(source_rows) filter (where municipality), 0
            )::bigint as municipality_rows,
            coalesce(
                sum(total) filter (where municipality), 0
            )::bigint as municipality_total,
            coalesce(
                sum(source_rows) filter (where permit_type), 0
            )::bigint as permit_type_rows,
            coalesce(
                sum(total) filter (where permit_type), 0
            )::bigint as permit_type_total,
            coalesce(
                sum(source_rows) filter (where status), 0
            )::bigint as status_rows,
            coalesce(
                sum(total) filter (where status), 0
            )::bigint as status_total,
            coalesce(
                sum(source_rows) filter (where permit_scope), 0
            )::bigint as permit_scope_rows,
            coalesce(
                sum(total) filter (where permit_scope), 0
            )::bigint as permit_scope_total,
            coalesce(
                sum(source_rows) filter (where weapon_species), 0
            )::bigint as weapon_species_rows,
            coalesce(
                sum(total) filter (where weapon_species), 0
            )::bigint as weapon_species_total,
            coalesce(
                sum(source_rows) filter (where brand), 0
            )::bigint as brand_rows,
            coalesce(
                sum(total) filter (where brand), 0
            )::bigint as brand_total,
            coalesce(
                sum(source_rows) filter (where calibre), 0
            )::bigint as calibre_rows,
            coalesce(
                sum(total) filter (where calibre), 0
            )::bigint as calibre_total,
            coalesce(
                sum(source_rows) filter (where gender), 0
            )::bigint as gender_rows,
            coalesce(
                sum(total) filter (where gender), 0
            )::bigint as gender_total,
            coalesce(
                sum(source_rows) filter (where calibre_family), 0
            )::bigint as calibre_family_rows,
            coalesce(
                sum(total) filter (where calibre_family), 0
            )::bigint as calibre_family_total,
            coalesce(
                sum(source_rows) filter (where municipality_of_ibge), 0
            )::bigint as municipality_of_ibge_rows,
            coalesce(
                sum(total) filter (where municipality_of_ibge), 0
            )::bigint as municipality_of_ibge_total,
            coalesce(sum(total), 0)::bigint as total
        from permits_checked
    ) as sums
    cross join lateral (
        values
        (
            'month',
            sums.month_rows,
            sums.month_total
        ),
        (
            'uf',
            sums.uf_rows,
            sums.uf_total
        ),
        (
            'municipality',
            sums.municipality_rows,
            sums.municipality_total
        ),
        (
            'permit_type',
            sums.permit_type_rows,
            sums.permit_type_total
        ),
        (
            'status',
            sums.status_rows,
            sums.status_total
        ),
        (
            'permit_scope',
            sums.permit_scope_rows,
            sums.permit_scope_total
        ),
        (
            'weapon_species',
            sums.weapon_species_rows,
            sums.weapon_species_total
        ),
        (
            'brand',
            sums.brand_rows,
            sums.brand_total
        ),
        (
            'calibre',
            sums.calibre_rows,
            sums.calibre_total
        ),
        (
            'gender',
            sums.gender_rows,
            sums.gender_total
        ),
        (
            'calibre_family',
            sums.calibre_family_rows,
            sums.calibre_family_total
        ),
        (
            'municipality_of_ibge',
            sums.municipality_of_ibge_rows,
            sums.municipality_of_ibge_total
        )
    ) as counted (dimension, unknown_rows, unknown_total)

),

registrations_checked as (

    select
        registrations.source_rows,
        registrations.total,
        registrations.month_key = '00000000-0000-0000-0000-000000000000'::uuid as month,
        registrations.uf_key = '00000000-0000-0000-0000-000000000000'::uuid as uf,
        registrations.municipality_key = '00000000-0000-0000-0000-000000000000'::uuid as municipality,
        registrations.status_key = '00000000-0000-0000-0000-000000000000'::uuid as status,
        registrations.weapon_species_key
        = '00000000-0000-0000-0000-000000000000'::uuid as weapon_species,
        registrations.brand_key = '00000000-0000-0000-0000-000000000000'::uuid as brand,
        registrations.calibre_key = '00000000-0000-0000-0000-000000000000'::uuid as calibre,
        registrations.gender_key = '00000000-0000-0000-0000-000000000000'::uuid as gender,
        registrations.registration_category_key
        = '00000000-0000-0000-0000-000000000000'::uuid as registration_category,
        not calibres.is_family_decided as calibre_family,
        not municipalities.is_matched as municipality_of_ibge
    from registrations
    left join calibres on registrations.calibre_key = calibres.calibre_key
    left join municipalities
        on registrations.municipality_key = municipalities.municipality_key

),

registrations_counted as (

    select
        'registrations' as fact,
        counted.dimension,
        sums.rows,
        counted.unknown_rows,
        sums.total,
        counted.unknown_total
    from (
        select
            coalesce(sum(source_rows), 0)::bigint as rows,
            coalesce(
                sum(source_rows) filter (where month), 0
            )::bigint as month_rows,
            coalesce(
                sum(total) filter (where month), 0
            )::bigint as month_total,
            coalesce(
                sum(source_rows) filter (where uf), 0
            )::bigint as uf_rows,
            coalesce(
                sum(total) filter (where uf), 0
            )::bigint as uf_total,
            coalesce(
                sum(source_rows) filter (where municipality), 0
            )::bigint as municipality_rows,
            coalesce(
                sum(total) filter (where municipality), 0
            )::bigint as municipality_total,
            coalesce(
                sum(source_rows) filter (where status), 0
            )::bigint as status_rows,
            coalesce(
                sum(total) filter (where status), 0
            )::bigint as status_total,
            coalesce(
                sum(source_rows) filter (where weapon_species), 0
            )::bigint as weapon_species_rows,
            coalesce(
                sum(total) filter (where weapon_species), 0
            )::bigint as weapon_species_total,
            coalesce(
                sum(source_rows) filter (where brand), 0
            )::bigint as brand_rows,
            coalesce(
                sum(total) filter (where brand), 0
            )::bigint as brand_total,
            coalesce(
                sum(source_rows) filter (where calibre), 0
            )::bigint as calibre_rows,
            coalesce(
                sum(total) filter (where calibre), 0
            )::bigint as calibre_total,
            coalesce(
                sum(source_rows) filter (where gender), 0
            )::bigint as gender_rows,
            coalesce(
                sum(total) filter (where gender), 0
            )::bigint as gender_total,
            coalesce(
                sum(source_rows) filter (where registration_category), 0
            )::bigint as registration_category_rows,
            coalesce(
                sum(total) filter (where registration_category), 0
            )::bigint as registration_category_total,
            coalesce(
                sum(source_rows) filter (where calibre_family), 0
            )::bigint as calibre_family_rows,
            coalesce(
                sum(total) filter (where calibre_family), 0
            )::bigint as calibre_family_total,
            coalesce(
                sum(source_rows) filter (where municipality_of_ibge), 0
            )::bigint as municipality_of_ibge_rows,
            coalesce(
                sum(total) filter (where municipality_of_ibge), 0
            )::bigint as municipality_of_ibge_total,
            coalesce(sum(total), 0)::bigint as total
        from registrations_checked
    ) as sums
    cross join lateral (
        values
        (
            'month',
            sums.month_rows,
            sums.month_total
        ),
        (
            'uf',
            sums.uf_rows,
            sums.uf_total
        ),
        (
            'municipality',
            sums.municipality_rows,
            sums.municipality_total
        ),
        (
            'status',
            sums.status_rows,
            sums.status_total
        ),
        (
            'weapon_species',
            sums.weapon_species_rows,
            sums.weapon_species_total
        ),
        (
            'brand',
            sums.brand_rows,
            sums.brand_total
        ),
        (
            'calibre',
            sums.calibre_rows,
            sums.calibre_total
        ),
        (
            'gender',
            sums.gender_rows,
            sums.gender_total
        ),
        (
            'registration_category',
            sums.registration_category_rows,
            sums.registration_category_total
        ),
        (
            'calibre_family',
            sums.calibre_family_rows,
            sums.calibre_family_total
        ),
        (
            'municipality_of_ibge',
            sums.municipality_of_ibge_rows,
            sums.municipality_of_ibge_total
        )
    ) as counted (dimension, unknown_rows, unknown_total)

),

unioned as (

    select * from occurrences_counted
    union all
    select * from permits_counted
    union all
    select * from registrations_counted

)

select * from unioned
