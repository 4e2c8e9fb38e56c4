select
    weapon_species_key as unique_field,
    count(*) as n_records

from "star"."dim_weapon_species"
where weapon_species_key is not null
group by weapon_species_key
having count(*) > 1
