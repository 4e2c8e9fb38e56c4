select occurrence_type_key
from "star"."dim_occurrence_types"
where occurrence_type_key is null
