-- Who stands with whom and against whom, as texts state it of sides that can. One row per pair of sides.
--
-- a_id: One side, the first by its id.
-- a: Its name.
-- b_id: The other side.
-- b: Its name.
-- stance: `cooperative`, `hostile` or `mixed`: what most of what is stated says.
-- cooperative: Number of statements, and of derivations from events, that they stand together.
-- hostile: Number that they stand against each other.
-- denied: Number of statements that either is not so.
-- common_causes: Number of third sides that both are said to back.
-- documents: Number of documents that state it.
-- first_on: First day on which one of them may have been published; empty when unknown.
-- last_on: Last such day.
select
    a_id,
    a,
    b_id,
    b,
    stance,
    cooperative,
    hostile,
    denied,
    common_causes,
    documents,
    first_on,
    last_on
from alliances
order by a_id, b_id
