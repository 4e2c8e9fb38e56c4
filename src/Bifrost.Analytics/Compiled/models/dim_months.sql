with

occurrences as (

    select month from "star_staging"."stg_sinarm__ocorrencias"

),

permits as (

    select month from "star_staging"."stg_sinarm__portes"

),

registrations as (

    select month from "star_staging"."stg_sinarm__registros"

),

covered as (

    select month from occurrences
    union
    select month from permits
    union
    select month from registrations

),

bounds as (

    select
        date_trunc('year', min(month)::timestamp) as first_month,
        date_trunc('year', max(month)::timestamp)
        + interval '11 months' as last_month
    from covered
    where month between date '1997-01-01' and date '2100-12-01'

),

calendar as (

    select
        generate_series(first_month, last_month, interval '1 month')::date
            as month
    from bounds

),

dated as (

    select
        month,
        extract(year from month)::integer as year,
        extract(quarter from month)::integer as quarter,
        extract(month from month)::integer as month_of_year
    from calendar

),

members as (

    select
        md5(
        coalesce(length(year::text) || ':' || year::text, '-')
        || coalesce(length(month_of_year::text) || ':' || month_of_year::text, '-')
    )::uuid as month_key,
        year * 100 + month_of_year as month_id,
        month,
        year,
        (month_of_year + 5) / 6 as semester,
        quarter,
        month_of_year,
        extract(
            day from month::timestamp + interval '1 month' - interval '1 day'
        )::integer as days_in_month,
        year || '-' || lpad(month_of_year::text, 2, '0') as year_month,
        year || '-S' || (month_of_year + 5) / 6 as year_semester,
        year || '-Q' || quarter as year_quarter,
        (array[
            'January', 'February', 'March', 'April', 'May', 'June', 'July',
            'August', 'September', 'October', 'November', 'December'
        ])[month_of_year] as month_name,
        (array[
            'janeiro', 'fevereiro', 'março', 'abril', 'maio', 'junho', 'julho',
            'agosto', 'setembro', 'outubro', 'novembro', 'dezembro'
        ])[month_of_year] as month_name_pt,
        month_of_year in (12, 1, 2) as is_summer,
        month_of_year in (3, 4, 5) as is_autumn,
        month_of_year in (6, 7, 8) as is_winter,
        month_of_year in (9, 10, 11) as is_spring,
        false as is_unknown
    from dated

    union all

    select
        '00000000-0000-0000-0000-000000000000'::uuid as month_key,
        null as month_id,
        null as month,
        null as year,
        null as semester,
        null as quarter,
        null as month_of_year,
        null as days_in_month,
        'Unknown' as year_month,
        'Unknown' as year_semester,
        'Unknown' as year_quarter,
        'Unknown' as month_name,
        'Unknown' as month_name_pt,
        null as is_summer,
        null as is_autumn,
        null as is_winter,
        null as is_spring,
        true as is_unknown

)

select * from members
