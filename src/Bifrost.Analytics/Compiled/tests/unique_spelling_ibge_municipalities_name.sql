with

validation_errors as (

    select uf, nullif(
        regexp_replace(
            lower(normalize(name, nfd) collate "C"),
            '[^a-z0-9]+', '', 'g'
        ),
        ''
    ) as spelling
    from "star_reference"."ibge_municipalities"
    group by uf, spelling
    having count(*) > 1

)

select * from validation_errors
