select uf
from "star_reference"."municipality_names"
where uf is null
