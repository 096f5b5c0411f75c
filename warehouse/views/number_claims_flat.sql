-- Every number that is said of an event, with who says it and where. One row per report and kind of number.
--
-- without text lacks claimant, title, words
--
-- event_id: Key of events.
-- kind: What is counted: `deaths`, `injured`, `arrested` or `size`, people who took part.
-- lowest: The number: the least that the words say.
-- highest: The most that the words say; null when it is open, as in `at least forty`.
-- is_approximate: Whether the words give no exact number.
-- words: The words that tell it; null where a person set the number right.
-- claimant: The speaker, in the document's words where he has no name; the name of the source for what it tells itself.
-- asserted_by: `document` in its own voice, `actor` or `recipient`, `source` or `unnamed` for another speaker.
-- standing: `standing`, or why it counts no more: `superseded`, `vague`, `partial`, `other_factuality`.
-- is_latest: Whether it is the number that the event has.
-- source: Name of the source.
-- title: Headline of the document; null without one.
-- first_published_on: First day on which the document may have been published; null when unknown.
-- words_start: Offset of the first character of the words in the text of the document; null likewise.
-- words_end: Offset just after their last character; null likewise.
-- report_id: Key of reports.
-- document_id: Key of documents.
select
    number_claims.event_id,
    number_claims.kind,
    number_claims.lowest,
    number_claims.highest,
    number_claims.is_approximate,
    magnitudes.words,
    claimants.claimant,
    reports.asserted_by,
    number_claims.standing,
    number_claims.is_latest,
    claimants.source,
    documents.title,
    documents.published_first_on as first_published_on,
    magnitudes.words_start,
    magnitudes.words_end,
    number_claims.report_id,
    reports.document_id
from number_claims
join reports using (report_id)
join claimants on claimants.report_id = number_claims.report_id
join documents on documents.document_id = reports.document_id
left join magnitudes
    on magnitudes.report_id = number_claims.report_id and magnitudes.kind = number_claims.kind
    and magnitudes.lowest = number_claims.lowest
