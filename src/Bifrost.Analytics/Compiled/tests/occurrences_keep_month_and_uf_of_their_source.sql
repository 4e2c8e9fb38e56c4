-- Counted from the source itself: a row under a wrong month or UF shows here.
with

source as (

    select * from "raw"."ocorrencias"

),

fact as (

    select * from "star"."fct_occurrences"

),

months as (

    select * from "star"."dim_months"

),

ufs as (

    select * from "star"."dim_ufs"

),

delivered as (

    select
        months.month_id,
        ufs.uf_id,
        sum(source.total) as total
    from source
    left join months
        on source.ano_ocorrencia * 100 + source.mes_ocorrencia = months.month_id
    left join ufs on upper(btrim(source.uf)) = ufs.uf_id
    group by months.month_id, ufs.uf_id

),

built as (

    select
        months.month_id,
        ufs.uf_id,
        sum(fact.total) as total
    from fact
    inner join months on fact.month_key = months.month_key
    inner join ufs on fact.uf_key = ufs.uf_key
    group by months.month_id, ufs.uf_id

),

delivered_only as (

    select * from delivered
    except
    select * from built

),

built_only as (

    select * from built
    except
    select * from delivered

),

validation_errors as (

    select 'delivered' as side, * from delivered_only
    union all
    select 'built' as side, * from built_only

)

select * from validation_errors
