-- Who asserts what happened and who denies it, rival claims side by side. One row per actual event, claimant and stance.
--
-- without text lacks claimant, words
-- cut into years by occurred_first_on
-- shown first occurred_first_on, event_type, stance, claimant, words
--
-- event_id: Key of events.
-- event_type: PLOVER type of the event.
-- actors: Names of its actors, joined by "; ".
-- recipients: Names of its recipients, likewise; null when there are none.
-- occurred_first_on: First day on which it may have happened; null when unknown.
-- occurred_last_on: Last day on which it may have happened; null when unknown.
-- has_rival_claims: Whether somebody asserts the event and somebody else denies it.
-- stance: `asserts` or `denies`.
-- claimant: The speaker, in the document's words where he has no name; the name of the source for what it tells itself.
-- asserted_by: `document` in its own voice, `actor` or `recipient`, `source` or `unnamed` for another speaker.
-- is_party: Whether the claimant takes part in the event, or speaks for somebody who does or governs him.
-- reports: Number of reports in which the claimant says so.
-- sources: Names of the sources that carry it, each once, joined by "; ".
-- words: What is said, from the first of them: the statement, or the sentence of the document.
-- first_published_on: First day on which the first of them may have been published; null when unknown.
with told as (
    select
        assertions.event_id,
        assertions.stance,
        reports.asserted_by,
        claimants.claimant,
        claimants.source,
        coalesce(
            quotes.quote, documents.text[sentences.sentence_start + 1 : sentences.sentence_end]
        ) as words,
        documents.published_first_on,
        row(documents.published_first_on is null, documents.published_first_on, reports.report_id) as place
    from assertions
    join reports using (report_id)
    join claimants on claimants.report_id = reports.report_id
    join documents on documents.document_id = reports.document_id
    join sentences on sentences.sentence_id = reports.sentence_id
    left join quotes on quotes.quote_id = reports.quote_id
),

claimed as (
    select
        event_id,
        stance,
        asserted_by,
        claimant,
        count(*) as reports,
        array_to_string(list_sort(list_distinct(list(source))), '; ') as sources,
        first(words order by place) as words,
        min(published_first_on) as first_published_on
    from told
    group by event_id, stance, asserted_by, claimant
)

select
    events_flat.event_id,
    events_flat.event_type,
    events_flat.actors,
    events_flat.recipients,
    events_flat.occurred_first_on,
    events_flat.occurred_last_on,
    events_flat.has_rival_claims,
    claimed.stance,
    claimed.claimant,
    claimed.asserted_by,
    claimed.asserted_by in ('actor', 'recipient') as is_party,
    claimed.reports,
    claimed.sources,
    claimed.words,
    claimed.first_published_on
from events_flat
join claimed using (event_id)
