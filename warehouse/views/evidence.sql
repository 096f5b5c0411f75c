-- The characters of a stored document on which each event and participant rests. One row per event and part of it.
--
-- event_id: Key of events.
-- part: What the words show: `trigger`, `actor` or `recipient`.
-- words: The words.
-- words_start: Offset of their first character in the text of the document.
-- words_end: Offset just after their last character.
-- sentence: The sentence that holds them.
-- entity_id: Key of entities, for actors and recipients that are known.
-- document_id: Key of documents.
-- path: File from which the document came.
-- url: Where it was published; null when not known.
with parts as (
    select event_id, 'trigger' as part, trigger as words, trigger_start as words_start, trigger_end as words_end,
        null as entity_id
    from events
    union all
    select event_id, role, mention, mention_start, mention_end, participants.entity_id
    from participants
    join mentions using (mention_id)
)

select
    parts.event_id,
    parts.part,
    parts.words,
    parts.words_start,
    parts.words_end,
    documents.text[sentences.sentence_start + 1 : sentences.sentence_end] as sentence,
    parts.entity_id,
    documents.document_id,
    documents.path,
    documents.url
from parts
join events using (event_id)
join sentences using (sentence_id)
join documents on documents.document_id = events.document_id
order by parts.event_id, parts.words_start
