-- The events of the page in the order of their days; of too many a sample by key, since keys are hashes.
with chosen as (select * from events where event_id <= $last_id),

sides as (
    select
        event_id,
        role,
        list(
            coalesce(
                participants.entity_id, coalesce(participants.country, '') || ':' || coalesce(participants.sector, '')
            )
            order by position
        ) as party_ids,
        list(participants.country order by position) as countries,
        list(case when participants.entity_id is null then mentions.mention end order by position) as words
    from participants
    join mentions using (mention_id)
    group by event_id, role
),

denials as (
    select event_id, min(incident_id) as denied_id from assertions where stance = 'denies' group by event_id
)

select
    chosen.event_id,
    chosen.document_id,
    chosen.event_type,
    chosen.mode,
    chosen.quad_class,
    chosen.score,
    chosen.factuality,
    chosen.certainty,
    chosen.cues,
    chosen.asserted_by,
    chosen.occurred_first_on,
    chosen.occurred_last_on,
    chosen.occurred_basis,
    chosen.place_id,
    chosen.place_precision,
    chosen.place_basis,
    chosen.deaths,
    chosen.injured,
    chosen.arrested,
    chosen.size,
    chosen.incident_id,
    denials.denied_id,
    round(100 * chosen.confidence) as percent,
    chosen.rule,
    actor.party_ids as actor_ids,
    actor.countries as actor_countries,
    actor.words as actor_words,
    recipient.party_ids as recipient_ids,
    recipient.countries as recipient_countries,
    recipient.words as recipient_words
from chosen
left join sides as actor on actor.event_id = chosen.event_id and actor.role = 'actor'
left join sides as recipient on recipient.event_id = chosen.event_id and recipient.role = 'recipient'
left join denials on denials.event_id = chosen.event_id
order by chosen.occurred_first_on nulls last, chosen.document_id, chosen.trigger_start, chosen.event_id
