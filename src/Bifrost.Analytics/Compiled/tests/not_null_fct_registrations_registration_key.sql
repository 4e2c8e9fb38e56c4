select registration_key
from "star"."fct_registrations"
where registration_key is null
