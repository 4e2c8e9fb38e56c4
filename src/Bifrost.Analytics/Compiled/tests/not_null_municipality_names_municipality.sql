select municipality
from "star_reference"."municipality_names"
where municipality is null
