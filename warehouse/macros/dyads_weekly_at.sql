-- What one party did to another in each week, events counted once. One row per level, ordered pair and week.
--
-- $least_confidence: 0.3: Least confidence, on the whole, in what happened and in who took part, of the events that count.
-- level: `entity`, `side` or `country`, as in parties.
-- source_id: Who acts.
-- source: Its name.
-- target_id: Who is acted upon.
-- target: Its name.
-- week: First day of the week in which the events began; null where their day is unknown.
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
    level, source_id, source, target_id, target, period as week, verbal_cooperation, material_cooperation, verbal_conflict,
    material_conflict, events, reports, sources, mean_score, claims
from dyads_by(unit := 'week', least_confidence := least_confidence)
