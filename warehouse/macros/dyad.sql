-- What two parties did to each other: `from dyad('Russia', 'TUR') order by occurred_first_on`. One row per actual event.
--
-- $a: required: One party: a person, group or state by its name, its key of entities or its ISO 3166 alpha-3.
-- $b: required: The other party, likewise.
-- $least_confidence: 0.3: Least confidence, on the whole, in what happened and in who took part, of the events that count.
-- occurred_first_on: First day on which it may have happened; null when unknown.
-- occurred_last_on: Last day on which it may have happened; null when unknown.
-- direction: `a to b`, `b to a`, or `both` for what they did together or to each other.
-- event_type: PLOVER type.
-- quad_class: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
-- score: PLOVER conflict-cooperation score, -10 to 10.
-- reports: Number of reports.
-- confidence: Confidence of the surest report.
-- actors: Names of all actors of the event, joined by "; ".
-- recipients: Names of all its recipients, likewise; null when there are none.
-- sentence: The sentence of the surest report.
-- event_id: Key of events.
with placed as (
    select
        event_id,
        bool_or(role = 'actor' and (lower(party) = lower(a) or party_id = a)) as a_acts,
        bool_or(role = 'actor' and (lower(party) = lower(b) or party_id = b)) as b_acts,
        bool_or(role = 'recipient' and (lower(party) = lower(a) or party_id = a)) as a_receives,
        bool_or(role = 'recipient' and (lower(party) = lower(b) or party_id = b)) as b_receives
    from parties
    where lower(party) in (lower(a), lower(b)) or party_id in (a, b)
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
    from placed
    join events using (event_id)
)

select
    events_flat.occurred_first_on,
    events_flat.occurred_last_on,
    directed.direction,
    events_flat.event_type,
    events_flat.quad_class,
    events_flat.score,
    events_flat.reports,
    events_flat.confidence,
    events_flat.actors,
    events_flat.recipients,
    events_flat.sentence,
    events_flat.event_id
from directed
join events_flat using (event_id)
where directed.direction is not null and events_flat.factuality = 'actual'
    and least(events_flat.confidence, events_flat.confidence_what, events_flat.confidence_who) >= least_confidence
