-- Every event in words: who did what to whom, when, where, who says so. One row per event.
--
-- event_id: Key of events.
-- event_type: PLOVER type.
-- mode: PLOVER mode; null when none applies.
-- contexts: PLOVER contexts, joined by "; ".
-- quad_class: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
-- score: PLOVER conflict-cooperation score, -10 to 10.
-- actors: Names of the actors in the order of the text, joined by "; "; in the text's words where unknown.
-- actor_countries: Countries of the actors, each once, joined by "; ".
-- actor_sectors: PLOVER sectors of the actors, each once, joined by "; ".
-- recipients: Names of the recipients, likewise; null when there are none.
-- recipient_countries: Countries of the recipients, likewise.
-- recipient_sectors: PLOVER sectors of the recipients, likewise.
-- is_mutual: Whether the actors do it to each other, as those who meet or clash.
-- factuality: Whether it happened, as the text presents it; count only `actual`.
-- certainty: How sure the text is of that: certain, probable, possible.
-- cues: Words that say whether it happened and how sure that is, joined by "; "; empty when none do.
-- asserted_by: Who tells it: document in its own voice, actor or recipient for a side, source or unnamed for another one.
-- speaker: The speaker of the statement that holds it, in the document's words where he has no name; null without one.
-- occurred_first_on: First day on which it may have happened; null when open or unknown.
-- occurred_last_on: Last day on which it may have happened; null when open or unknown.
-- occurred_precision: The unit in which the text dates it, or `interval`; null when unknown.
-- occurred_basis: How its days are known: stated, narrative, tense, publication, unknown.
-- time: Words that date it; null when none do.
-- place_id: Key of places; null when unknown.
-- place: Name of the place of the event; null when unknown.
-- place_country: Country of that place, ISO 3166 alpha-3; null for seas and disputed areas.
-- place_precision: How exactly the place is known: exact, near, city, district, province, country, region, unknown.
-- place_basis: How the place is known: stated by its clause, focus of the document, none.
-- place_note: What is to be said of the place, such as who claims a disputed area.
-- latitude: Degrees north; null where only a country or a region is known, which is no point on a map.
-- longitude: Degrees east; null likewise.
-- deaths: People killed; null when the text gives no number.
-- injured: People injured; null when the text gives no number.
-- arrested: People arrested; null when the text gives no number.
-- size: People who took part; null when the text gives no number.
-- confidence: How sure the coder is.
-- trigger: Words that name the event.
-- sentence: The sentence that reports it.
-- title: Headline of the document.
-- source: Name of the source.
-- url: Where the document was published; null when not stated.
-- published_first_on: First day on which the document may have been published; null when unknown.
-- published_last_on: Last day on which it may have been published; null when unknown.
-- incident_id: Key of incidents; null for events that are not actual.
-- document_id: Key of documents.
with sides as (
    select
        event_id,
        role,
        string_agg(coalesce(entities.name, mentions.mention), '; ' order by position) as names,
        array_to_string(list_sort(list_distinct(list(participants.country))), '; ') as countries,
        array_to_string(list_sort(list_distinct(list(participants.sector))), '; ') as sectors
    from participants
    join mentions using (mention_id)
    left join entities on entities.entity_id = participants.entity_id
    group by event_id, role
)

select
    events.event_id,
    events.event_type,
    events.mode,
    array_to_string(events.contexts, '; ') as contexts,
    events.quad_class,
    events.score,
    actor.names as actors,
    actor.countries as actor_countries,
    actor.sectors as actor_sectors,
    recipient.names as recipients,
    recipient.countries as recipient_countries,
    recipient.sectors as recipient_sectors,
    events.is_mutual,
    events.factuality,
    events.certainty,
    array_to_string(events.cues, '; ') as cues,
    events.asserted_by,
    coalesce(case when speakers.kind not in ('unnamed', 'people') then speakers.name end, quotes.speaker) as speaker,
    events.occurred_first_on,
    events.occurred_last_on,
    events.occurred_precision,
    events.occurred_basis,
    times.time,
    events.place_id,
    places.name as place,
    places.country as place_country,
    events.place_precision,
    events.place_basis,
    places.note as place_note,
    case when events.place_precision not in ('country', 'region', 'unknown') then places.latitude end as latitude,
    case when events.place_precision not in ('country', 'region', 'unknown') then places.longitude end as longitude,
    events.deaths,
    events.injured,
    events.arrested,
    events.size,
    events.confidence,
    events.trigger,
    documents.text[sentences.sentence_start + 1 : sentences.sentence_end] as sentence,
    documents.title,
    sources.name as source,
    documents.url,
    documents.published_first_on,
    documents.published_last_on,
    events.incident_id,
    events.document_id
from events
join documents using (document_id)
join sources using (source_id)
join sentences using (sentence_id)
left join sides as actor on actor.event_id = events.event_id and actor.role = 'actor'
left join sides as recipient on recipient.event_id = events.event_id and recipient.role = 'recipient'
left join quotes on quotes.quote_id = events.quote_id
left join entities as speakers on speakers.entity_id = quotes.speaker_id
left join times on times.time_id = events.time_id
left join places on places.place_id = events.place_id
order by documents.published_first_on, events.document_id, events.trigger_start
