-- What happened, as records of PLOVER's exchange format, a JSON object a line. One row per actual event.
--
-- id: Key of events.
-- date: First day on which it may have happened, YYYY-MM-DD; null when unknown.
-- enddate: Last day on which it may have happened; null when open or unknown.
-- time: Null: the hour is not coded.
-- endtime: Null: the hour is not coded.
-- actor: List of entities: code, sector, entity_text, identifier_id (null: no Wikidata identifiers), identifier_text and more.
-- recipient: List of entities, likewise; empty when there are none.
-- event: List of one PLOVER type.
-- mode: PLOVER mode; null when none applies.
-- context: List of PLOVER contexts.
-- quad_code: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
-- event_scale: PLOVER score of the mode or type.
-- event_loc: The place in Mordecai's fields; its point is null where only a country or a region is known. Null without one.
-- event_text: Words that name the event in its surest report.
-- size: dead, injured, arrested, by the highest report; each null when none gives a number.
-- link: Null: a record is all that the reports of an event tell.
-- text: The sentence of the surest report.
-- text_info: sequence of the sentence in its document, start and end of the sentence, text_story with the key of documents.
-- cite_info: corpus, citation, url, title, language, publication, license, copyright, coder, codebook, version.
-- coder: Version of the reading engine.
-- coded_date: Day of the run that first held that document, in UTC.
-- coded_time: Time of day of its end.
-- comment: What coded the surest report: the entry of the ontology, or the model's head.
-- has_event: Always true.
with members as (
    select
        event_participants.event_id,
        event_participants.role,
        list(
            {
                code: event_participants.country,
                sector: list_filter([event_participants.sector, event_participants.secondary_sector], lambda one: one is not null),
                entity_text: mentions.mention,
                identifier_id: null,
                identifier_text: entities.name,
                religion: null,
                ethnicity: null,
                office: null,
                gender: null,
                age: null
            }
            order by event_participants.position
        ) as members
    from event_participants
    join report_participants using (report_participant_id)
    join mentions using (mention_id)
    left join entities on entities.entity_id = event_participants.entity_id
    group by event_participants.event_id, event_participants.role
)

select
    events.event_id as id,
    events.occurred_first_on as date,
    events.occurred_last_on as enddate,
    null as time,
    null as endtime,
    coalesce(actor.members, []) as actor,
    coalesce(recipient.members, []) as recipient,
    [events.event_type] as event,
    events.mode,
    events.contexts as context,
    events.quad_class as quad_code,
    events.score as event_scale,
    case
        when places.place_id is not null then {
            extracted_place: null,
            resolved_place: places.name,
            geonameid: case when regexp_full_match(places.place_id, '\d+') then places.place_id end,
            lat: case when events.place_precision not in ('country', 'region') then places.latitude end,
            lon: case when events.place_precision not in ('country', 'region') then places.longitude end,
            city: case when events.place_precision in ('exact', 'near', 'city') then places.name end,
            district: case when events.place_precision = 'district' then places.name end,
            province: case when events.place_precision = 'province' then places.name else places.admin1 end,
            country: countries.name,
            country_code: places.country,
            feature_class: places.feature_class,
            feature_code: null,
            resolution: case events.place_precision
                when 'exact' then 5 when 'near' then 4 when 'city' then 4 when 'district' then 3 when 'province' then 2
                when 'country' then 1
            end
        }
    end as event_loc,
    reports.trigger as event_text,
    {dead: events.deaths, injured: events.injured, arrested: events.arrested} as size,
    null as link,
    documents.text[sentences.sentence_start + 1 : sentences.sentence_end] as text,
    {
        sequence: sentences.position,
        start: sentences.sentence_start,
        "end": sentences.sentence_end,
        text_story: reports.document_id
    } as text_info,
    {
        corpus: null,
        citation: documents.path,
        url: documents.url,
        title: documents.title,
        language: documents.language,
        publication: sources.name,
        license: sources.licence,
        copyright: null,
        coder: 'Entente',
        codebook: 'PLOVER 2.0',
        version: runs.version
    } as cite_info,
    reports.engine as coder,
    cast(runs.ended_at at time zone 'UTC' as date) as coded_date,
    strftime(runs.ended_at at time zone 'UTC', '%H:%M:%S') as coded_time,
    reports.rule as comment,
    true as has_event
from events
join reports on reports.report_id = events.report_id
join documents on documents.document_id = reports.document_id
join sources using (source_id)
join sentences on sentences.sentence_id = reports.sentence_id
left join document_versions on document_versions.document_id = reports.document_id
left join runs on runs.run_id = document_versions.run_id
left join members as actor on actor.event_id = events.event_id and actor.role = 'actor'
left join members as recipient on recipient.event_id = events.event_id and recipient.role = 'recipient'
left join places on places.place_id = events.place_id
left join countries on countries.country = places.country
where events.factuality = 'actual'
order by events.event_id
