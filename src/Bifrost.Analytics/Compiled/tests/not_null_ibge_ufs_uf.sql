select uf
from "star_reference"."ibge_ufs"
where uf is null
