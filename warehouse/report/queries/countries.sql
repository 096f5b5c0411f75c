-- Names of the states that documents name; of countries with several such entities none is taken.
select country, min(name) as name
from entities
where kind = 'state' and country is not null
group by country
having count(*) = 1
order by country
