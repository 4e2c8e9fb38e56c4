select reason
from "star_reference"."calibre_families"
where reason is null
