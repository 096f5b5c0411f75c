-- Who stands with whom and against whom, as texts state it of sides that can, with the evidence. One row per pair of sides.
--
-- without text lacks evidence
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
-- first_on: First day on which one of them may have been published; null when unknown.
-- last_on: Last such day.
-- evidence: The words of the surest statement of the stance.
with taken as (
    select * from stances
    -- The least confidence of the events that count in rifts; what is less sure is as often misread.
    where is_alignment and confidence >= 0.3
),

backed as (
    select distinct subject_id, case when subject_id = a_id then b_id else a_id end as object_id
    from taken
    where predicate in ('backs', 'proxy_of') and factuality = 'actual'
),

causes as (
    select one.subject_id as a_id, other.subject_id as b_id, count(*) as common_causes
    from backed as one
    join backed as other on other.object_id = one.object_id and other.subject_id > one.subject_id
    group by one.subject_id, other.subject_id
),

stated as (
    select
        a_id,
        b_id,
        count(*) filter (where stance = 'cooperative' and factuality = 'actual') as cooperative,
        count(*) filter (where stance = 'hostile' and factuality = 'actual') as hostile,
        count(*) filter (where factuality = 'denied') as denied,
        count(distinct document_id) as documents,
        min(stated_on) as first_on,
        max(stated_on) as last_on,
        arg_max(words, confidence) filter (where stance = 'cooperative' and factuality = 'actual') as words_for,
        arg_max(words, confidence) filter (where stance = 'hostile' and factuality = 'actual') as words_against
    from (from taken order by relation_id)
    where stance in ('cooperative', 'hostile')
    group by a_id, b_id
),

named as (select side_id, min(side) as side from entity_sides group by side_id)

select
    a_id,
    one.side as a,
    b_id,
    other.side as b,
    case
        when coalesce(cooperative, 0) + 0.5 * coalesce(common_causes, 0) > coalesce(hostile, 0) then 'cooperative'
        when coalesce(hostile, 0) > coalesce(cooperative, 0) then 'hostile'
        else 'mixed'
    end as stance,
    coalesce(cooperative, 0) as cooperative,
    coalesce(hostile, 0) as hostile,
    coalesce(denied, 0) as denied,
    coalesce(common_causes, 0) as common_causes,
    coalesce(documents, 0) as documents,
    first_on,
    last_on,
    coalesce(case when coalesce(hostile, 0) > coalesce(cooperative, 0) then words_against else words_for end, words_against)
        as evidence
from stated
full join causes using (a_id, b_id)
join named as one on one.side_id = a_id
join named as other on other.side_id = b_id
where coalesce(cooperative, 0) + coalesce(hostile, 0) + coalesce(common_causes, 0) > 0
