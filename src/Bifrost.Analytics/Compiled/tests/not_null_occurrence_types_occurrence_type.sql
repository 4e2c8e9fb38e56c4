select occurrence_type
from "star_reference"."occurrence_types"
where occurrence_type is null
