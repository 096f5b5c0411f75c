-- What rifts and thaws rest on, piece by piece. One row per rift and piece of evidence.
--
-- $least_confidence: 0.3: Least confidence of the events that count.
-- $quiet_days: 30: Days without conflict between two sides after which their next conflict is another rift.
-- $history_days: 365: Days before a rift whose events are its baseline.
-- $least_documents: 2: Least number of independent documents, copies of one dispatch counted once, that tell its turns and its baseline.
-- rift_id: Key of rifts.
-- kind: `rift`, conflict between sides that stand together; `thaw`, cooperation between sides that stand against each other.
-- a_id: One side, the first by its id.
-- b_id: The other side.
-- part: `baseline`, `turn` (the conflict of a rift, the cooperation of a thaw), `reversal` (the way back) or `counter`.
-- force: `material`, `verbal`, `stated` (a text says so of the two) or `possible` (a text says it may come).
-- weight: What the piece counts in the strength; 0 for later reports of one event and for what does not count.
-- occurred_on: First day on which it may have happened, or on which the document may have been published; null when unknown.
-- event_id: Key of events; null for a relation.
-- report_id: Key of reports: the one that says so; null for a relation.
-- relation_id: Key of relations; null for an event.
-- document_id: Key of documents.
-- words_start: Offset in the document's text of the first character of the sentence, or of the words that state it.
-- words_end: Offset just after the last.
-- words: The sentence, or the words.
with happened as (
    select
        a_id, b_id, kind, force, weight, first_on, last_on, event_id, report_id, null as relation_id, document_id,
        words_start, words_end
    from encounters
    where event_confidence >= least_confidence and report_confidence >= least_confidence
),

strained as (
    select
        a_id,
        b_id,
        'rift' as kind,
        case when factuality = 'actual' then 'stated' else 'possible' end as force,
        -- A headline and the lead that repeats it are one statement.
        case
            when row_number() over (
                partition by document_id, a_id, b_id, factuality order by confidence desc, words_start, relation_id
            ) > 1 then 0
            when factuality = 'actual' then 0.5
            else 0.25
        end * confidence as weight,
        stated_on as first_on,
        stated_on as last_on,
        null as event_id,
        null as report_id,
        relation_id,
        document_id,
        words_start,
        words_end
    from stances
    where stance = 'strained' and factuality <> 'denied' and is_political
),

turns as (from happened union all by name from strained),

gaps as (
    select
        *,
        coalesce(
            first_on - max(last_on) over (
                partition by a_id, b_id, kind order by first_on, last_on, event_id, report_id, relation_id
                rows between unbounded preceding and 1 preceding
            ) > quiet_days,
            false
        ) as is_new
    from turns
),

numbered as (
    select
        * exclude (is_new),
        case when first_on is null then -1 else sum(cast(is_new as integer)) over (
            partition by a_id, b_id, kind, first_on is null order by first_on, last_on, event_id, report_id, relation_id
        ) end as episode
    from gaps
),

episodes as (
    select a_id, b_id, kind, episode, min(first_on) as first_on, max(last_on) as last_on
    from numbered
    group by a_id, b_id, kind, episode
),

bases as (
    select
        episodes.a_id, episodes.b_id, episodes.kind, episodes.episode,
        case when stances.stance = 'cooperative' then 1.0 else -1.0 end * stances.confidence as weight,
        'stated' as force, stances.stated_on as first_on, null as event_id, null as report_id, stances.relation_id,
        stances.document_id, stances.words_start, stances.words_end
    from episodes
    join stances on stances.a_id = episodes.a_id and stances.b_id = episodes.b_id
    where stances.stance in ('cooperative', 'hostile') and stances.factuality = 'actual' and stances.is_political
        and (stances.stated_on is null or episodes.last_on is null or stances.stated_on <= episodes.last_on + quiet_days)
    union all by name
    select
        episodes.a_id, episodes.b_id, episodes.kind, episodes.episode,
        0.5 * least(one.confidence, other.confidence) as weight,
        'stated' as force, one.stated_on as first_on, null as event_id, null as report_id, one.relation_id,
        one.document_id, one.words_start, one.words_end
    from episodes
    join stances as one on one.subject_id = episodes.a_id and one.predicate = 'backs' and one.factuality = 'actual'
        and one.is_political
    join stances as other on other.subject_id = episodes.b_id and other.predicate = 'backs' and other.factuality = 'actual'
        and other.is_political
        and case when other.a_id = other.subject_id then other.b_id else other.a_id end
        = case when one.a_id = one.subject_id then one.b_id else one.a_id end
    union all by name
    select
        episodes.a_id, episodes.b_id, episodes.kind, episodes.episode,
        case when happened.kind = 'thaw' then 1.0 else -1.0 end * happened.weight as weight,
        happened.force, happened.first_on, happened.event_id, happened.report_id, null as relation_id, happened.document_id,
        happened.words_start, happened.words_end
    from episodes
    join happened on happened.a_id = episodes.a_id and happened.b_id = episodes.b_id
    where happened.last_on < episodes.first_on and happened.last_on >= episodes.first_on - history_days
),

standing as (
    select
        a_id, b_id, kind, episode,
        -- What happened before counts one at most, however much it was: what texts say of the two weighs more. Rounded,
        -- for a sum depends on its order in the last digits, and where both sides weigh the same they would decide.
        round(
            coalesce(sum(weight) filter (where relation_id is not null), 0)
            + coalesce(sum(weight) filter (where event_id is not null), 0)
            / (1 + coalesce(sum(abs(weight)) filter (where event_id is not null), 0)),
            9
        ) as balance
    from bases
    group by a_id, b_id, kind, episode
),

-- A baseline of events over years has no document of its own and rests on five at least.
told_by as (
    select a_id, b_id, kind, episode, count(distinct coalesce(original_id, document_id, relation_id)) as independent
    from (
        select a_id, b_id, kind, episode, document_id, relation_id from numbered
        union all
        select a_id, b_id, kind, episode, document_id, relation_id
        from bases
        where weight <> 0 and (weight > 0) = (kind = 'rift')
    )
    left join story_documents using (document_id)
    group by a_id, b_id, kind, episode
),

turned as (
    select episodes.*, substr(md5(concat_ws('|', a_id, b_id, kind, episode, cast(first_on as varchar))), 1, 16) as rift_id
    from episodes
    join standing using (a_id, b_id, kind, episode)
    join told_by using (a_id, b_id, kind, episode)
    where ((kind = 'rift' and balance > 0) or (kind = 'thaw' and balance < 0)) and independent >= least_documents
),

back as (
    select turned.rift_id, happened.*
    from turned
    join happened on happened.a_id = turned.a_id and happened.b_id = turned.b_id and happened.kind <> turned.kind
    where happened.last_on >= turned.first_on and happened.first_on <= turned.last_on + quiet_days
    union all by name
    -- Who withdraws or gives way in the very sentence of a turn need not say to whom.
    select distinct
        turned.rift_id, events.event_id, reports.report_id, reports.document_id,
        sentences.sentence_start as words_start, sentences.sentence_end as words_end, 'material' as force,
        events.occurred_first_on as first_on
    from turned
    join numbered using (a_id, b_id, kind, episode)
    join sentences on sentences.document_id = numbered.document_id
        and numbered.words_start between sentences.sentence_start and sentences.sentence_end
    join reports on reports.sentence_id = sentences.sentence_id
    join event_reports on event_reports.report_id = reports.report_id
    join events on events.event_id = event_reports.event_id
    left join parties on parties.event_id = events.event_id and parties.level = 'side'
        and parties.party_id not in (turned.a_id, turned.b_id)
        and (length(parties.party_id) = 3 or parties.party_id like 'armed_group.%')
    where turned.kind = 'rift' and events.event_type in ('RETREAT', 'CONCEDE') and events.factuality = 'actual'
        and events.confidence >= least_confidence and parties.event_id is null
),

against as (
    select
        turned.rift_id, 'stated' as force, 0.5 * stances.confidence as weight, stances.stated_on as first_on,
        null as event_id, null as report_id, stances.relation_id, stances.document_id, stances.words_start,
        stances.words_end
    from turned
    join stances on stances.a_id = turned.a_id and stances.b_id = turned.b_id
    where stances.factuality = 'denied'
        and stances.stance in (case when turned.kind = 'rift' then 'strained' end, case when turned.kind = 'rift' then 'hostile' end,
            case when turned.kind = 'thaw' then 'cooperative' end)
    union all by name
    select distinct
        turned.rift_id, 'verbal' as force, 0.5 * events.confidence as weight, events.occurred_first_on as first_on,
        events.event_id, reports.report_id, null as relation_id, reports.document_id,
        sentences.sentence_start as words_start, sentences.sentence_end as words_end
    from turned
    join parties as one on one.level = 'side' and one.role = 'actor' and one.party_id in (turned.a_id, turned.b_id)
    join parties as other on other.event_id = one.event_id and other.level = 'side' and other.party_id <> one.party_id
        and other.party_id in (turned.a_id, turned.b_id)
    join events on events.event_id = one.event_id and events.factuality = 'denied'
        and (events.quad_class > 2) = (turned.kind = 'rift')
        and (events.occurred_last_on is null or turned.first_on is null
            or events.occurred_last_on between turned.first_on and turned.last_on + quiet_days)
    join reports on reports.report_id = events.report_id
    join sentences on sentences.sentence_id = reports.sentence_id
),

pieces as (
    select turned.rift_id, 'turn' as part, numbered.* exclude (a_id, b_id, kind, episode, last_on)
    from turned
    join numbered using (a_id, b_id, kind, episode)
    union all by name
    select turned.rift_id, 'baseline' as part, bases.* exclude (a_id, b_id, kind, episode)
    from turned
    join bases using (a_id, b_id, kind, episode)
    union all by name
    select rift_id, 'reversal' as part, force, 0 as weight, first_on, event_id, report_id, document_id, words_start, words_end
    from back
    union all by name
    select 'counter' as part, * from against
)

select distinct
    pieces.rift_id,
    turned.kind,
    turned.a_id,
    turned.b_id,
    pieces.part,
    pieces.force,
    round(pieces.weight, 3) as weight,
    pieces.first_on as occurred_on,
    pieces.event_id,
    pieces.report_id,
    pieces.relation_id,
    pieces.document_id,
    pieces.words_start,
    pieces.words_end,
    documents.text[pieces.words_start + 1 : pieces.words_end] as words
from pieces
join turned using (rift_id)
left join documents on documents.document_id = pieces.document_id
