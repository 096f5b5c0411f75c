-- Events that may have happened on a day or later, in order of time: `from events_since('2024-03-01')`. One row per event.
--
-- $since: required: First day.
-- like events_flat
select * from events_flat where occurred_last_on >= cast(since as date) order by occurred_first_on, event_id
