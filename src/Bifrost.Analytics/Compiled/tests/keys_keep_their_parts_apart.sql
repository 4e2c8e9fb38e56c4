-- Parts joined by a sign alone give ('a-b', 'c') and ('a', 'b-c') one key.
with

pairs (case_name, one, other) as (

    values
    (
        'where a part ends',
        md5(
        coalesce(length('a-b'::text) || ':' || 'a-b'::text, '-')
        || coalesce(length('c'::text) || ':' || 'c'::text, '-')
    )::uuid,
        md5(
        coalesce(length('a'::text) || ':' || 'a'::text, '-')
        || coalesce(length('b-c'::text) || ':' || 'b-c'::text, '-')
    )::uuid
    ),
    (
        'a part that looks like a length',
        md5(
        coalesce(length('a1:b'::text) || ':' || 'a1:b'::text, '-')
    )::uuid,
        md5(
        coalesce(length('a'::text) || ':' || 'a'::text, '-')
        || coalesce(length('b'::text) || ':' || 'b'::text, '-')
    )::uuid
    ),
    (
        'null and blank',
        md5(
        coalesce(length(null::text) || ':' || null::text, '-')
    )::uuid,
        md5(
        coalesce(length(''::text) || ':' || ''::text, '-')
    )::uuid
    ),
    (
        'null and the sign for it',
        md5(
        coalesce(length(null::text) || ':' || null::text, '-')
        || coalesce(length('a'::text) || ':' || 'a'::text, '-')
    )::uuid,
        md5(
        coalesce(length('-'::text) || ':' || '-'::text, '-')
        || coalesce(length('a'::text) || ':' || 'a'::text, '-')
    )::uuid
    ),
    (
        'order',
        md5(
        coalesce(length('a'::text) || ':' || 'a'::text, '-')
        || coalesce(length('b'::text) || ':' || 'b'::text, '-')
    )::uuid,
        md5(
        coalesce(length('b'::text) || ':' || 'b'::text, '-')
        || coalesce(length('a'::text) || ':' || 'a'::text, '-')
    )::uuid
    )

),

validation_errors as (

    select * from pairs
    where one = other

)

select * from validation_errors
