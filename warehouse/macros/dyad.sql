-- What two parties did to each other, in order of time: `from dyad('Russia', 'TUR')`. One row per incident and direction.
--
-- $a: required: One party: a person, group or state by its name, its key of entities or its ISO 3166 alpha-3.
-- $b: required: The other party, likewise.
-- $least_confidence: 0.3: Least confidence of the events that count.
-- occurred_first_on: First day on which it may have happened; null when unknown.
-- occurred_last_on: Last day on which it may have happened; null when unknown.
-- direction: `a to b`, `b to a`, or `both` for what they did together or to each other.
-- event_type: PLOVER type.
-- quad_class: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
-- score: Mean PLOVER score of the reports, -10 to 10.
-- reports: Number of reports.
-- confidence: Confidence of the surest report.
-- actors: Names of all actors of the incident, joined by "; ".
-- recipients: Names of all its recipients, likewise; empty when there are none.
-- sentence: The sentence of the surest report.
-- incident_id: Key of incidents.
with sided as (
    select
        event_id,
        bool_or(role = 'actor' and (lower(party) = lower(a) or party_id = a)) as a_acts,
        bool_or(role = 'actor' and (lower(party) = lower(b) or party_id = b)) as b_acts,
        bool_or(role = 'recipient' and (lower(party) = lower(a) or party_id = a)) as a_receives,
        bool_or(role = 'recipient' and (lower(party) = lower(b) or party_id = b)) as b_receives
    from parties
    group by event_id
),

directed as (
    select
        event_id,
        case
            when a_acts and b_acts and is_mutual then 'both'
            when a_acts and b_receives and b_acts and a_receives then 'both'
            when a_acts and b_receives then 'a to b'
            when b_acts and a_receives then 'b to a'
        end as direction
    from sided
    join events using (event_id)
)

select
    min(incidents.occurred_first_on) as occurred_first_on,
    max(incidents.occurred_last_on) as occurred_last_on,
    directed.direction,
    min(incidents.event_type) as event_type,
    min(events.quad_class) as quad_class,
    round(avg(events.score), 3) as score,
    count(*) as reports,
    max(events.confidence) as confidence,
    min(incidents.actors) as actors,
    min(incidents.recipients) as recipients,
    first(
        documents.text[sentences.sentence_start + 1 : sentences.sentence_end]
        order by events.confidence desc, events.event_id
    ) as sentence,
    incidents.incident_id
from directed
join events using (event_id)
join incidents using (incident_id)
join sentences on sentences.sentence_id = events.sentence_id
join documents on documents.document_id = events.document_id
where directed.direction is not null and events.confidence >= least_confidence
group by incidents.incident_id, directed.direction
order by occurred_first_on, incidents.incident_id, directed.direction
