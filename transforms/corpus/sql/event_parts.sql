-- Event parts: the events of which a sentence says that one is a part or the content of the other.
--
-- Takes raw.report_parts, now.event_reports, now.events, now.reports, now.documents, touched.events, before.event_parts.
-- Gives event_parts.
create or replace table paired_reports as
select
    parts.event_id,
    wholes.event_id as part_of_id,
    said.reason,
    said.report_id,
    said.whole_report_id,
    documents.published_first_on
from raw.report_parts as said
join now.event_reports as parts on parts.report_id = said.report_id
join now.event_reports as wholes on wholes.report_id = said.whole_report_id
join now.documents as documents on documents.document_id = said.document_id
where parts.event_id <> wholes.event_id
    and (
        parts.event_id in (select event_id from touched.events)
        or wholes.event_id in (select event_id from touched.events)
    );

create or replace table paired_events as
select
    said.event_id,
    said.part_of_id,
    said.reason,
    count(distinct said.report_id) as reports,
    first(
        {'report_id': said.report_id, 'whole_report_id': said.whole_report_id}
        order by said.published_first_on nulls last, said.report_id, said.whole_report_id
    ) as earliest
from paired_reports as said
join now.events as parts on parts.event_id = said.event_id
join now.events as wholes on wholes.event_id = said.part_of_id
-- What is done at a meeting, or in the course of a riot, is done on its days; what is demanded may never be done.
where said.reason not in ('course', 'meeting')
    or (
        coalesce(parts.occurred_first_on <= wholes.occurred_last_on, true)
        and coalesce(wholes.occurred_first_on <= parts.occurred_last_on, true)
    )
group by said.event_id, said.part_of_id, said.reason;

insert into fresh.event_parts by name
select
    key_of([event_id, part_of_id, reason]) as event_part_id,
    event_id,
    part_of_id,
    reason,
    earliest.report_id as report_id,
    earliest.whole_report_id as whole_report_id,
    reports
from paired_events
-- Of two events of which each is told to be part of the other neither is.
where not exists (
    select 1 from paired_events as reverse
    where reverse.event_id = paired_events.part_of_id and reverse.part_of_id = paired_events.event_id
);

insert into touched.event_parts
select event_part_id from before.event_parts
where event_id in (select event_id from touched.events) or part_of_id in (select event_id from touched.events)
union
select event_part_id from fresh.event_parts;
