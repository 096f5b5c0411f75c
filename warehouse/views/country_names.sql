-- The name of each country: that of its state which documents mention most, since history has several for one code. One row per country.
--
-- stored
--
-- country: ISO 3166 alpha-3.
-- name: Its name.
with mentioned as (
    select entities.country, entities.name, count(mentions.mention_id) as mentions
    from entities
    left join mentions using (entity_id)
    where entities.kind = 'state' and entities.country is not null
    group by entities.country, entities.entity_id, entities.name
),

ranked as (
    select country, name, row_number() over (partition by country order by mentions desc, name) as place
    from mentioned
)

select country, name
from ranked
where place = 1
