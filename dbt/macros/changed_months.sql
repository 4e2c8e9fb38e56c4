{% macro changed_months(candidates, columns) -%}
    select wanted.month_key
    from (
        {{ _month_fingerprints(candidates, columns) }}
    ) as wanted
    left join (
        {{ _month_fingerprints(this, columns) }}
    ) as built
        on
            wanted.month_key = built.month_key
            and wanted.row_count = built.row_count
            and wanted.total = built.total
            and wanted.row_hash = built.row_hash
    where built.month_key is null
{%- endmacro %}


{#- The text is hashed, not the record: a record's hash is linear in its
    columns, so that two rows which exchange a value add up to the same. -#}
{% macro _month_fingerprints(relation, columns) -%}
    select
        month_key,
        count(*) as row_count,
        sum(total) as total,
        sum(
            hashtextextended(row({{ columns | join(', ') }})::text, 0)::numeric
        ) as row_hash
    from {{ relation }}
    group by month_key
{%- endmacro %}
