select permit_type_key
from "star"."dim_permit_types"
where permit_type_key is null
