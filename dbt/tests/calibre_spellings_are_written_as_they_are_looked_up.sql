with

families as (

    select * from {{ ref('calibre_families') }}

),

validation_errors as (

    select spelling
    from families
    where spelling <> {{ calibre_spelling('spelling') }}

)

select * from validation_errors
