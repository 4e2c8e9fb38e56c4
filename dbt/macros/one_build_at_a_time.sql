{% macro one_build_at_a_time() -%}
    {%- if is_incremental() -%}
        lock table {{ this }} in share row exclusive mode
    {%- endif -%}
{%- endmacro %}
