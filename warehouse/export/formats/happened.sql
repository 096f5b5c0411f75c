-- What happened, with all that the formats of others want to know of it. One row per incident.
--
-- incident_id: Key of incidents.
-- event_type: PLOVER type.
-- mode: PLOVER mode of the surest report; null when none applies.
-- cameo_root: CAMEO root code of the surest report.
-- quad_class: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
-- score: Mean PLOVER score of the reports.
-- occurred_first_on: First day on which it may have happened; null when unknown.
-- occurred_last_on: Last day on which it may have happened; null when unknown.
-- actors: Actors of the surest report in the order of the text, each with name, country and sectors.
-- recipients: Its recipients, likewise; empty when there are none.
-- one: The first actor.
-- two: The first recipient, or the second actor of what they did to each other.
-- place: Place of the incident as a row of places; null when unknown.
-- place_precision: How exactly the place is known, of the surest report that has it.
-- deaths: People killed, by the highest report; null when no text gives a number.
-- size: People who took part, likewise.
-- reports: Number of reports.
-- documents: Number of documents that report it.
-- sources: Names of the sources that report it, each once, in order.
-- is_leading: Whether a headline, a summary or a first sentence reports it.
-- sentence: Sentence of the surest report.
-- url: Where the document of the surest report was published; null when not stated.
-- added_at: When the first of its documents came into the warehouse.
with sides as (
    select
        participants.event_id,
        participants.role,
        list(
            {
                name: coalesce(entities.name, mentions.mention),
                country: participants.country,
                sector: participants.sector,
                secondary_sector: participants.secondary_sector
            }
            order by participants.position
        ) as members
    from participants
    join mentions using (mention_id)
    left join entities on entities.entity_id = participants.entity_id
    group by participants.event_id, participants.role
),

openings as (
    select sentence_id
    from sentences
    qualify kind in ('headline', 'deck')
        or (kind = 'body' and row_number() over (partition by document_id, kind order by position) = 1)
),

told as (
    select
        events.*,
        sources.name as source,
        runs.ended_at,
        events.sentence_id in (from openings) as is_opening,
        row_number() over (partition by events.incident_id order by events.confidence desc, events.event_id) as rank,
        row_number() over (
            partition by events.incident_id order by events.place_id is null, events.confidence desc, events.event_id
        ) as place_rank
    from events
    join documents using (document_id)
    join sources using (source_id)
    left join runs using (run_id)
    where events.incident_id is not null
),

counted as (
    select
        incident_id,
        round(avg(score), 3) as score,
        max(deaths) as deaths,
        max(size) as size,
        count(*) as reports,
        count(distinct document_id) as documents,
        list_sort(list_distinct(list(source))) as sources,
        bool_or(is_opening) as is_leading,
        min(ended_at) as added_at
    from told
    group by incident_id
)

select
    incidents.incident_id,
    incidents.event_type,
    surest.mode,
    surest.cameo_root,
    surest.quad_class,
    counted.score,
    incidents.occurred_first_on,
    incidents.occurred_last_on,
    coalesce(actor.members, []) as actors,
    coalesce(recipient.members, []) as recipients,
    actor.members[1] as one,
    coalesce(recipient.members[1], case when surest.is_mutual then actor.members[2] end) as two,
    case when places.place_id is not null then places end as place,
    placed.place_precision,
    counted.deaths,
    counted.size,
    counted.reports,
    counted.documents,
    counted.sources,
    counted.is_leading,
    documents.text[sentences.sentence_start + 1 : sentences.sentence_end] as sentence,
    documents.url,
    counted.added_at
from incidents
join counted using (incident_id)
join told as surest on surest.incident_id = incidents.incident_id and surest.rank = 1
join told as placed on placed.incident_id = incidents.incident_id and placed.place_rank = 1
join sentences on sentences.sentence_id = surest.sentence_id
join documents on documents.document_id = surest.document_id
left join sides as actor on actor.event_id = surest.event_id and actor.role = 'actor'
left join sides as recipient on recipient.event_id = surest.event_id and recipient.role = 'recipient'
left join places on places.place_id = incidents.place_id
order by incidents.occurred_first_on, incidents.incident_id
