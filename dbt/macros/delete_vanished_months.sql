{% macro delete_vanished_months(staging, months) -%}
    {%- if is_incremental() -%}
        delete from {{ this }} as fact
        where not exists (
            select
            from (select distinct month from {{ staging }}) as present
            left join {{ months }} as months
                on present.month = months.month
            where coalesce(months.month_key, {{ unknown_key() }})
                = fact.month_key
        )
    {%- endif -%}
{%- endmacro %}
