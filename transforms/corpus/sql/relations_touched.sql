-- The derived relations that are made anew or taken away: those of the pairs that touched events concern.
--
-- Takes touched_pairs, before.derived_relations, fresh.derived_relations. Gives touched.derived_relations.
insert into touched.derived_relations
select relation_id from before.derived_relations
join touched_pairs on a = least(subject_id, object_id) and b = greatest(subject_id, object_id)
union
select relation_id from fresh.derived_relations;
