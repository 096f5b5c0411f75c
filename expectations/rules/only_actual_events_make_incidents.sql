-- An event belongs to an incident if and only if it is actual.
select event_id, factuality, incident_id
from events
where (factuality = 'actual') <> (incident_id is not null)
