{% macro calibre_spelling(column) -%}
    nullif(
        regexp_replace(
            translate(
                lower(normalize({{ column }}, nfd) collate "C"), ',×', '.x'
            ),
            '[^a-z0-9./-]+', '', 'g'
        ),
        ''
    )
{%- endmacro %}
