-- Events: every field from the report that tells it best.
--
-- Takes told, fresh.consolidated_events, weights, latest_numbers, event_participants. Gives events.
create or replace table gathered as
select
    event_id,
    count(*) as reports,
    count(distinct document_id) as documents,
    least(
        count(distinct voice) filter (where asserted_by not in ('actor', 'recipient')),
        count(distinct dispatch_id) filter (where asserted_by not in ('actor', 'recipient'))
    ) as sources,
    min(published_first_on) as first_published_on,
    max(published_last_on) as last_published_on,
    max(confidence) as confidence,
    max(confidence_what) as confidence_what,
    max(confidence_who) as confidence_who
from told
group by event_id;

create or replace table numbers as
select
    event_id,
    max(lowest) filter (where kind = 'deaths') as deaths,
    max(lowest) filter (where kind = 'injured') as injured,
    max(lowest) filter (where kind = 'arrested') as arrested,
    max(lowest) filter (where kind = 'size') as size
from latest_numbers
group by event_id;

insert into fresh.events by name
select
    gathered.event_id,
    surest.event_type,
    surest.mode,
    surest.contexts,
    surest.cameo_root,
    surest.quad_class,
    surest.score,
    surest.factuality,
    surest.certainty,
    -- Who is told to be struck makes it one-sided.
    surest.is_mutual and gathered.event_id not in (
        select event_id from fresh.event_participants where role = 'recipient'
    ) as is_mutual,
    days.occurred_first_on,
    days.occurred_last_on,
    days.occurred_precision,
    coalesce(days.occurred_basis, 'unknown') as occurred_basis,
    placed.place_id,
    coalesce(placed.place_precision, 'unknown') as place_precision,
    coalesce(placed.place_basis, 'none') as place_basis,
    numbers.deaths,
    numbers.injured,
    numbers.arrested,
    numbers.size,
    surest.report_id,
    gathered.reports,
    gathered.documents,
    coalesce(weights.independent_sources, gathered.sources) as independent_sources,
    coalesce(weights.has_rival_claims, false) as has_rival_claims,
    gathered.first_published_on,
    gathered.last_published_on,
    gathered.confidence,
    gathered.confidence_what,
    gathered.confidence_who,
    days.confidence_when,
    placed.confidence_where
from gathered
join fresh.consolidated_events as consolidated using (event_id)
join told as surest on surest.report_id = consolidated.surest_id
left join told as days on days.report_id = consolidated.dated_id
left join told as placed on placed.report_id = consolidated.placed_id
left join weights using (event_id)
left join numbers using (event_id);
