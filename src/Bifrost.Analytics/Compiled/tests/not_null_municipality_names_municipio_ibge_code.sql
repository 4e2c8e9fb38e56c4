select municipio_ibge_code
from "star_reference"."municipality_names"
where municipio_ibge_code is null
