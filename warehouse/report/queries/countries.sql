-- Names of the countries that documents name.
select country, name
from country_names
order by country
