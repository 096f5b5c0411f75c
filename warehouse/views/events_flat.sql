-- Every event in words: who did what to whom, when, where, who says so. One row per event.
--
-- stored by event_id
-- without text lacks speaker, sentence, title
-- cut into years by occurred_first_on
-- shown first occurred_first_on, event_type, actors, recipients, place, factuality, mode, confidence, sentence, source
--
-- event_id: Key of events.
-- event_type: PLOVER type.
-- mode: PLOVER mode; null when none applies.
-- contexts: PLOVER contexts, joined by "; ".
-- quad_class: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
-- score: PLOVER conflict-cooperation score, -10 to 10.
-- actors: Names of the actors, joined by "; "; in the text's words where unknown.
-- actor_countries: Countries of the actors, each once, joined by "; ".
-- actor_sectors: PLOVER sectors of the actors, each once, joined by "; ".
-- recipients: Names of the recipients, likewise; null when there are none.
-- recipient_countries: Countries of the recipients, likewise.
-- recipient_sectors: PLOVER sectors of the recipients, likewise.
-- is_mutual: Whether the actors do it to each other, as those who meet or clash.
-- factuality: Whether it happened, as its reports present it; count only `actual`.
-- certainty: How sure the report that stands for it is of that: certain, probable, possible.
-- cues: Words of that report that say whether it happened and how sure that is, joined by "; "; empty when none do.
-- asserted_by: Who tells that report: document in its own voice, actor or recipient, source or unnamed for another speaker.
-- speaker: The speaker of the statement that holds that report, in the document's words where he has no name; null without one.
-- occurred_first_on: First day on which it may have happened; null when open or unknown.
-- occurred_last_on: Last day on which it may have happened; null when open or unknown.
-- occurred_precision: The unit in which its reports date it, or `interval`; null when unknown.
-- occurred_basis: How its days are known: stated, narrative, tense, publication, unknown.
-- place_id: Key of places; null when unknown.
-- place: Name of the place of the event; null when unknown.
-- place_country: Country of that place, ISO 3166 alpha-3; null for seas and disputed areas.
-- place_precision: How exactly the place is known: exact, near, city, district, province, country, region, unknown.
-- place_basis: How the place is known: stated by the clause of a report, focus of its document, none.
-- place_note: What is to be said of the place, such as who claims a disputed area.
-- latitude: Degrees north; null where only a country or a region is known, which is no point on a map.
-- longitude: Degrees east; null likewise.
-- deaths: People killed, as those say who told it last; null when nobody gives a number. `event_numbers` has what others say.
-- injured: People injured, likewise.
-- arrested: People arrested, likewise.
-- size: People who took part, likewise.
-- reports: Number of reports that tell it.
-- documents: Number of documents that hold them.
-- independent_sources: Number of sources that do not only say what a party to it says, copies of one dispatch counted once.
-- has_rival_claims: Whether somebody asserts it and somebody else denies it.
-- confidence: How sure the coder is of the report of which it is surest.
-- confidence_what: How likely it is that type and factuality are right.
-- confidence_who: How likely it is that all who took part are told, on their sides; null when nobody is.
-- confidence_when: How likely it is that the days are right; null when there are none.
-- confidence_where: How likely it is that the place is right; null when there is none.
-- trigger: Words that name the event in the report that stands for it.
-- sentence: The sentence that holds that report.
-- title: Headline of the document of that report.
-- source: Name of the source of that report.
-- url: Where the document of that report was published; null when not stated.
-- first_published_on: First day on which a document that tells it may have been published; null when none is dated.
-- last_published_on: Last day on which a document that tells it may have been published; null when none is dated.
-- report_id: Key of reports: the one that stands for it, the surest.
-- document_id: Key of documents: the one that holds that report.
with named as (
    select
        event_participants.event_id,
        event_participants.role,
        string_agg(coalesce(entities.name, mentions.mention), '; ' order by event_participants.position) as names,
        array_to_string(list_sort(list_distinct(list(event_participants.country))), '; ') as countries,
        array_to_string(list_sort(list_distinct(list(event_participants.sector))), '; ') as sectors
    from event_participants
    join report_participants using (report_participant_id)
    join mentions using (mention_id)
    left join entities on entities.entity_id = event_participants.entity_id
    group by event_participants.event_id, event_participants.role
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
    array_to_string(reports.cues, '; ') as cues,
    reports.asserted_by,
    coalesce(case when speakers.kind not in ('unnamed', 'people') then speakers.name end, quotes.speaker) as speaker,
    events.occurred_first_on,
    events.occurred_last_on,
    events.occurred_precision,
    events.occurred_basis,
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
    events.reports,
    events.documents,
    events.independent_sources,
    events.has_rival_claims,
    events.confidence,
    events.confidence_what,
    events.confidence_who,
    events.confidence_when,
    events.confidence_where,
    reports.trigger,
    documents.text[sentences.sentence_start + 1 : sentences.sentence_end] as sentence,
    documents.title,
    sources.name as source,
    documents.url,
    events.first_published_on,
    events.last_published_on,
    events.report_id,
    reports.document_id
from events
join reports on reports.report_id = events.report_id
join documents on documents.document_id = reports.document_id
join sources using (source_id)
join sentences on sentences.sentence_id = reports.sentence_id
left join named as actor on actor.event_id = events.event_id and actor.role = 'actor'
left join named as recipient on recipient.event_id = events.event_id and recipient.role = 'recipient'
left join quotes on quotes.quote_id = reports.quote_id
left join entities as speakers on speakers.entity_id = quotes.speaker_id
left join places on places.place_id = events.place_id
