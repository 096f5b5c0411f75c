-- The events of the page in the order of their days; of too many a sample by key, since keys are hashes.
with chosen as (select * from events where event_id <= $last_id),

members as (
    select
        event_participants.event_id,
        event_participants.role,
        list(
            coalesce(
                event_participants.entity_id,
                coalesce(event_participants.country, '') || ':' || coalesce(event_participants.sector, '')
            )
            order by event_participants.position
        ) as party_ids,
        list(event_participants.country order by event_participants.position) as countries,
        list(event_participants.sector) as sectors,
        list(
            case when event_participants.entity_id is null then mentions.mention end order by event_participants.position
        ) as words
    from event_participants
    join report_participants using (report_participant_id)
    join mentions using (mention_id)
    where event_participants.event_id <= $last_id
    group by event_participants.event_id, event_participants.role
),

denials as (
    select event_reports.event_id, min(assertions.event_id) as denied_id
    from assertions
    join event_reports using (report_id)
    where event_reports.event_id <= $last_id
        and assertions.stance = 'denies' and assertions.event_id <> event_reports.event_id
    group by event_reports.event_id
)

select
    chosen.event_id,
    chosen.event_type,
    chosen.mode,
    chosen.quad_class,
    chosen.score,
    chosen.factuality,
    chosen.certainty,
    reports.cues,
    reports.asserted_by,
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
    chosen.reports,
    chosen.independent_sources,
    chosen.has_rival_claims,
    denials.denied_id,
    round(100 * chosen.confidence) as percent,
    round(100 * chosen.confidence_what) as percent_what,
    round(100 * chosen.confidence_who) as percent_who,
    round(100 * chosen.confidence_when) as percent_when,
    round(100 * chosen.confidence_where) as percent_where,
    reports.rule,
    actor.party_ids as actor_ids,
    actor.countries as actor_countries,
    actor.words as actor_words,
    list_sort(list_distinct(list_concat(actor.sectors, recipient.sectors))) as sectors,
    recipient.party_ids as recipient_ids,
    recipient.countries as recipient_countries,
    recipient.words as recipient_words
from chosen
join reports on reports.report_id = chosen.report_id
left join members as actor on actor.event_id = chosen.event_id and actor.role = 'actor'
left join members as recipient on recipient.event_id = chosen.event_id and recipient.role = 'recipient'
left join denials on denials.event_id = chosen.event_id
order by chosen.occurred_first_on nulls last, reports.document_id, reports.trigger_start, chosen.event_id
