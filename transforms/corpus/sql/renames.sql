-- Which entities are other ones, as names tell. Corrections may overrule it.
insert into fresh.renames by name
select entity_id, same_as from now.spellings;
