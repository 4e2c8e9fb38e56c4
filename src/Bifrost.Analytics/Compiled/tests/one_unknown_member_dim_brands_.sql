with

counted as (

    select count(*) as unknown_members
    from "star"."dim_brands"
    where is_unknown

),

validation_errors as (

    select unknown_members
    from counted
    where unknown_members <> 1

)

select * from validation_errors
