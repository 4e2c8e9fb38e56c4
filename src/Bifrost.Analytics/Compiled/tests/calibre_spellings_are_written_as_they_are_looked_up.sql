with

families as (

    select * from "star_reference"."calibre_families"

),

validation_errors as (

    select spelling
    from families
    where spelling <> nullif(
        regexp_replace(
            translate(
                lower(normalize(spelling, nfd) collate "C"), ',×', '.x'
            ),
            '[^a-z0-9./-]+', '', 'g'
        ),
        ''
    )

)

select * from validation_errors
