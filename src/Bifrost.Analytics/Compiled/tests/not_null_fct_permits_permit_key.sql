select permit_key
from "star"."fct_permits"
where permit_key is null
