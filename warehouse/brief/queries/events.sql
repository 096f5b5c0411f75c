-- New events that happened and have a political side among their actors, one of each story, the most important first.
with named as (
    select
        event_participants.event_id,
        event_participants.role,
        string_agg(coalesce(entities.name, mentions.mention), ', ' order by event_participants.position) as names,
        bool_or(entity_sides.standing = 'political') as is_political
    from event_participants
    join report_participants using (report_participant_id)
    join mentions using (mention_id)
    left join entities on entities.entity_id = event_participants.entity_id
    left join entity_sides on entity_sides.entity_id = event_participants.entity_id
    group by event_participants.event_id, event_participants.role
),

fitting as (
    select
        events_flat.*,
        actor.names as who,
        recipient.names as whom,
        documents.path,
        coalesce(story_documents.story_id, events_flat.document_id) as story_id
    from events_flat
    semi join (select unnest(cast($new_ids as varchar[])) as event_id) as fresh using (event_id)
    join documents using (document_id)
    join named as actor on actor.event_id = events_flat.event_id and actor.role = 'actor' and actor.is_political
    left join named as recipient on recipient.event_id = events_flat.event_id and recipient.role = 'recipient'
    left join story_documents on story_documents.document_id = events_flat.document_id
    where events_flat.factuality = 'actual'
        and least(events_flat.confidence, events_flat.confidence_what, events_flat.confidence_who) >= $least_confidence
),

-- News before background, which is what happened more than $news_days before it was first published, or at no known time;
-- then by how many told it that did not copy, then by the people killed, then by how far it lies from neither conflict nor
-- cooperation, then by documents, reports and confidence.
ranked as (
    select
        *,
        coalesce(occurred_first_on < first_published_on - $news_days, true) as is_background,
        row_number() over (
            order by is_background, independent_sources desc, coalesce(deaths, 0) desc, abs(score) desc, documents desc, reports desc,
                confidence desc, event_id
        ) as place_in_order
    from fitting
),

-- Two events of the same parties, type and day read as one, though nothing joined them.
told_once as (
    select *
    from ranked
    qualify row_number() over (
        partition by who, whom, event_type, mode, coalesce(cast(occurred_first_on as varchar), event_id)
        order by place_in_order
    ) = 1
),

merged as (
    select *, count(*) over (partition by story_id) - 1 as others
    from told_once
    qualify row_number() over (partition by story_id order by place_in_order) = 1
)

select
    event_id, event_type, mode, quad_class, who, whom, is_mutual, occurred_first_on, occurred_last_on, place,
    deaths, injured, arrested, independent_sources, documents, reports, has_rival_claims, certainty, sentence, title,
    source, url, path, report_id, is_background, others, count(*) over () as all_stories
from merged
order by place_in_order
limit $most
