-- What was read, rejected, removed, coded and found wanting in this release. One row per measure.
--
-- measure: What is counted.
-- detail: Which of its kinds; null for a total.
-- count: How many.
select 'files' as measure, null as detail, files as count from runs where release = (select max(release) from runs)
union all
select 'documents', null, count(*) from documents
union all
select 'documents superseded', null, count(*) from document_versions where not is_current
union all
select 'publication day known by', published_basis, count(*) from documents group by published_basis
union all
select 'rejections', reason, count(*) from rejections group by reason
union all
select 'removed spans', reason, count(*) from removed_spans group by reason
union all
select 'sentences', kind, count(*) from sentences group by kind
union all
select 'sentences with a report', null, count(distinct sentence_id) from reports
union all
select 'mentions', kind, count(*) from mentions group by kind
union all
select 'mentions of a known entity', null, count(*) from mentions where entity_id is not null
union all
select 'reports', factuality, count(*) from reports group by factuality
union all
select 'events', factuality, count(*) from events group by factuality
union all
select 'events by type', event_type, count(*) from events group by event_type
union all
select 'findings', name, count(*) from findings group by name
