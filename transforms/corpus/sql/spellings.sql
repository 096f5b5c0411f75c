-- Which entities are to be compared with which: those of a block that a changed document touches.
--
-- Takes changed_documents and parts.introductions. Gives affected_entities, affected_blocks, compared.
create or replace table affected_entities as
select distinct entity_id, block
from parts.introductions
semi join changed_documents using (document_id)
where not is_own;

create or replace table affected_blocks as
select distinct block from affected_entities where block is not null;

create or replace table compared as
select block, entity_id, name, country
from (
    select distinct on (entity_id) block, entity_id, name, kind, country, sector, origin
    from raw.introductions
    semi join affected_blocks using (block)
    where not is_own
    order by entity_id, name, kind, country, sector, origin
)
qualify count(*) over (partition by block) > 1;
