-- Renames are few, one for each second spelling, and are made whole in every run.
insert into touched.renames
select entity_id from before.renames union select entity_id from fresh.renames;
