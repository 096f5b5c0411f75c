-- Who asserts what happened and who denies it, rival claims side by side. One row per incident, claimant and stance.
--
-- incident_id: Key of incidents.
-- event_type: PLOVER type of the incident.
-- actors: Names of its actors, joined by "; ".
-- recipients: Names of its recipients, likewise.
-- occurred_first_on: First day on which it may have happened; null when unknown.
-- occurred_last_on: Last day on which it may have happened; null when unknown.
-- has_rival_claims: Whether somebody asserts the incident and somebody else denies it.
-- stance: `asserts` or `denies`.
-- claimant: The speaker, in the document's words where he has no name; the name of the source for what it tells itself.
-- asserted_by: `document` in its own voice, `actor` or `recipient` for a side, `source` or `unnamed` for another speaker.
-- is_party: Whether the claimant is a side of the incident, speaks for it or governs it.
-- reports: Number of events in which the claimant says so.
-- sources: Names of the sources that carry it, each once, joined by "; ".
-- words: What is said, from the first of them: the statement, or the sentence of the document.
-- first_published_on: First day on which the first of them may have been published; null when unknown.
with told as (
    select
        assertions.incident_id,
        assertions.stance,
        events.asserted_by,
        case
            when events.quote_id is null then sources.name
            else coalesce(
                case when speakers.kind not in ('unnamed', 'people') or spoken.kind = 'pronoun' then speakers.name end,
                quotes.speaker,
                'nobody named'
            )
        end as claimant,
        sources.name as source,
        coalesce(
            quotes.quote, documents.text[sentences.sentence_start + 1 : sentences.sentence_end]
        ) as words,
        documents.published_first_on,
        row(documents.published_first_on is null, documents.published_first_on, events.event_id) as place
    from assertions
    join events using (event_id)
    join documents on documents.document_id = events.document_id
    join sources using (source_id)
    join sentences on sentences.sentence_id = events.sentence_id
    left join quotes on quotes.quote_id = events.quote_id
    left join entities as speakers on speakers.entity_id = quotes.speaker_id
    left join mentions as spoken on spoken.mention_id = quotes.speaker_mention_id
),

claimed as (
    select
        incident_id,
        stance,
        asserted_by,
        claimant,
        count(*) as reports,
        array_to_string(list_sort(list_distinct(list(source))), '; ') as sources,
        first(words order by place) as words,
        min(published_first_on) as first_published_on
    from told
    group by incident_id, stance, asserted_by, claimant
)

select
    incidents.incident_id,
    incidents.event_type,
    incidents.actors,
    incidents.recipients,
    incidents.occurred_first_on,
    incidents.occurred_last_on,
    incidents.has_rival_claims,
    claimed.stance,
    claimed.claimant,
    claimed.asserted_by,
    claimed.asserted_by in ('actor', 'recipient') as is_party,
    claimed.reports,
    claimed.sources,
    claimed.words,
    claimed.first_published_on
from incidents
join claimed using (incident_id)
order by
    incidents.has_rival_claims desc,
    incidents.occurred_first_on,
    incidents.incident_id,
    claimed.stance,
    claimed.claimant,
    claimed.asserted_by
