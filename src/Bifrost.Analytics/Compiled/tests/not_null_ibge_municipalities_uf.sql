select uf
from "star_reference"."ibge_municipalities"
where uf is null
