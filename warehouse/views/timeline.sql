-- What happened, each thing once however often it was reported, with who reports it. One row per actual event.
--
-- without text lacks sentence
-- cut into years by occurred_first_on
-- shown first occurred_first_on, event_type, actors, recipients, place, confidence, sentence
--
-- event_id: Key of events.
-- occurred_first_on: First day on which it may have happened; null when unknown.
-- occurred_last_on: Last day on which it may have happened; null when unknown.
-- days: Number of days among which its day lies, 1 for a known day; null when they are open.
-- event_type: PLOVER type.
-- mode: PLOVER mode; null when none applies.
-- quad_class: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
-- score: PLOVER conflict-cooperation score, -10 to 10.
-- actors: Names of the actors, joined by "; "; in the text's words where unknown.
-- recipients: Names of the recipients, likewise; null when there are none.
-- place: Name of the place; null when unknown.
-- place_country: Country of that place, ISO 3166 alpha-3; null for seas and disputed areas.
-- deaths: People killed, as those say who told it last; null when no text gives a number.
-- injured: People injured, likewise.
-- reports: Number of reports.
-- sources: Names of the sources that report it, each once, joined by "; ".
-- independent_sources: Number of sources that did not copy it and do not only say what a party to it says.
-- has_rival_claims: Whether somebody asserts it and somebody else denies it.
-- confidence: Confidence of the surest report.
-- sentence: The sentence of the surest report.
-- report_id: Key of reports: the surest one.
with named as (
    select
        event_reports.event_id,
        array_to_string(list_sort(list_distinct(list(sources.name))), '; ') as sources
    from event_reports
    join reports using (report_id)
    join documents using (document_id)
    join sources using (source_id)
    group by event_reports.event_id
)

select
    events_flat.event_id,
    events_flat.occurred_first_on,
    events_flat.occurred_last_on,
    events_flat.occurred_last_on - events_flat.occurred_first_on + 1 as days,
    events_flat.event_type,
    events_flat.mode,
    events_flat.quad_class,
    events_flat.score,
    events_flat.actors,
    events_flat.recipients,
    events_flat.place,
    events_flat.place_country,
    events_flat.deaths,
    events_flat.injured,
    events_flat.reports,
    named.sources,
    events_flat.independent_sources,
    events_flat.has_rival_claims,
    events_flat.confidence,
    events_flat.sentence,
    events_flat.report_id
from events_flat
join named using (event_id)
where events_flat.factuality = 'actual'
