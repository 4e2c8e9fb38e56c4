select municipio_ibge_code
from "star_reference"."ibge_municipalities"
where municipio_ibge_code is null
