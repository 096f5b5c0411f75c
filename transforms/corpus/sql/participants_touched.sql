-- The participants of events that are made anew or taken away, as they were and as they are.
--
-- Takes touched.events, before.event_participants, fresh.event_participants. Gives touched.event_participants.
insert into touched.event_participants
select event_participant_id from before.event_participants semi join touched.events using (event_id)
union
select event_participant_id from fresh.event_participants;
