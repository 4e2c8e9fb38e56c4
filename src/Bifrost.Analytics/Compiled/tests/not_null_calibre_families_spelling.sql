select spelling
from "star_reference"."calibre_families"
where spelling is null
