{% test at_least(model, column_name, value) %}

with

validation_errors as (

    select {{ column_name }}
    from {{ model }}
    where {{ column_name }} < {{ value }}

)

select * from validation_errors

{% endtest %}
