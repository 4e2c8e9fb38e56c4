select name
from "star_reference"."ibge_municipalities"
where name is null
