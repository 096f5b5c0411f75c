-- Lowest, highest and latest number of what an event counts, and who says so. One row per event and kind of number.
--
-- event_id: Key of events.
-- event_type: PLOVER type of the event.
-- kind: What is counted: `deaths`, `injured`, `arrested` or `size`, people who took part.
-- lowest: The lowest number that stands: what its source took back on a later day is not counted.
-- lowest_by: Who says so, each once, joined by "; ".
-- highest: The highest number that stands, of vague ones the least that the words say.
-- highest_by: Who says so, likewise.
-- latest: The number of those who told it last; of several that on which most agree. `events` has it, too.
-- latest_by: Who says so, likewise, whenever he said it.
-- latest_on: First day on which the document that gives it may have been published; null when unknown.
-- is_disputed: Whether two numbers stand.
-- claims: Number of reports that give a number, those included that count no more; `number_claims_flat` has them.
-- latest_report_id: Key of reports: the one that gives the latest number.
with standing as (
    select
        *,
        min(lowest) over same_kind as least,
        max(lowest) over same_kind as most,
        max(lowest) filter (where is_latest) over same_kind as last
    from number_claims_flat
    where standing = 'standing'
    window same_kind as (partition by event_id, kind)
),

claimed as (
    select event_id, kind, count(*) as claims from number_claims group by event_id, kind
)

select
    standing.event_id,
    any_value(events.event_type) as event_type,
    standing.kind,
    any_value(standing.least) as lowest,
    array_to_string(
        list_sort(list_distinct(list(standing.claimant) filter (where standing.lowest = standing.least))), '; '
    ) as lowest_by,
    any_value(standing.most) as highest,
    array_to_string(
        list_sort(list_distinct(list(standing.claimant) filter (where standing.lowest = standing.most))), '; '
    ) as highest_by,
    any_value(standing.last) as latest,
    array_to_string(
        list_sort(list_distinct(list(standing.claimant) filter (where standing.lowest = standing.last))), '; '
    ) as latest_by,
    max(standing.first_published_on) filter (where standing.is_latest) as latest_on,
    any_value(standing.least) <> any_value(standing.most) as is_disputed,
    any_value(claimed.claims) as claims,
    max(standing.report_id) filter (where standing.is_latest) as latest_report_id
from standing
join events using (event_id)
join claimed on claimed.event_id = standing.event_id and claimed.kind = standing.kind
group by standing.event_id, standing.kind
