select
    weapon_species_id as unique_field,
    count(*) as n_records

from "star"."dim_weapon_species"
where weapon_species_id is not null
group by weapon_species_id
having count(*) > 1
