{% macro surrogate_key(parts) -%}
    md5(
        {%- for part in parts %}
        {% if not loop.first %}|| {% endif -%}
        coalesce(length({{ part }}::text) || ':' || {{ part }}::text, '-')
        {%- endfor %}
    )::uuid
{%- endmacro %}
