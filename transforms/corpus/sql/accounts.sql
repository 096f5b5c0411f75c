-- What each report of a slice of the events that are made anew tells, with who takes part in it and where.
--
-- Takes slice, now.report_participants, now.mentions, raw.named_places. Gives the view accounts.
create or replace table told_participants as
select
    participants.report_id,
    list({
        'key': participants.report_participant_id,
        'role': participants.role,
        'entity_id': participants.entity_id,
        'country': participants.country,
        'country_basis': participants.country_basis,
        'sector': participants.sector,
        'secondary_sector': participants.secondary_sector,
        'words': case when mentions.kind <> 'pronoun' then mentions.mention end
    } order by participants.role, participants.position) as participants
from now.report_participants as participants
semi join slice using (report_id)
left join now.mentions as mentions on mentions.mention_id = participants.mention_id
group by participants.report_id;

create or replace table told_places as
select distinct on (place_id) place_id, name, country, admin1, latitude, longitude
from raw.named_places
semi join slice using (place_id)
order by place_id, name, kind, latitude, longitude;

create or replace view accounts as
select
    slice.event_id,
    slice.position,
    slice.report_id,
    coalesce(story_documents.story_id, slice.document_id) as source,
    slice.published_first_on,
    slice.event_type,
    slice.factuality,
    slice.confidence,
    slice.is_mutual,
    slice.occurred_first_on,
    slice.occurred_last_on,
    slice.occurred_precision,
    slice.occurred_basis,
    slice.place_id,
    slice.place_precision,
    slice.place_basis,
    told_places.name as place,
    told_places.country as place_country,
    told_places.admin1,
    told_places.latitude,
    told_places.longitude,
    told_participants.participants
from slice
left join now.story_documents as story_documents on story_documents.document_id = slice.document_id
left join told_places on told_places.place_id = slice.place_id
left join told_participants on told_participants.report_id = slice.report_id;
