-- What one party does to another, event by event. One row per actual event, level and ordered pair of parties.
--
-- $least_confidence: 0.3: Least confidence, on the whole, in what happened and in who took part, of the events that count.
-- event_id: Key of events.
-- level: `entity`, `side` or `country`, as in parties.
-- source_id: Who acts; of a reciprocal event each party in turn.
-- source: Its name.
-- target_id: Who is acted upon.
-- target: Its name.
-- event_type: PLOVER type.
-- quad_class: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
-- score: PLOVER conflict-cooperation score, -10 to 10.
-- confidence: Confidence of the surest report.
-- occurred_first_on: First day on which it may have happened; null when unknown.
-- occurred_last_on: Last day on which it may have happened; null when unknown.
-- reports: Number of reports.
-- sources: Number of sources that do not only say what a party to it says, copies of one story counted once.
-- claims: Share of the reports that somebody asserts other than the document itself.
with counted as (
    select * from events
    where factuality = 'actual' and least(confidence, confidence_what, confidence_who) >= least_confidence
),

claimed as (
    select event_reports.event_id, avg(case when reports.asserted_by = 'document' then 0.0 else 1.0 end) as claims
    from event_reports
    join reports using (report_id)
    group by event_reports.event_id
),

pairs as (
    select actor.event_id, actor.level, actor.party_id as source_id, actor.party as source,
        recipient.party_id as target_id, recipient.party as target
    from parties as actor
    join parties as recipient on recipient.event_id = actor.event_id and recipient.level = actor.level
    where actor.role = 'actor' and recipient.role = 'recipient' and recipient.party_id <> actor.party_id
    union
    select one.event_id, one.level, one.party_id, one.party, other.party_id, other.party
    from parties as one
    join parties as other on other.event_id = one.event_id and other.level = one.level
    where one.role = 'actor' and other.role = 'actor' and other.party_id <> one.party_id
        and one.event_id in (select event_id from events where is_mutual)
)

select
    counted.event_id,
    pairs.level,
    pairs.source_id,
    min(pairs.source) as source,
    pairs.target_id,
    min(pairs.target) as target,
    min(counted.event_type) as event_type,
    min(counted.quad_class) as quad_class,
    min(counted.score) as score,
    min(counted.confidence) as confidence,
    min(counted.occurred_first_on) as occurred_first_on,
    min(counted.occurred_last_on) as occurred_last_on,
    min(counted.reports) as reports,
    min(counted.independent_sources) as sources,
    min(claimed.claims) as claims
from counted
join claimed using (event_id)
join pairs using (event_id)
group by counted.event_id, pairs.level, pairs.source_id, pairs.target_id
