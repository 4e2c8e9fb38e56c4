select calibre_family
from "star_reference"."calibre_families"
where calibre_family is null
