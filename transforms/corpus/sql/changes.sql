-- How the events differ from those of the release before, and what became of ids that are gone.
--
-- Takes touched.events, before and now of events, event_reports, documents, parties_before and parties_now (who takes part
-- in each role), read_anew (why documents were that are the same). Gives fresh.event_aliases, described_before, described_now, event_causes, and of differences
-- those of events that came or went.
create or replace table gone_events as
select event_id from before.events
semi join touched.events using (event_id)
anti join fresh.events using (event_id);

create or replace table new_events as
select event_id from fresh.events anti join before.events using (event_id);

-- The event that now has most of the reports of one whose id is gone.
create or replace table successors as
select *
from (
    select
        old.event_id as alias_id,
        fresh.event_id,
        count(*) as reports,
        bool_or(bool_or(old.position = 0)) over (partition by old.event_id) as has_earliest
    from before.event_reports as old
    join fresh.event_reports as fresh on fresh.report_id = old.report_id
    where old.event_id in (select event_id from gone_events)
    group by old.event_id, fresh.event_id
)
qualify row_number() over (partition by alias_id order by reports desc, event_id) = 1;

-- An event whose every report went with a version of a document, and which the next version tells alike, is that event.
create or replace table told_again as
with gone as (
    select events.*, reports.document_id, actors.names as actors, recipients.names as recipients
    from before.events as events
    semi join gone_events using (event_id)
    join (select report_id, document_id from before.reports semi join changed_documents using (document_id)) as reports
        on reports.report_id = events.report_id
    left join parties_before as actors on actors.event_id = events.event_id and actors.role = 'actor'
    left join parties_before as recipients on recipients.event_id = events.event_id and recipients.role = 'recipient'
    where events.event_id not in (select alias_id from successors)
),

new as (
    select events.*, reports.document_id, actors.names as actors, recipients.names as recipients
    from fresh.events as events
    semi join new_events using (event_id)
    join (select report_id, document_id from now.reports semi join changed_documents using (document_id)) as reports
        on reports.report_id = events.report_id
    left join parties_now as actors on actors.event_id = events.event_id and actors.role = 'actor'
    left join parties_now as recipients on recipients.event_id = events.event_id and recipients.role = 'recipient'
    where events.event_id not in (select event_id from successors)
)

select alias_id, event_id
from (
    select
        gone.event_id as alias_id,
        new.event_id,
        row_number() over (partition by gone.event_id order by new.event_id) as nth_new,
        row_number() over (partition by new.event_id order by gone.event_id) as nth_gone
    from gone
    join fresh.document_versions as line on line.supersedes_id = gone.document_id
    join new
        on new.document_id = line.document_id and new.event_type = gone.event_type
        and new.factuality = gone.factuality
        and new.mode is not distinct from gone.mode
        and new.actors is not distinct from gone.actors
        and new.recipients is not distinct from gone.recipients
        and new.occurred_first_on is not distinct from gone.occurred_first_on
)
where nth_new = 1 and nth_gone = 1;

create or replace table moved as
select alias_id, event_id, reports, has_earliest, count(*) over (partition by event_id) - 1 as others, false as is_told_again
from successors
union all
select alias_id, event_id, 0, false, 0, true from told_again;

insert into fresh.event_aliases by name
select
    moved.alias_id,
    moved.event_id,
    case
        when moved.is_told_again then 'new_version'
        when not moved.has_earliest then 'report_gone'
        when moved.event_id in (select event_id from before.events) or moved.others > 0 then 'merged'
        else 'earlier_report'
    end as reason,
    (select run_id from this_run) as run_id
from moved
union all
-- An alias of an id that has itself gone leads on; one whose event is back or has no report left is dropped.
select old.alias_id, moved.event_id, old.reason, old.run_id
from before.event_aliases as old
join moved on moved.alias_id = old.event_id
where old.alias_id not in (select event_id from fresh.events);

insert into touched.event_aliases
select alias_id from fresh.event_aliases
union
select alias_id from before.event_aliases
where event_id in (select event_id from gone_events) or alias_id in (select event_id from fresh.events);

-- Why each document of this run counts as changed. One that is the same and was read anew has the reason of that alone,
-- which no document is.
create or replace table document_causes as
select changed.document_id, case
        when added.document_id is not null and gone.document_id is not null then (select reason from read_anew)
        when added.document_id is not null and line.supersedes_id is null then 'document'
        when line.document_id is not null then 'version'
        else 'withdrawal'
    end as reason,
    added.document_id is null as is_gone
from changed_documents as changed
left join (select distinct document_id from added_documents) as added on added.document_id = changed.document_id
left join (select distinct document_id from gone_documents) as gone on gone.document_id = changed.document_id
left join fresh.document_versions as line on line.document_id = changed.document_id;

-- Of several documents that explain an event, one: a new one first, then a new version, a withdrawn one, one read anew.
create or replace table event_causes as
select
    event_id,
    reason,
    case when reason in ('document', 'version', 'withdrawal') then document_id end as document_id
from (
    select event_reports.event_id, document_causes.*
    from (
        select event_id, report_id from fresh.event_reports
        union
        select event_id, report_id from before.event_reports semi join touched.event_reports using (report_id)
    ) as event_reports
    join (
        select report_id, document_id from now.reports semi join changed_documents using (document_id)
        union
        select report_id, document_id from before.reports semi join changed_documents using (document_id)
    ) as reports using (report_id)
    join document_causes using (document_id)
    union all
    select aliases.event_id, document_causes.*
    from fresh.event_aliases as aliases
    join before.event_reports as event_reports on event_reports.event_id = aliases.alias_id
    join before.reports as reports using (report_id)
    join document_causes on document_causes.document_id = reports.document_id
)
qualify row_number() over (
    partition by event_id
    order by coalesce(list_position(['document', 'version', 'withdrawal'], reason), 4), is_gone, document_id
) = 1;

-- Of several that are one event now, the one that had its id, else the one with most reports, is what it was.
create or replace table described_before as
with renamed as (
    select alias_id, event_id as now_id from fresh.event_aliases where run_id = (select run_id from this_run)
)

select *
from (
    select coalesce(renamed.now_id, old.event_id) as now_id, old.*, actors.names as actors, recipients.names as recipients
    from before.events as old
    left join renamed on renamed.alias_id = old.event_id
    left join parties_before as actors on actors.event_id = old.event_id and actors.role = 'actor'
    left join parties_before as recipients on recipients.event_id = old.event_id and recipients.role = 'recipient'
    where old.event_id in (select event_id from touched.events)
)
qualify row_number() over (partition by now_id order by event_id <> now_id, reports desc, event_id) = 1;

create or replace table described_now as
select fresh.*, actors.names as actors, recipients.names as recipients
from fresh.events as fresh
left join parties_now as actors on actors.event_id = fresh.event_id and actors.role = 'actor'
left join parties_now as recipients on recipients.event_id = fresh.event_id and recipients.role = 'recipient';

create or replace table differences as
select event_id, 'came' as kind, null::varchar as field, null::varchar as before, null::varchar as after
from new_events
where event_id not in (select now_id from described_before)
union all
select event_id, 'went', null, null, null
from gone_events
where event_id not in (select alias_id from fresh.event_aliases);
