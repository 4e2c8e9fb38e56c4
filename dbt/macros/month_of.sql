{% macro month_of(year, month) -%}
    case
        when {{ year }} between 1 and 9999 and {{ month }} between 1 and 12
            then make_date({{ year }}, {{ month }}, 1)
    end
{%- endmacro %}
