{% macro cleaned_text(column) -%}
    nullif(btrim({{ column }}), '')
{%- endmacro %}
