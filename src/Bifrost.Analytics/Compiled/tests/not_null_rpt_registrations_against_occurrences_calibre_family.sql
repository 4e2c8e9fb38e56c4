select calibre_family
from "star"."rpt_registrations_against_occurrences"
where calibre_family is null
