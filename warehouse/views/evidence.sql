-- The characters of stored documents on which each event rests. One row per event, report and part of it.
--
-- without text lacks words, sentence
-- shown first part, words, path, sentence
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
select
    report_words.event_id,
    report_words.report_id,
    report_words.part,
    report_words.words,
    report_words.words_start,
    report_words.words_end,
    documents.text[report_words.sentence_start + 1 : report_words.sentence_end] as sentence,
    report_words.entity_id,
    documents.document_id,
    documents.path,
    documents.url
from report_words
join documents using (document_id)
