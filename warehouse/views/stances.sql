-- How two sides stand to each other, as texts state it or events show it. One row per relation between two sides.
--
-- stored by relation_id
-- without text lacks words
--
-- relation_id: Key of relations.
-- a_id: One side, the first by its id.
-- a: Its name.
-- b_id: The other side.
-- b: Its name.
-- subject_id: Which of them it is said of.
-- stance: `cooperative`, `hostile` or `strained`.
-- predicate: Predicate of the relation.
-- factuality: Whether it is so, as the text presents it.
-- confidence: How sure we are of it.
-- stated_on: First day on which the document that states it may have been published; null when unknown or derived.
-- document_id: Key of documents; null for a derived one.
-- words: The words that state it; null for a derived one.
-- words_start: Offset of their first character in the text of the document.
-- words_end: Offset just after their last character.
with kinds(predicate, stance) as (
    values ('backs', 'cooperative'), ('allied_with', 'cooperative'), ('proxy_of', 'cooperative'),
        ('fights', 'hostile'), ('hostile_to', 'hostile'), ('at_odds_with', 'strained')
)

select
    relations.relation_id,
    least(one.side_id, other.side_id) as a_id,
    case when one.side_id < other.side_id then one.side else other.side end as a,
    greatest(one.side_id, other.side_id) as b_id,
    case when one.side_id < other.side_id then other.side else one.side end as b,
    one.side_id as subject_id,
    kinds.stance,
    relations.predicate,
    relations.factuality,
    relations.confidence,
    documents.published_first_on as stated_on,
    relations.document_id,
    documents.text[relations.evidence_start + 1 : relations.evidence_end] as words,
    relations.evidence_start as words_start,
    relations.evidence_end as words_end
from relations
join kinds using (predicate)
join entity_sides as one on one.entity_id = relations.subject_id
join entity_sides as other on other.entity_id = relations.object_id
left join documents using (document_id)
where one.side_id <> other.side_id
