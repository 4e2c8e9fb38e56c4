{% macro name_spelling(column) -%}
    nullif(
        regexp_replace(
            lower(normalize({{ column }}, nfd) collate "C"),
            '[^a-z0-9]+', '', 'g'
        ),
        ''
    )
{%- endmacro %}
