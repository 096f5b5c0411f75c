-- Reports of what happened, as records of PLOVER's exchange format, a JSON object a line. One row per event that is actual.
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
-- event_text: Words that name the event.
-- size: dead, injured, arrested; each null when the text gives no number.
-- link: Key of incidents: records with the same one tell of one thing.
-- text: The sentence.
-- text_info: sequence of the sentence in its document, start and end of the sentence, text_story with the key of documents.
-- cite_info: corpus, citation, url, title, language, publication, license, copyright, coder, codebook, version.
-- coder: Version of the reading engine.
-- coded_date: Day of the run that read the document, in UTC.
-- coded_time: Time of day of its end.
-- comment: What coded it: the entry of the ontology, or the model's head.
-- has_event: Always true.
with sides as (
    select
        participants.event_id,
        participants.role,
        list(
            {
                code: participants.country,
                sector: list_filter([participants.sector, participants.secondary_sector], lambda one: one is not null),
                entity_text: mentions.mention,
                identifier_id: null,
                identifier_text: entities.name,
                religion: null,
                ethnicity: null,
                office: null,
                gender: null,
                age: null
            }
            order by participants.position
        ) as members
    from participants
    join mentions using (mention_id)
    left join entities on entities.entity_id = participants.entity_id
    group by participants.event_id, participants.role
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
    events.trigger as event_text,
    {dead: events.deaths, injured: events.injured, arrested: events.arrested} as size,
    events.incident_id as link,
    documents.text[sentences.sentence_start + 1 : sentences.sentence_end] as text,
    {
        sequence: sentences.position,
        start: sentences.sentence_start,
        "end": sentences.sentence_end,
        text_story: events.document_id
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
    events.engine as coder,
    cast(runs.ended_at at time zone 'UTC' as date) as coded_date,
    strftime(runs.ended_at at time zone 'UTC', '%H:%M:%S') as coded_time,
    events.rule as comment,
    true as has_event
from events
join documents using (document_id)
join sources using (source_id)
join sentences using (sentence_id)
left join runs using (run_id)
left join sides as actor on actor.event_id = events.event_id and actor.role = 'actor'
left join sides as recipient on recipient.event_id = events.event_id and recipient.role = 'recipient'
left join places on places.place_id = events.place_id
left join countries on countries.country = places.country
where events.factuality = 'actual'
order by events.event_id
