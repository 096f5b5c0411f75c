-- What one party did to another in each period, events counted once. One row per level, ordered pair and period.
--
-- $unit: 'month': Length of a period: `month`, `week`, `quarter` or `year`.
-- $least_confidence: 0.3: Least confidence, on the whole, in what happened and in who took part, of the events that count.
-- level: `entity`, `side` or `country`, as in parties.
-- source_id: Who acts.
-- source: Its name.
-- target_id: Who is acted upon.
-- target: Its name.
-- period: First day of the period in which the events began; null where their day is unknown.
-- verbal_cooperation: Number of events of quad class 1.
-- material_cooperation: Those of quad class 2.
-- verbal_conflict: Those of quad class 3.
-- material_conflict: Those of quad class 4.
-- events: Number of events.
-- reports: Number of reports of them.
-- sources: Independent sources of each event, summed.
-- mean_score: Mean PLOVER score of the events, -10 to 10.
-- claims: Mean share of their reports that somebody asserts other than the document itself.
select
    level,
    source_id,
    min(source) as source,
    target_id,
    min(target) as target,
    cast(date_trunc(unit, occurred_first_on) as date) as period,
    count(*) filter (where quad_class = 1) as verbal_cooperation,
    count(*) filter (where quad_class = 2) as material_cooperation,
    count(*) filter (where quad_class = 3) as verbal_conflict,
    count(*) filter (where quad_class = 4) as material_conflict,
    count(*) as events,
    cast(sum(reports) as bigint) as reports,
    cast(sum(sources) as bigint) as sources,
    round(avg(score), 3) as mean_score,
    round(avg(claims), 3) as claims
from dyads(least_confidence := least_confidence)
group by level, source_id, target_id, date_trunc(unit, occurred_first_on)
