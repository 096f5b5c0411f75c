-- What happened, with all that the formats of others want to know of it. One row per actual event.
--
-- event_id: Key of events.
-- event_type: PLOVER type.
-- mode: PLOVER mode; null when none applies.
-- cameo_root: CAMEO root code.
-- quad_class: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
-- score: PLOVER score.
-- occurred_first_on: First day on which it may have happened; null when unknown.
-- occurred_last_on: Last day on which it may have happened; null when unknown.
-- actors: Actors, each with name, country and sectors.
-- recipients: Recipients, likewise; empty when there are none.
-- one: The first actor.
-- two: The first recipient, or the second actor of what they did to each other.
-- place: Place of the event as a row of places; null when unknown.
-- place_precision: How exactly the place is known.
-- deaths: People killed, as those say who told it last; null when no text gives a number.
-- size: People who took part, likewise.
-- reports: Number of reports.
-- documents: Number of documents that report it.
-- sources: Names of the sources that report it, each once, in order.
-- independent_sources: Number of sources that do not only say what a party to it says, copies of one story counted once.
-- is_leading: Whether a headline, a summary or a first sentence reports it.
-- sentence: Sentence of the surest report.
-- url: Where the document of the surest report was published; null when not stated.
-- added_at: When the first of its documents came into the warehouse.
with members as (
    select
        event_participants.event_id,
        event_participants.role,
        list(
            {
                name: coalesce(entities.name, mentions.mention),
                country: event_participants.country,
                sector: event_participants.sector,
                secondary_sector: event_participants.secondary_sector
            }
            order by event_participants.position
        ) as members
    from event_participants
    join report_participants using (report_participant_id)
    join mentions using (mention_id)
    left join entities on entities.entity_id = event_participants.entity_id
    group by event_participants.event_id, event_participants.role
),

openings as (
    select sentence_id
    from sentences
    qualify kind in ('headline', 'deck')
        or (kind = 'body' and row_number() over (partition by document_id, kind order by position) = 1)
),

told as (
    select
        event_reports.event_id,
        list_sort(list_distinct(list(sources.name))) as sources,
        bool_or(reports.sentence_id in (from openings)) as is_leading,
        min(runs.ended_at) as added_at
    from event_reports
    join reports using (report_id)
    join documents using (document_id)
    join sources using (source_id)
    left join document_versions using (document_id)
    left join runs using (run_id)
    group by event_reports.event_id
)

select
    events.event_id,
    events.event_type,
    events.mode,
    events.cameo_root,
    events.quad_class,
    events.score,
    events.occurred_first_on,
    events.occurred_last_on,
    coalesce(actor.members, []) as actors,
    coalesce(recipient.members, []) as recipients,
    actor.members[1] as one,
    coalesce(recipient.members[1], case when events.is_mutual then actor.members[2] end) as two,
    case when places.place_id is not null then places end as place,
    events.place_precision,
    events.deaths,
    events.size,
    events.reports,
    events.documents,
    told.sources,
    events.independent_sources,
    told.is_leading,
    documents.text[sentences.sentence_start + 1 : sentences.sentence_end] as sentence,
    documents.url,
    told.added_at
from events
join told using (event_id)
join reports on reports.report_id = events.report_id
join sentences on sentences.sentence_id = reports.sentence_id
join documents on documents.document_id = reports.document_id
left join members as actor on actor.event_id = events.event_id and actor.role = 'actor'
left join members as recipient on recipient.event_id = events.event_id and recipient.role = 'recipient'
left join places on places.place_id = events.place_id
where events.factuality = 'actual'
