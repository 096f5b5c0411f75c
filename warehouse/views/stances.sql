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
-- is_political: Whether both are political sides, and neither only the ground on which the other is attacked.
-- is_alignment: Whether it is a stance that two such sides can take: any between political ones, and short of fighting one with a civil side that is not of the state itself; two civil sides stand together, a nameless one stands or fights with a political one.
-- words: The words that state it; null for a derived one.
-- words_start: Offset of their first character in the text of the document.
-- words_end: Offset just after their last character.
with kinds(predicate, stance) as (
    values ('backs', 'cooperative'), ('allied_with', 'cooperative'), ('proxy_of', 'cooperative'),
        ('fights', 'hostile'), ('hostile_to', 'hostile'), ('at_odds_with', 'strained')
),

-- An attack on a mission is told with the country that it lies in, which attacks nobody by that.
grounds as (
    select distinct fought.relation_id
    from relations as fought
    join entities as one on one.entity_id = fought.subject_id
    join entities as other on other.entity_id = fought.object_id
    join relations as located on located.document_id = fought.document_id and located.predicate = 'located_in'
        and located.subject_id in (fought.subject_id, fought.object_id)
        and located.object_id in (fought.subject_id, fought.object_id)
        and located.subject_id <> located.object_id
    join entities as ground on ground.entity_id = located.object_id and ground.kind = 'state'
    where fought.predicate = 'fights' and 'government' in (one.kind, other.kind)
),

paired as (
    select
        relations.*,
        kinds.stance,
        one.side_id as subject_side_id,
        one.side as subject_side,
        other.side_id as object_side_id,
        other.side as object_side,
        one.standing || ' ' || other.standing as standings,
        grounds.relation_id is not null as is_ground,
        -- What a state has with those of its own country is no stance of two sides.
        coalesce(subjects.country = other.side_id, false) or coalesce(objects.country = one.side_id, false) as is_at_home
    from relations
    join kinds using (predicate)
    join entity_sides as one on one.entity_id = relations.subject_id
    join entity_sides as other on other.entity_id = relations.object_id
    left join entities as subjects on subjects.entity_id = relations.subject_id
    left join entities as objects on objects.entity_id = relations.object_id
    left join grounds using (relation_id)
    where one.side_id <> other.side_id
)

select
    paired.relation_id,
    least(subject_side_id, object_side_id) as a_id,
    case when subject_side_id < object_side_id then subject_side else object_side end as a,
    greatest(subject_side_id, object_side_id) as b_id,
    case when subject_side_id < object_side_id then object_side else subject_side end as b,
    subject_side_id as subject_id,
    paired.stance,
    paired.predicate,
    paired.factuality,
    paired.confidence,
    documents.published_first_on as stated_on,
    paired.document_id,
    standings is not distinct from 'political political' and not is_ground as is_political,
    coalesce(
        case
            when is_ground then false
            when standings = 'political political' then true
            when standings in ('political civil', 'civil political') then predicate <> 'fights' and not is_at_home
            when standings = 'civil civil' then stance = 'cooperative'
            when standings in ('political nameless', 'nameless political') then true
        end,
        false
    ) as is_alignment,
    documents.text[paired.evidence_start + 1 : paired.evidence_end] as words,
    paired.evidence_start as words_start,
    paired.evidence_end as words_end
from paired
left join documents using (document_id)
