select reason
from "star_reference"."municipality_names"
where reason is null
