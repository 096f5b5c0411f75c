-- Which entities are other ones, as names tell. Corrections may overrule it.
insert into fresh.renames
select entity_id, same_as from now.spellings;
