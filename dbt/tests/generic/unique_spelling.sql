{% test unique_spelling(model, column) %}

with

validation_errors as (

    select uf, {{ name_spelling(column) }} as spelling
    from {{ model }}
    group by uf, spelling
    having count(*) > 1

)

select * from validation_errors

{% endtest %}
