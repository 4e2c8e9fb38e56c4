select weapon_species_key
from "star"."dim_weapon_species"
where weapon_species_key is null
