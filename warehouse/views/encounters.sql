-- What two political sides did to or with each other, report by report: what rifts and thaws rest on. One row per pair of sides and report.
--
-- stored by event_id
-- a_id: One side, the first by its id.
-- b_id: The other side.
-- kind: `rift` for conflict, `thaw` for cooperation: what it is evidence of where the two stand otherwise.
-- force: `material` or `verbal`.
-- weight: What it counts in the strength of a rift or thaw; 0 for later reports of one event.
-- first_on: First day on which it may have happened; null when unknown.
-- last_on: Last day on which it may have happened; null when unknown.
-- event_id: Key of events.
-- event_confidence: How sure the coder is of the event.
-- report_id: Key of reports.
-- report_confidence: How sure the coder is of the report.
-- document_id: Key of documents.
-- words_start: Offset in the document's text of the first character of the sentence that reports it.
-- words_end: Offset just after the last.
-- What is done to a place is not done to whoever's place it is: a town may be taken from rebels, or troops moved there.
with passing as (
    select distinct events.event_id
    from events
    join event_participants on event_participants.event_id = events.event_id and event_participants.role = 'recipient'
    join entities on entities.entity_id = event_participants.entity_id
    where entities.kind = 'place' or (entities.kind = 'facility' and events.event_type = 'MOBILIZE')
),

-- Who is only guessed for a deed does not fall out or make up by it: a crisis meeting on an attack is none with the
-- attackers, sanctions that a state broke are not sanctions on it. The classifier finds who acts, and guesses at whom.
told as (
    select distinct
        event_reports.event_id,
        entity_sides.side_id as party_id,
        case when report_participants.basis = 'classifier' then 'actor' end as only_as
    from event_reports
    join report_participants using (report_id)
    join entity_sides using (entity_id)
    where entity_sides.standing = 'political' and report_participants.basis is distinct from 'document'
        and (report_participants.role = 'actor' or report_participants.basis is distinct from 'classifier')
),

sides as (
    select parties.event_id, parties.role, parties.party_id
    from parties
    semi join told on told.event_id = parties.event_id and told.party_id = parties.party_id
        and coalesce(told.only_as, parties.role) = parties.role
    where parties.level = 'side'
),

met as (
    select distinct
        event_id, least(actor.party_id, recipient.party_id) as a_id, greatest(actor.party_id, recipient.party_id) as b_id
    from sides as actor
    join sides as recipient using (event_id)
    where actor.role = 'actor' and recipient.role = 'recipient' and recipient.party_id <> actor.party_id
    union
    select event_id, least(actor.party_id, other.party_id), greatest(actor.party_id, other.party_id)
    from sides as actor
    join sides as other using (event_id)
    where actor.role = 'actor' and other.role = 'actor' and other.party_id <> actor.party_id
        and event_id in (select event_id from events where is_mutual)
)

select
    met.a_id,
    met.b_id,
    case when events.quad_class > 2 then 'rift' else 'thaw' end as kind,
    case when events.quad_class in (2, 4) then 'material' else 'verbal' end as force,
    case when reports.report_id <> events.report_id then 0 when events.quad_class in (2, 4) then 1.0 else 0.5 end
        * reports.confidence as weight,
    events.occurred_first_on as first_on,
    events.occurred_last_on as last_on,
    events.event_id,
    events.confidence as event_confidence,
    reports.report_id,
    reports.confidence as report_confidence,
    reports.document_id,
    sentences.sentence_start as words_start,
    sentences.sentence_end as words_end
from met
join events using (event_id)
join event_reports using (event_id)
join reports on reports.report_id = event_reports.report_id and reports.factuality = 'actual'
join sentences using (sentence_id)
where events.factuality = 'actual' and events.event_id not in (select event_id from passing)
