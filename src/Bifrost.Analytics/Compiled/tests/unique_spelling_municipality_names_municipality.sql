with

validation_errors as (

    select uf, nullif(
        regexp_replace(
            lower(normalize(municipality, nfd) collate "C"),
            '[^a-z0-9]+', '', 'g'
        ),
        ''
    ) as spelling
    from "star_reference"."municipality_names"
    group by uf, spelling
    having count(*) > 1

)

select * from validation_errors
