-- Reads the sources themselves, beyond staging: a row that staging lost must show here.
with

ocorrencias as (

    select * from "raw"."ocorrencias"

),

portes as (

    select * from "raw"."portes"

),

registros as (

    select * from "raw"."registros"

),

occurrences as (

    select * from "star"."fct_occurrences"

),

permits as (

    select * from "star"."fct_permits"

),

registrations as (

    select * from "star"."fct_registrations"

),

delivered as (

    select
        'occurrences' as fact,
        count(*) as source_rows,
        coalesce(sum(total), 0)::bigint as source_total
    from ocorrencias
    union all
    select
        'permits' as fact,
        count(*) as source_rows,
        coalesce(sum(total), 0)::bigint as source_total
    from portes
    union all
    select
        'registrations' as fact,
        count(*) as source_rows,
        coalesce(sum(total), 0)::bigint as source_total
    from registros

),

built as (

    select
        'occurrences' as fact,
        coalesce(sum(source_rows), 0)::bigint as fact_rows,
        coalesce(sum(total), 0)::bigint as fact_total
    from occurrences
    union all
    select
        'permits' as fact,
        coalesce(sum(source_rows), 0)::bigint as fact_rows,
        coalesce(sum(total), 0)::bigint as fact_total
    from permits
    union all
    select
        'registrations' as fact,
        coalesce(sum(source_rows), 0)::bigint as fact_rows,
        coalesce(sum(total), 0)::bigint as fact_total
    from registrations

),

reconciled as (

    select
        delivered.fact,
        delivered.source_rows,
        built.fact_rows,
        delivered.source_total,
        built.fact_total
    from delivered
    inner join built on delivered.fact = built.fact

)

select * from reconciled
