select lost_weapons
from "star"."rpt_lost_weapons_by_uf_and_year"
where lost_weapons is null
