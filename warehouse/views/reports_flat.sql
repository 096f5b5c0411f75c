-- Every report in words: what one sentence tells of an event, who says so. One row per report.
--
-- without text lacks speaker, time, sentence, title
-- cut into years by occurred_first_on
-- shown first occurred_first_on, event_type, actors, recipients, place, factuality, mode, confidence, sentence, source
--
-- report_id: Key of reports.
-- event_id: Key of events: what it tells, once.
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
-- place: Name of the place; null when unknown.
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
-- confidence_what: How likely it is that type and factuality are right.
-- confidence_who: How likely it is that all who took part are told, on their sides; null when nobody is.
-- confidence_when: How likely it is that the days are right; null when there are none.
-- confidence_where: How likely it is that the place is right; null when there is none.
-- trigger: Words that name the event.
-- sentence: The sentence that reports it.
-- title: Headline of the document.
-- source: Name of the source.
-- url: Where the document was published; null when not stated.
-- published_first_on: First day on which the document may have been published; null when unknown.
-- published_last_on: Last day on which it may have been published; null when unknown.
-- document_id: Key of documents.
with named as (
    select
        report_id,
        role,
        string_agg(coalesce(entities.name, mentions.mention), '; ' order by position) as names,
        array_to_string(list_sort(list_distinct(list(report_participants.country))), '; ') as countries,
        array_to_string(list_sort(list_distinct(list(report_participants.sector))), '; ') as sectors
    from report_participants
    join mentions using (mention_id)
    left join entities on entities.entity_id = report_participants.entity_id
    group by report_id, role
)

select
    reports.report_id,
    event_reports.event_id,
    reports.event_type,
    reports.mode,
    array_to_string(reports.contexts, '; ') as contexts,
    reports.quad_class,
    reports.score,
    actor.names as actors,
    actor.countries as actor_countries,
    actor.sectors as actor_sectors,
    recipient.names as recipients,
    recipient.countries as recipient_countries,
    recipient.sectors as recipient_sectors,
    reports.is_mutual,
    reports.factuality,
    reports.certainty,
    array_to_string(reports.cues, '; ') as cues,
    reports.asserted_by,
    coalesce(case when speakers.kind not in ('unnamed', 'people') then speakers.name end, quotes.speaker) as speaker,
    reports.occurred_first_on,
    reports.occurred_last_on,
    reports.occurred_precision,
    reports.occurred_basis,
    times.time,
    reports.place_id,
    places.name as place,
    places.country as place_country,
    reports.place_precision,
    reports.place_basis,
    places.note as place_note,
    case when reports.place_precision not in ('country', 'region', 'unknown') then places.latitude end as latitude,
    case when reports.place_precision not in ('country', 'region', 'unknown') then places.longitude end as longitude,
    reports.deaths,
    reports.injured,
    reports.arrested,
    reports.size,
    reports.confidence,
    reports.confidence_what,
    reports.confidence_who,
    reports.confidence_when,
    reports.confidence_where,
    reports.trigger,
    documents.text[sentences.sentence_start + 1 : sentences.sentence_end] as sentence,
    documents.title,
    sources.name as source,
    documents.url,
    documents.published_first_on,
    documents.published_last_on,
    reports.document_id
from reports
join event_reports using (report_id)
join documents using (document_id)
join sources using (source_id)
join sentences using (sentence_id)
left join named as actor on actor.report_id = reports.report_id and actor.role = 'actor'
left join named as recipient on recipient.report_id = reports.report_id and recipient.role = 'recipient'
left join quotes on quotes.quote_id = reports.quote_id
left join entities as speakers on speakers.entity_id = quotes.speaker_id
left join times on times.time_id = reports.time_id
left join places on places.place_id = reports.place_id
