-- What one party did to another in each month, incidents counted once. One row per level, ordered pair and month.
--
-- $least_confidence: 0.3: Least confidence of the events that count.
-- level: `entity`, `side` or `country`, as in parties.
-- source_id: Who acts.
-- source: Its name.
-- target_id: Who is acted upon.
-- target: Its name.
-- month: First day of the month in which the incidents began; null where their day is unknown.
-- verbal_cooperation: Number of incidents of quad class 1.
-- material_cooperation: Those of quad class 2.
-- verbal_conflict: Those of quad class 3.
-- material_conflict: Those of quad class 4.
-- incidents: Number of incidents.
-- reports: Number of reports of them.
-- sources: Sources per incident that report it in their own voice or from somebody who is no party, summed.
-- mean_score: Mean PLOVER score of the incidents, -10 to 10.
-- claims: Mean share of their reports that somebody asserts other than the document itself.
select * rename (period as month)
from dyads_by(unit := 'month', least_confidence := least_confidence)
