select occurrence_key
from "star"."fct_occurrences"
where occurrence_key is null
