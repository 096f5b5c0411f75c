-- The characters of a stored document on which each event rests. One row per event and part of it.
--
-- event_id: Key of events.
-- part: What the words show: `trigger`, `actor`, `recipient`, `time`, `place`, `deaths`, `injured`, `arrested`, `size`, `cue` or `speaker`.
-- words: The words.
-- words_start: Offset of their first character in the text of the document.
-- words_end: Offset just after their last character.
-- sentence: The sentence that reports the event; cue and speaker of a long statement may stand in another one.
-- entity_id: Key of entities, for actors, recipients and speakers that are known.
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
    union all
    select events.event_id, 'time', times.time, times.time_start, times.time_end, null
    from events
    join times using (time_id)
    union all
    -- The words of a place stand in the sentence only where it states the place.
    select events.event_id, 'place', toponyms.toponym, toponyms.toponym_start, toponyms.toponym_end, null
    from events
    join toponyms on toponyms.sentence_id = events.sentence_id and toponyms.place_id = events.place_id
    where events.place_basis = 'stated'
    union all
    select event_id, kind, words, magnitudes.words_start, magnitudes.words_end, null
    from magnitudes
    union all
    select events.event_id, 'cue', quotes.cue, quotes.cue_start, quotes.cue_end, null
    from events
    join quotes using (quote_id)
    union all
    select events.event_id, 'speaker', quotes.speaker, quotes.speaker_start, quotes.speaker_end, quotes.speaker_id
    from events
    join quotes using (quote_id)
    where quotes.speaker is not null
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
order by parts.event_id, parts.words_start, parts.part
