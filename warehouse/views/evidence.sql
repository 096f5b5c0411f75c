-- The characters of stored documents on which each event rests. One row per event, report and part of it.
--
-- event_id: Key of events.
-- report_id: Key of reports: the one of the event that says so.
-- part: What the words show: `trigger`, `actor`, `recipient`, `time`, `place`, `deaths`, `injured`, `arrested`, `size`, `cue` or `speaker`.
-- words: The words.
-- words_start: Offset of their first character in the text of the document.
-- words_end: Offset just after their last character.
-- sentence: The sentence that holds the report; cue and speaker of a long statement may stand in another one.
-- entity_id: Key of entities, for actors, recipients and speakers that are known.
-- document_id: Key of documents.
-- path: File from which the document came.
-- url: Where it was published; null when not known.
with parts as (
    select report_id, 'trigger' as part, trigger as words, trigger_start as words_start, trigger_end as words_end,
        null as entity_id
    from reports
    union all
    select report_id, role, mention, mention_start, mention_end, report_participants.entity_id
    from report_participants
    join mentions using (mention_id)
    union all
    select reports.report_id, 'time', times.time, times.time_start, times.time_end, null
    from reports
    join times using (time_id)
    union all
    -- The words of a place stand in the sentence only where it states the place.
    select reports.report_id, 'place', toponyms.toponym, toponyms.toponym_start, toponyms.toponym_end, null
    from reports
    join toponyms on toponyms.sentence_id = reports.sentence_id and toponyms.place_id = reports.place_id
    where reports.place_basis = 'stated'
    union all
    select report_id, kind, words, magnitudes.words_start, magnitudes.words_end, null
    from magnitudes
    union all
    select reports.report_id, 'cue', quotes.cue, quotes.cue_start, quotes.cue_end, null
    from reports
    join quotes using (quote_id)
    union all
    select reports.report_id, 'speaker', quotes.speaker, quotes.speaker_start, quotes.speaker_end, quotes.speaker_id
    from reports
    join quotes using (quote_id)
    where quotes.speaker is not null
)

select
    event_reports.event_id,
    parts.report_id,
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
join event_reports using (report_id)
join reports using (report_id)
join sentences using (sentence_id)
join documents on documents.document_id = reports.document_id
