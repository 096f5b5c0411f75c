-- Second spellings of the blocks that are compared anew, as they were.
insert into touched.spellings
select entity_id from before.spellings semi join affected_blocks using (block)
union
select entity_id from fresh.spellings;
