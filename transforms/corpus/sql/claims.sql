-- Assertions: each report of an actual event, and the denials that may speak of it; what they weigh.
--
-- Takes told, fresh.consolidated_events, denials, denying_quotes, now.report_participants, now.documents, now.quotes, now.story_documents.
-- Gives assertions, weights.
create or replace table happened as
select consolidated.event_id, days.occurred_first_on, days.occurred_last_on
from fresh.consolidated_events as consolidated
join told as surest on surest.report_id = consolidated.surest_id and surest.factuality = 'actual'
left join told as days on days.report_id = consolidated.dated_id;

create or replace table told_as_fact as
select told.* from told semi join happened using (event_id) where told.factuality = 'actual';

create or replace table recipients as
select report_id, list(distinct entity_id) as entity_ids
from now.report_participants
where role = 'recipient' and entity_id is not null and (
    report_id in (select report_id from denials) or report_id in (select report_id from told_as_fact)
)
group by report_id;

create or replace table denied as
select distinct told_as_fact.event_id, denials.report_id
from told_as_fact
join happened using (event_id)
join now.report_participants as actors on actors.report_id = told_as_fact.report_id and actors.role = 'actor'
join denials on denials.event_type = told_as_fact.event_type and denials.actor_id = actors.entity_id
left join recipients as struck on struck.report_id = told_as_fact.report_id
left join recipients as denied_recipients on denied_recipients.report_id = denials.report_id
where (
        struck.entity_ids is null
        or denied_recipients.entity_ids is null
        or list_has_any(struck.entity_ids, denied_recipients.entity_ids)
    )
    and (
        (
            denials.document_id = told_as_fact.document_id
            and (denials.occurred_first_on is null or denials.occurred_basis <> 'stated')
        )
        or (
            denials.occurred_first_on <= happened.occurred_last_on
            and happened.occurred_first_on <= denials.occurred_last_on
        )
    );

insert into fresh.assertions by name
select key_of([event_id, report_id]) as assertion_id, event_id, report_id, min(stance) as stance
from (
    select told.event_id, told.report_id, 'asserts' as stance
    from told_as_fact as told
    where told.quote_id is null or told.quote_id not in (select quote_id from denying_quotes)
    union all
    select told.event_id, told.report_id, 'denies'
    from told
    semi join happened using (event_id)
    where told.factuality = 'denied' or told.quote_id in (select quote_id from denying_quotes)
    union all
    select event_id, report_id, 'denies' from denied
)
group by event_id, report_id;

insert into touched.assertions
select assertion_id from before.assertions semi join touched.events using (event_id)
union
select assertion_id from fresh.assertions;

create or replace table spoken as
select
    assertions.event_id,
    assertions.report_id,
    assertions.stance,
    reports.asserted_by in ('actor', 'recipient') as is_party,
    voice_of(documents.agency, documents.source_id) as voice,
    coalesce(story_documents.original_id, documents.document_id) as dispatch_id,
    case
        when reports.quote_id is null then 'source ' || documents.source_id
        else 'speaker ' || coalesce(quotes.speaker_id, quotes.speaker, '')
    end as claimant
from fresh.assertions as assertions
join now.reports as reports using (report_id)
join now.documents as documents on documents.document_id = reports.document_id
left join now.quotes as quotes on quotes.quote_id = reports.quote_id
left join now.story_documents as story_documents on story_documents.document_id = documents.document_id;

create or replace table weights as
select
    event_id,
    least(
        count(distinct voice) filter (where stance = 'asserts' and not is_party),
        count(distinct dispatch_id) filter (where stance = 'asserts' and not is_party)
    ) as independent_sources,
    -- Somebody asserts it and somebody else denies it.
    count(*) filter (where stance = 'asserts') > 0
        and count(*) filter (where stance = 'denies') > 0
        and count(distinct claimant) > 1 as has_rival_claims
from spoken
group by event_id;
