select year
from "star"."rpt_lost_weapons_by_uf_and_year"
where year is null
