-- Every attributed statement in words: who says, denies, asks or hopes what, to whom, through whom. One row per quote.
--
-- without text lacks speaker, statement, addressee, reported_by, title
-- cut into years by published_first_on
-- shown first published_first_on, speaker, act, statement
--
-- quote_id: Key of quotes.
-- speaker: Name of the speaker, in the document's words where he has none; null when nobody is told.
-- speaker_id: Key of entities; null when we cannot tell who it is.
-- speaker_kind: What sort of entity the speaker is; null likewise.
-- speaker_country: Country of the speaker on the document's day; null when none or not known.
-- act: What the speaker does with the words: says, denies, promises, hopes and so on.
-- is_claim: Whether the speaker puts the words forward as true, or where `act` is `denies` as untrue.
-- kind: `direct`, `indirect` or `mixed`.
-- statement: The words, those that interrupt them left out as " ... ".
-- cue: Words that attribute it.
-- addressee: Whom it was said to, in the document's words or by name; null when not told.
-- outlet: Name of the medium through which it came; null when none is named.
-- is_hedged: Whether the attribution is weakened.
-- is_negated: Whether the document says that it was not said.
-- reported_by: Speaker of the statement that reports this one; null when the document reports it itself.
-- reports: Number of reports of events inside it.
-- title: Headline of the document.
-- source: Name of the source.
-- published_first_on: First day on which the document may have been published.
-- quote_start: Offset of the first character of the words in the document's text.
-- document_id: Key of documents.
with words as (
    select quote_id, string_agg(span, ' ... ' order by position) as statement
    from quote_spans
    group by quote_id
),

told as (
    select quote_id, count(*) as reports from reports where quote_id is not null group by quote_id
),

named as (
    select
        quotes.quote_id,
        coalesce(
            case when entities.kind not in ('unnamed', 'people') or mentions.kind = 'pronoun' then entities.name end,
            quotes.speaker
        ) as speaker,
        entities.kind as speaker_kind
    from quotes
    left join entities on entities.entity_id = quotes.speaker_id
    left join mentions on mentions.mention_id = quotes.speaker_mention_id
)

select
    quotes.quote_id,
    named.speaker,
    quotes.speaker_id,
    named.speaker_kind,
    mentions.country as speaker_country,
    quotes.act,
    quotes.is_claim,
    quotes.kind,
    words.statement,
    quotes.cue,
    coalesce(hearers.name, quotes.addressee) as addressee,
    outlets.name as outlet,
    quotes.is_hedged,
    quotes.is_negated,
    reporters.speaker as reported_by,
    coalesce(told.reports, 0) as reports,
    documents.title,
    sources.name as source,
    documents.published_first_on,
    quotes.quote_start,
    quotes.document_id
from quotes
join named using (quote_id)
join words using (quote_id)
join documents on documents.document_id = quotes.document_id
join sources using (source_id)
left join mentions on mentions.mention_id = quotes.speaker_mention_id
left join entities as hearers on hearers.entity_id = quotes.addressee_id and hearers.kind not in ('unnamed', 'people')
left join entities as outlets on outlets.entity_id = quotes.outlet_id
left join named as reporters on reporters.quote_id = quotes.within_id
left join told on told.quote_id = quotes.quote_id
