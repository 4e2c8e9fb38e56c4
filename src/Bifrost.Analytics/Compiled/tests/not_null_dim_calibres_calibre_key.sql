select calibre_key
from "star"."dim_calibres"
where calibre_key is null
