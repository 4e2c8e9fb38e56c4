with

occurrences as (

    select * from "star"."fct_occurrences"

),

permits as (

    select * from "star"."fct_permits"

),

registrations as (

    select * from "star"."fct_registrations"

),

months as (

    select * from "star"."dim_months"
    where not is_unknown

),

counted as (

    select 'occurrences' as fact, month_key, total from occurrences
    union all
    select 'permits' as fact, month_key, total from permits
    union all
    select 'registrations' as fact, month_key, total from registrations

),

summed as (

    select
        counted.fact,
        months.month,
        sum(counted.total)::bigint as total
    from counted
    inner join months on counted.month_key = months.month_key
    group by counted.fact, months.month

),

bounds as (

    select
        fact,
        min(month) as first_month,
        max(month) as last_month
    from summed
    group by fact

),

-- A month without a row counts as zero: the publisher leaves out what did not happen.
without_gaps as (

    select
        months.month,
        bounds.fact,
        coalesce(summed.total, 0) as total
    from bounds
    inner join months
        on months.month between bounds.first_month and bounds.last_month
    left join summed
        on bounds.fact = summed.fact and months.month = summed.month

),

averaged as (

    select
        month,
        fact,
        total,
        round(avg(total) over last_12_months, 2) as mean_12_months,
        (count(*) over last_12_months)::integer as months_in_mean
    from without_gaps
    window last_12_months as (
        partition by fact
        order by month
        rows between 11 preceding and current row
    )

)

select * from averaged
