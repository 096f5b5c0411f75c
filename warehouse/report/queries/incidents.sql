-- The incidents, with the number of reports that the warehouse has of each.
select incident_id, reports, independent_sources, has_rival_claims
from incidents
order by incident_id
