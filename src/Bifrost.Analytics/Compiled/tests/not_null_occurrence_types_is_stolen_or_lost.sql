select is_stolen_or_lost
from "star_reference"."occurrence_types"
where is_stolen_or_lost is null
