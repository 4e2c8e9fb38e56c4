select uf_key
from "star"."dim_ufs"
where uf_key is null
