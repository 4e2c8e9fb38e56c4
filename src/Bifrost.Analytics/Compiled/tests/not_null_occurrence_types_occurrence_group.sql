select occurrence_group
from "star_reference"."occurrence_types"
where occurrence_group is null
