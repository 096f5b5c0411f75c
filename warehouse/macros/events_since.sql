-- Events that may have happened on a day or later: `from events_since('2024-03-01')`. One row per event.
--
-- shown first occurred_first_on, event_type, actors, recipients, place, factuality, mode, confidence, sentence, source
--
-- $since: required: First day.
-- like events_flat
select * from events_flat where occurred_last_on >= cast(since as date)
