-- What one party did to another, all events of the release together. One row per level and ordered pair.
--
-- source_id: Who acts.
-- source: Its name.
-- target_id: Who is acted upon.
-- target: Its name.
-- level: `entity`, `side` or `country`, as in parties.
-- weight: Number of events.
-- verbal_cooperation: Number of events of quad class 1.
-- material_cooperation: Those of quad class 2.
-- verbal_conflict: Those of quad class 3.
-- material_conflict: Those of quad class 4.
-- reports: Number of reports of them.
-- mean_score: Mean PLOVER score of the events, -10 to 10.
-- first_month: First day of the first month in which a dated one of them began; empty where none is dated.
-- last_month: First day of the last such month.
select
    source_id,
    any_value(source) as source,
    target_id,
    any_value(target) as target,
    level,
    cast(sum(events) as bigint) as weight,
    cast(sum(verbal_cooperation) as bigint) as verbal_cooperation,
    cast(sum(material_cooperation) as bigint) as material_cooperation,
    cast(sum(verbal_conflict) as bigint) as verbal_conflict,
    cast(sum(material_conflict) as bigint) as material_conflict,
    cast(sum(reports) as bigint) as reports,
    round(sum(mean_score * events) / sum(events), 6) as mean_score,
    cast(min(month) as date) as first_month,
    cast(max(month) as date) as last_month
from dyads_monthly
group by level, source_id, target_id
order by level, source_id, target_id
