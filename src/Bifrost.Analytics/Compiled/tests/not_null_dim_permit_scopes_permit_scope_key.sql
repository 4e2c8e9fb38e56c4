select permit_scope_key
from "star"."dim_permit_scopes"
where permit_scope_key is null
