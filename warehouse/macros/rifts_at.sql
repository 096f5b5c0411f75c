-- Conflict between political sides that stand together, cooperation between those that stand against each other. One row per rift or thaw.
--
-- shown first kind, a, b, strength, first_on, turns, trigger, baseline, last_on
--
-- $least_confidence: 0.3: Least confidence of the events that count.
-- $quiet_days: 30: Days without conflict between two sides after which their next conflict is another rift.
-- $history_days: 365: Days before a rift whose events are its baseline.
-- $least_documents: 2: Least number of independent documents, copies of one dispatch counted once, that tell its turns and its baseline.
-- rift_id: Hash of the sides, the kind and the first day; rift_evidence has the pieces.
-- kind: `rift` or `thaw`.
-- a: One side.
-- b: The other side.
-- strength: From 0 to 1: T / (T + C + 1), T the weights of its turns (material 1, verbal or stated 0.5, possible 0.25, each times confidence), C those of the counter-evidence (0.5 each).
-- first_on: First day of its first turn; null when unknown.
-- last_on: Last such day.
-- baseline: Why they were thought to stand together, or against each other: the weightiest words.
-- trigger: The weightiest turn in the words of the text.
-- turns: Number of events and statements that make it up.
-- material: How many of them are material.
-- verbal: How many of them are words, said by a side or of the two.
-- reversal: The way back, such as a withdrawal, in the words of the text; null when none is told.
-- counter_evidence: What speaks against it, such as a denial, in the words of the text; null when nothing does.
-- documents: Number of documents that tell its turns.
-- independent_documents: Number of documents that tell its turns or its baseline, copies of one dispatch counted once and a relation derived from events as one.
-- a_id: One side, the first by its id.
-- b_id: The other side.
with named as (select side_id, min(side) as side from entity_sides group by side_id),

evidence as (
    from rift_evidence_at(
        least_confidence := least_confidence, quiet_days := quiet_days, history_days := history_days,
        least_documents := least_documents
    )
),

told as (
    select
        rift_id,
        min(kind) as kind,
        min(a_id) as a_id,
        min(b_id) as b_id,
        coalesce(sum(weight) filter (where part = 'turn'), 0) as turn,
        coalesce(sum(weight) filter (where part = 'counter'), 0) as counter,
        min(occurred_on) filter (where part = 'turn') as first_on,
        max(occurred_on) filter (where part = 'turn') as last_on,
        count(*) filter (where part = 'turn' and weight > 0) as turns,
        count(*) filter (where part = 'turn' and weight > 0 and force = 'material') as material,
        count(*) filter (where part = 'turn' and weight > 0 and force in ('verbal', 'stated')) as verbal,
        first(words order by abs(weight) desc, occurred_on, document_id, words_start)
            filter (where part = 'baseline' and words is not null) as baseline,
        first(words order by weight desc, occurred_on, document_id, words_start)
            filter (where part = 'turn' and words is not null) as trigger,
        min(words) filter (where part = 'reversal') as reversal,
        first(words order by weight desc, occurred_on, document_id, words_start)
            filter (where part = 'counter' and words is not null) as counter_evidence,
        count(distinct document_id) filter (where part = 'turn') as documents,
        count(distinct coalesce(original_id, document_id, relation_id)) filter (
            where part = 'turn' or (part = 'baseline' and weight <> 0 and (weight > 0) = (kind = 'rift'))
        ) as independent_documents
    from evidence
    left join story_documents using (document_id)
    group by rift_id
)

select
    told.rift_id,
    told.kind,
    one.side as a,
    other.side as b,
    round(turn / (turn + counter + 1), 2) as strength,
    told.first_on,
    told.last_on,
    told.baseline,
    told.trigger,
    told.turns,
    told.material,
    told.verbal,
    told.reversal,
    told.counter_evidence,
    told.documents,
    told.independent_documents,
    told.a_id,
    told.b_id
from told
join named as one on one.side_id = told.a_id
join named as other on other.side_id = told.b_id
