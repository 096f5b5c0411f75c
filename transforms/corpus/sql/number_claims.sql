-- Number claims: each number that a report gives of its event, whether it still stands, and which is the latest.
--
-- Takes told, fresh.consolidated_events, denying_quotes, now.magnitudes, now.documents, now.quotes, now.story_documents.
-- Gives number_claims, latest_numbers.
create or replace table numbers_told as
select
    numbers.event_id,
    numbers.report_id,
    numbers.kind,
    numbers.number as lowest,
    -- A number that a person set right is exact.
    case when magnitudes.lowest = numbers.number then magnitudes.highest else numbers.number end as highest,
    magnitudes.lowest = numbers.number and magnitudes.is_approximate as is_approximate,
    told.confidence,
    told.factuality = surest.factuality
        and (told.quote_id is null or told.quote_id not in (select quote_id from denying_quotes)) as is_counted,
    dispatches.document_id as dispatch_id,
    dispatches.published_first_on as said_on,
    case
        when told.quote_id is null then 'source ' || dispatches.source_id
        else 'speaker ' || coalesce(quotes.speaker_id, quotes.speaker, '')
    end as claimant,
    -- Whom a source quotes speaks for it, but for a party, who says what he likes.
    case when told.asserted_by in ('actor', 'recipient') then claimant else 'source ' || dispatches.source_id end as voice
from (select event_id, report_id, deaths, injured, arrested, size from told)
unpivot (number for kind in (deaths, injured, arrested, size)) as numbers
join told using (report_id)
join fresh.consolidated_events as consolidated on consolidated.event_id = numbers.event_id
join told as surest on surest.report_id = consolidated.surest_id
left join now.magnitudes as magnitudes on magnitudes.report_id = numbers.report_id and magnitudes.kind = numbers.kind
left join now.quotes as quotes on quotes.quote_id = told.quote_id
left join now.story_documents as story_documents on story_documents.document_id = told.document_id
-- A copy says what its original said, on the day of that and in its name.
join now.documents as dispatches on dispatches.document_id = coalesce(story_documents.original_id, told.document_id);

-- Ten of the forty were children: of the numbers of one claimant in one document the largest counts.
create or replace table whole_numbers as
select *, coalesce(is_approximate, false) as is_vague
from numbers_told
where is_counted
qualify lowest = max(lowest) over (partition by event_id, kind, dispatch_id, claimant);

-- "Dozens" says no other number than thirty-one.
create or replace table exact_numbers as
select * from whole_numbers
anti join (
    select vague.report_id, vague.kind
    from whole_numbers as vague
    join whole_numbers as exact
        on exact.event_id = vague.event_id and exact.kind = vague.kind and not exact.is_vague
        and exact.lowest >= vague.lowest and (vague.highest is null or exact.lowest <= vague.highest)
    where vague.is_vague
) as borne_out using (report_id, kind);

create or replace table standing_numbers as
select * from exact_numbers
qualify said_on is null or said_on = max(said_on) over (partition by event_id, kind, voice);

create or replace table latest_numbers as
with latest as (
    select * from standing_numbers
    qualify rank() over (partition by event_id, kind order by said_on desc nulls last) = 1
),

by_voice as (
    select event_id, kind, lowest, voice, max(confidence) as confidence
    from latest
    group by event_id, kind, lowest, voice
),

agreed as (
    select event_id, kind, lowest, round(sum(confidence), 6) as support
    from by_voice
    group by event_id, kind, lowest
)

select latest.event_id, latest.kind, latest.lowest, latest.report_id
from latest
join agreed using (event_id, kind, lowest)
qualify row_number() over (
    partition by latest.event_id, latest.kind
    order by agreed.support desc, latest.lowest desc, latest.confidence desc, latest.report_id
) = 1;

insert into fresh.number_claims by name
select
    key_of([told.report_id, told.kind]) as number_claim_id,
    told.event_id,
    told.report_id,
    told.kind,
    told.lowest,
    told.highest,
    coalesce(told.is_approximate, false) as is_approximate,
    case
        when not told.is_counted then 'other_factuality'
        when whole.report_id is null then 'partial'
        when exact.report_id is null then 'vague'
        when standing.report_id is null then 'superseded'
        else 'standing'
    end as standing,
    latest.report_id is not null as is_latest
from numbers_told as told
left join whole_numbers as whole on whole.report_id = told.report_id and whole.kind = told.kind
left join exact_numbers as exact on exact.report_id = told.report_id and exact.kind = told.kind
left join standing_numbers as standing on standing.report_id = told.report_id and standing.kind = told.kind
left join latest_numbers as latest on latest.report_id = told.report_id and latest.kind = told.kind;

insert into touched.number_claims
select number_claim_id from before.number_claims semi join touched.events using (event_id)
union
select number_claim_id from fresh.number_claims;
