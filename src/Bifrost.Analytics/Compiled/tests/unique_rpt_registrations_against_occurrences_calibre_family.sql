select
    calibre_family as unique_field,
    count(*) as n_records

from "star"."rpt_registrations_against_occurrences"
where calibre_family is not null
group by calibre_family
having count(*) > 1
