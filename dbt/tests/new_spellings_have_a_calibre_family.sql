-- A warning: the spelling is counted as undecided until a line in calibre_families says what it is.
{{ config(severity='warn') }}

with

calibres as (

    select * from {{ ref('dim_calibres') }}

),

families as (

    select * from {{ ref('calibre_families') }}

),

validation_errors as (

    select calibres.calibre
    from calibres
    left join families
        on {{ calibre_spelling('calibres.calibre') }} = families.spelling
    where families.spelling is null and not calibres.is_unknown

)

select * from validation_errors
