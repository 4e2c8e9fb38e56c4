select population_2022
from "star_reference"."ibge_ufs"
where population_2022 is null
