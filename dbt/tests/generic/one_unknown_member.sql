{% test one_unknown_member(model) %}

with

counted as (

    select count(*) as unknown_members
    from {{ model }}
    where is_unknown

),

validation_errors as (

    select unknown_members
    from counted
    where unknown_members <> 1

)

select * from validation_errors

{% endtest %}
