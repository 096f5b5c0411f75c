-- What happened, in order of time, however often it was reported. One row per incident.
--
-- incident_id: Key of incidents.
-- occurred_first_on: First day on which it may have happened; null when unknown.
-- occurred_last_on: Last day on which it may have happened; null when unknown.
-- days: Number of days among which its day lies, 1 for a known day; null when they are open.
-- event_type: PLOVER type.
-- mode: PLOVER mode of the surest report; null when none applies.
-- quad_class: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
-- score: Mean PLOVER score of the reports, -10 to 10.
-- actors: Names of the actors, joined by "; ".
-- recipients: Names of the recipients, likewise; empty when there are none.
-- place: Name of the place; null when unknown.
-- place_country: Country of that place, ISO 3166 alpha-3; null for seas and disputed areas.
-- deaths: People killed, by the highest report; null when no text gives a number.
-- injured: People injured, likewise.
-- reports: Number of reports.
-- sources: Names of the sources that report it, each once, joined by "; ".
-- independent_sources: Number of sources that did not copy it and do not only say what a side of it says.
-- has_rival_claims: Whether somebody asserts it and somebody else denies it.
-- confidence: Confidence of the surest report.
-- sentence: The sentence of the surest report.
-- event_id: Key of events: the surest report.
with told as (
    select
        events.*,
        sources.name as source,
        row_number() over (partition by events.incident_id order by events.confidence desc, events.event_id) as rank
    from events
    join documents using (document_id)
    join sources using (source_id)
    where events.incident_id is not null
),

counted as (
    select
        incident_id,
        round(avg(score), 3) as score,
        max(deaths) as deaths,
        max(injured) as injured,
        array_to_string(list_sort(list_distinct(list(source))), '; ') as sources
    from told
    group by incident_id
)

select
    incidents.incident_id,
    incidents.occurred_first_on,
    incidents.occurred_last_on,
    incidents.occurred_last_on - incidents.occurred_first_on + 1 as days,
    incidents.event_type,
    surest.mode,
    surest.quad_class,
    counted.score,
    incidents.actors,
    incidents.recipients,
    places.name as place,
    places.country as place_country,
    counted.deaths,
    counted.injured,
    incidents.reports,
    counted.sources,
    incidents.independent_sources,
    incidents.has_rival_claims,
    surest.confidence,
    documents.text[sentences.sentence_start + 1 : sentences.sentence_end] as sentence,
    surest.event_id
from incidents
join counted using (incident_id)
join told as surest on surest.incident_id = incidents.incident_id and surest.rank = 1
join sentences on sentences.sentence_id = surest.sentence_id
join documents on documents.document_id = surest.document_id
left join places on places.place_id = incidents.place_id
order by incidents.occurred_first_on, incidents.occurred_last_on, incidents.incident_id
