with

reconciliation as (

    select * from "star"."rpt_reconciliation"

),

validation_errors as (

    select * from reconciliation
    where source_rows <> fact_rows or source_total <> fact_total

)

select * from validation_errors
