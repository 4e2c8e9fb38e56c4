select uf_ibge_code
from "star_reference"."ibge_ufs"
where uf_ibge_code is null
