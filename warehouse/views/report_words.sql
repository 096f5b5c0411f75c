-- The words behind what each report says of its event; `evidence` adds its sentence. One row per event, report and part of it.
--
-- stored by event_id
-- without text lacks words
--
-- event_id: Key of events.
-- report_id: Key of reports: the one of the event that says so.
-- part: What the words show: `trigger`, `actor`, `recipient`, `time`, `place`, `deaths`, `injured`, `arrested`, `size`, `cue` or `speaker`.
-- words: The words.
-- words_start: Offset of their first character in the text of the document.
-- words_end: Offset just after their last character.
-- entity_id: Key of entities, for actors, recipients and speakers that are known.
-- document_id: Key of documents.
-- sentence_start: Offset of the first character of the sentence that holds the report.
-- sentence_end: Offset just after its last character.
with told as (
    select
        events.event_id, reports.report_id, reports.document_id, reports.sentence_id, reports.trigger,
        reports.trigger_start, reports.trigger_end, reports.time_id, reports.quote_id, reports.place_id,
        reports.place_basis, sentences.sentence_start, sentences.sentence_end
    from events
    join event_reports on event_reports.event_id = events.event_id
    join reports on reports.report_id = event_reports.report_id
    join sentences on sentences.sentence_id = reports.sentence_id
),

parts as (
    select report_id, 'trigger' as part, trigger as words, trigger_start as words_start, trigger_end as words_end,
        null as entity_id
    from told
    union all
    select report_id, role, mention, mention_start, mention_end, report_participants.entity_id
    from report_participants
    join mentions using (mention_id)
    semi join told using (report_id)
    union all
    select told.report_id, 'time', times.time, times.time_start, times.time_end, null
    from told
    join times using (time_id)
    union all
    -- The words of a place stand in the sentence only where it states the place.
    select told.report_id, 'place', toponyms.toponym, toponyms.toponym_start, toponyms.toponym_end, null
    from told
    join toponyms on toponyms.sentence_id = told.sentence_id and toponyms.place_id = told.place_id
    where told.place_basis = 'stated'
    union all
    select report_id, kind, words, magnitudes.words_start, magnitudes.words_end, null
    from magnitudes
    semi join told using (report_id)
    union all
    select told.report_id, 'cue', quotes.cue, quotes.cue_start, quotes.cue_end, null
    from told
    join quotes using (quote_id)
    union all
    select told.report_id, 'speaker', quotes.speaker, quotes.speaker_start, quotes.speaker_end, quotes.speaker_id
    from told
    join quotes using (quote_id)
    where quotes.speaker is not null
)

select
    told.event_id,
    parts.report_id,
    parts.part,
    parts.words,
    parts.words_start,
    parts.words_end,
    parts.entity_id,
    told.document_id,
    told.sentence_start,
    told.sentence_end
from parts
join told using (report_id)
