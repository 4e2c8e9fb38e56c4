-- A warning: the spelling is counted as undecided until a line in calibre_families says what it is.

with

calibres as (

    select * from "star"."dim_calibres"

),

families as (

    select * from "star_reference"."calibre_families"

),

validation_errors as (

    select calibres.calibre
    from calibres
    left join families
        on nullif(
        regexp_replace(
            translate(
                lower(normalize(calibres.calibre, nfd) collate "C"), ',×', '.x'
            ),
            '[^a-z0-9./-]+', '', 'g'
        ),
        ''
    ) = families.spelling
    where families.spelling is null and not calibres.is_unknown

)

select * from validation_errors
