{% macro unknown_counts(fact, checked, dimensions) -%}
    select
        '{{ fact }}' as fact,
        counted.dimension,
        sums.rows,
        counted.unknown_rows,
        sums.total,
        counted.unknown_total
    from (
        select
            coalesce(sum(source_rows), 0)::bigint as rows,
            {%- for dimension in dimensions %}
            coalesce(
                sum(source_rows) filter (where {{ dimension }}), 0
            )::bigint as {{ dimension }}_rows,
            coalesce(
                sum(total) filter (where {{ dimension }}), 0
            )::bigint as {{ dimension }}_total,
            {%- endfor %}
            coalesce(sum(total), 0)::bigint as total
        from {{ checked }}
    ) as sums
    cross join lateral (
        values
        {%- for dimension in dimensions %}
        (
            '{{ dimension }}',
            sums.{{ dimension }}_rows,
            sums.{{ dimension }}_total
        ){{ ',' if not loop.last }}
        {%- endfor %}
    ) as counted (dimension, unknown_rows, unknown_total)
{%- endmacro %}
