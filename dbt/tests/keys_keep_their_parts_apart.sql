-- Parts joined by a sign alone give ('a-b', 'c') and ('a', 'b-c') one key.
with

pairs (case_name, one, other) as (

    values
    (
        'where a part ends',
        {{ surrogate_key(["'a-b'", "'c'"]) }},
        {{ surrogate_key(["'a'", "'b-c'"]) }}
    ),
    (
        'a part that looks like a length',
        {{ surrogate_key(["'a1:b'"]) }},
        {{ surrogate_key(["'a'", "'b'"]) }}
    ),
    (
        'null and blank',
        {{ surrogate_key(["null"]) }},
        {{ surrogate_key(["''"]) }}
    ),
    (
        'null and the sign for it',
        {{ surrogate_key(["null", "'a'"]) }},
        {{ surrogate_key(["'-'", "'a'"]) }}
    ),
    (
        'order',
        {{ surrogate_key(["'a'", "'b'"]) }},
        {{ surrogate_key(["'b'", "'a'"]) }}
    )

),

validation_errors as (

    select * from pairs
    where one = other

)

select * from validation_errors
