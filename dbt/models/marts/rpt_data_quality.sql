with

occurrences as (

    select * from {{ ref('fct_occurrences') }}

),

permits as (

    select * from {{ ref('fct_permits') }}

),

registrations as (

    select * from {{ ref('fct_registrations') }}

),

calibres as (

    select * from {{ ref('dim_calibres') }}

),

municipalities as (

    select * from {{ ref('dim_municipalities') }}

),

occurrences_checked as (

    select
        occurrences.source_rows,
        occurrences.total,
        occurrences.month_key = {{ unknown_key() }} as month,
        occurrences.uf_key = {{ unknown_key() }} as uf,
        occurrences.municipality_key = {{ unknown_key() }} as municipality,
        occurrences.weapon_species_key = {{ unknown_key() }} as weapon_species,
        occurrences.brand_key = {{ unknown_key() }} as brand,
        occurrences.calibre_key = {{ unknown_key() }} as calibre,
        occurrences.occurrence_type_key
        = {{ unknown_key() }} as occurrence_type,
        not calibres.is_family_decided as calibre_family,
        not municipalities.is_matched as municipality_of_ibge
    from occurrences
    left join calibres on occurrences.calibre_key = calibres.calibre_key
    left join municipalities
        on occurrences.municipality_key = municipalities.municipality_key

),

occurrences_counted as (

    {{ unknown_counts(
        'occurrences', 'occurrences_checked', [
            'month',
            'uf',
            'municipality',
            'weapon_species',
            'brand',
            'calibre',
            'occurrence_type',
            'calibre_family',
            'municipality_of_ibge',
        ]
    ) }}

),

permits_checked as (

    select
        permits.source_rows,
        permits.total,
        permits.month_key = {{ unknown_key() }} as month,
        permits.uf_key = {{ unknown_key() }} as uf,
        permits.municipality_key = {{ unknown_key() }} as municipality,
        permits.permit_type_key = {{ unknown_key() }} as permit_type,
        permits.status_key = {{ unknown_key() }} as status,
        permits.permit_scope_key = {{ unknown_key() }} as permit_scope,
        permits.weapon_species_key = {{ unknown_key() }} as weapon_species,
        permits.brand_key = {{ unknown_key() }} as brand,
        permits.calibre_key = {{ unknown_key() }} as calibre,
        permits.gender_key = {{ unknown_key() }} as gender,
        not calibres.is_family_decided as calibre_family,
        not municipalities.is_matched as municipality_of_ibge
    from permits
    left join calibres on permits.calibre_key = calibres.calibre_key
    left join municipalities
        on permits.municipality_key = municipalities.municipality_key

),

permits_counted as (

    {{ unknown_counts(
        'permits', 'permits_checked', [
            'month',
            'uf',
            'municipality',
            'permit_type',
            'status',
            'permit_scope',
            'weapon_species',
            'brand',
            'calibre',
            'gender',
            'calibre_family',
            'municipality_of_ibge',
        ]
    ) }}

),

registrations_checked as (

    select
        registrations.source_rows,
        registrations.total,
        registrations.month_key = {{ unknown_key() }} as month,
        registrations.uf_key = {{ unknown_key() }} as uf,
        registrations.municipality_key = {{ unknown_key() }} as municipality,
        registrations.status_key = {{ unknown_key() }} as status,
        registrations.weapon_species_key
        = {{ unknown_key() }} as weapon_species,
        registrations.brand_key = {{ unknown_key() }} as brand,
        registrations.calibre_key = {{ unknown_key() }} as calibre,
        registrations.gender_key = {{ unknown_key() }} as gender,
        registrations.registration_category_key
        = {{ unknown_key() }} as registration_category,
        not calibres.is_family_decided as calibre_family,
        not municipalities.is_matched as municipality_of_ibge
    from registrations
    left join calibres on registrations.calibre_key = calibres.calibre_key
    left join municipalities
        on registrations.municipality_key = municipalities.municipality_key

),

registrations_counted as (

    {{ unknown_counts(
        'registrations', 'registrations_checked', [
            'month',
            'uf',
            'municipality',
            'status',
            'weapon_species',
            'brand',
            'calibre',
            'gender',
            'registration_category',
            'calibre_family',
            'municipality_of_ibge',
        ]
    ) }}

),

unioned as (

    select * from occurrences_counted
    union all
    select * from permits_counted
    union all
    select * from registrations_counted

)

select * from unioned
