-- How the events and documents of a release differ from those of another one.
--
-- Takes first and second, the tables of two releases, and numbers, the run and the number of the first.
-- Gives told_events and told_fields, what differs and why; documents; document_names.
create table asked as
select first_number, first_run in (select run_id from second.runs) as is_ancestor from numbers;

-- What the runs between them told, under the id that the event has now.
create table told as
select coalesce(aliases.event_id, changes.event_id) as event_id, changes.event_id as told_id, changes.kind,
    changes.field, changes.reason, changes.document_id, runs.release
from second.changes as changes
join second.runs as runs using (run_id)
left join second.event_aliases as aliases on aliases.alias_id = changes.event_id
where (select is_ancestor from asked) and runs.release > (select first_number from asked);

-- Ids of the first release that events of the second have now, by what either of them knows of ids that are gone.
create table renamed as
select aliases.alias_id as former_id, aliases.event_id
from second.event_aliases as aliases
semi join first.events as events on events.event_id = aliases.alias_id
semi join second.events as events on events.event_id = aliases.event_id
where aliases.alias_id not in (select event_id from second.events)
union
select aliases.event_id, aliases.alias_id
from first.event_aliases as aliases
semi join first.events as events on events.event_id = aliases.event_id
semi join second.events as events on events.event_id = aliases.alias_id
where aliases.event_id not in (select event_id from second.events);

create table looked_at as
select event_id from told
union
select told_id from told
union
select former_id from renamed
union
select event_id from renamed
union
select event_id from first.events where not (select is_ancestor from asked)
union
select event_id from second.events where not (select is_ancestor from asked);

-- Here it is told who takes part.
create table described_now as
select events.*, actors.names as actors, recipients.names as recipients
from second.events as events
semi join looked_at using (event_id)
left join parties_now as actors on actors.event_id = events.event_id and actors.role = 'actor'
left join parties_now as recipients on recipients.event_id = events.event_id and recipients.role = 'recipient';

create table all_before as
select coalesce(renamed.event_id, events.event_id) as now_id, events.*, actors.names as actors,
    recipients.names as recipients
from first.events as events
semi join looked_at on looked_at.event_id = events.event_id
left join (select former_id, min(event_id) as event_id from renamed group by former_id) as renamed
    on renamed.former_id = events.event_id
left join parties_before as actors on actors.event_id = events.event_id and actors.role = 'actor'
left join parties_before as recipients on recipients.event_id = events.event_id and recipients.role = 'recipient';

-- Of several that are one event now, the one that had its id, else the one with most reports, is what it was.
create table described_before as
select * from all_before
qualify row_number() over (partition by now_id order by event_id <> now_id, reports desc, event_id) = 1;

create table differences (event_id varchar, kind varchar, field varchar, before varchar, after varchar);

-- Here the fields are compared.
create table causes as
select event_id, kind, field, reason, document_id from told
qualify row_number() over (partition by event_id, kind, field order by release desc) = 1;

-- Why an event differs at all: what the last run told of it, an explanation by a document first.
create table causes_of_events as
select event_id, reason, document_id from (
    select event_id, reason, document_id, release from told
    union all
    select told_id, reason, document_id, release from told
)
qualify row_number() over (partition by event_id order by release desc, document_id is null, reason, document_id) = 1;

create table arrivals as
select event_id, reason, document_id from told
where kind = 'came'
qualify row_number() over (partition by event_id order by release) = 1;

create table told_fields as
select differences.event_id, differences.field, differences.before, differences.after,
    coalesce(causes.reason, whole.reason) as reason,
    case when causes.reason is null then whole.document_id else causes.document_id end as document_id
from differences
left join causes on causes.event_id = differences.event_id and causes.field = differences.field
left join causes_of_events as whole on whole.event_id = differences.event_id;

create table lines as
select line.document_id, line.source_id, line.address
from second.document_versions as line
semi join first.documents as documents on documents.document_id = line.document_id;

create table documents as
select
    case when line.document_id is null then 'came' else 'version' end as kind,
    now.document_id,
    now.path,
    now.title,
    line.document_id as detail
from second.documents as now
anti join first.documents as old on old.document_id = now.document_id
left join second.document_versions as version on version.document_id = now.document_id
left join (
    select source_id, address, min(document_id) as document_id from lines group by source_id, address
) as line on line.source_id = version.source_id and line.address = version.address
union all
select 'went', old.document_id, old.path, old.title, tombstones.reason
from first.documents as old
anti join second.documents as now on now.document_id = old.document_id
left join second.document_versions as version on version.document_id = old.document_id
left join second.tombstones as tombstones on tombstones.document_id = old.document_id
where version.document_id is null;

-- A document that came and had another version since is a new one all the same.
create table told_events as
with found as (
    select 'came' as kind, now.event_id, null::varchar as former_id, null::varchar as into_id, now.occurred_first_on as day
    from described_now as now
    anti join described_before as old on old.now_id = now.event_id
    union all
    select 'changed', now.event_id, old.event_id, null, now.occurred_first_on
    from described_now as now
    join described_before as old on old.now_id = now.event_id
    where now.event_id in (select event_id from differences)
    union all
    select 'went', old.event_id, old.event_id, null, old.occurred_first_on
    from described_before as old
    anti join second.events as events on events.event_id = old.now_id
    union all
    select 'merged', old.event_id, old.event_id, old.now_id, old.occurred_first_on
    from all_before as old
    anti join described_before as chosen on chosen.event_id = old.event_id
)

select found.kind, found.event_id, found.former_id, found.into_id, found.day,
    case
        when arrivals.reason = 'version' and documents.kind = 'came' then 'document'
        else coalesce(arrivals.reason, whole.reason)
    end as reason,
    case when arrivals.reason is null then whole.document_id else arrivals.document_id end as document_id
from found
left join arrivals on arrivals.event_id = found.event_id and found.kind = 'came'
left join documents on documents.document_id = arrivals.document_id
left join causes_of_events as whole on whole.event_id = coalesce(found.into_id, found.event_id);

create table document_names as
select document_id, path, title from second.documents
union all
select document_id, path, title from second.document_versions
where document_id not in (select document_id from second.documents)
union all
select document_id, path, title from first.documents
where document_id not in (select document_id from second.documents)
    and document_id not in (select document_id from second.document_versions)
union all
select document_id, path, null from second.tombstones
where document_id not in (select document_id from first.documents)
    and document_id not in (select document_id from second.documents)
    and document_id not in (select document_id from second.document_versions);
