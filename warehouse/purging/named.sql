-- Entities that only the forgotten documents name, and names under which only they speak of others.
--
-- Those of lexicons stay: their names are no words of a document.
create table named_there as
select distinct entity_id from mentions semi join forgotten using (document_id) where entity_id is not null;

create table named_elsewhere as
select entity_id, mention, lower(trim(regexp_replace(mention, '\s+', ' ', 'g'))) as words
from mentions anti join forgotten using (document_id)
where entity_id is not null;

create table doomed_entity_id as
select entity_id as value from entities
semi join named_there using (entity_id)
anti join named_elsewhere using (entity_id)
where origin = 'text';

create table doomed_entity_name_id as
select entity_name_id as value from entity_names as names
semi join named_there using (entity_id)
where origin = 'text' and not exists (
    from named_elsewhere as elsewhere
    where elsewhere.entity_id = names.entity_id and contains(elsewhere.words, lower(names.alias))
);

create table renamed as
select entities.entity_id, max_by(elsewhere.mention, length(elsewhere.mention)) as name
from entities
semi join named_there using (entity_id)
join named_elsewhere as elsewhere using (entity_id)
where entities.origin = 'text'
group by entities.entity_id
having not bool_or(contains(elsewhere.words, lower(entities.name)));

create table gone_names as
select name from entities where entity_id in (select value from doomed_entity_id union select entity_id from renamed)
union
select alias from entity_names where entity_name_id in (select value from doomed_entity_name_id);
