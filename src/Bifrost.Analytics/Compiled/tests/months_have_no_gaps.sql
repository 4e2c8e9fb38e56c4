with

months as (

    select * from "star"."dim_months"
    where not is_unknown

),

followed as (

    select
        month,
        lead(month) over (order by month) as next_month
    from months

),

validation_errors as (

    select * from followed
    where next_month <> month + interval '1 month'

)

select * from validation_errors
