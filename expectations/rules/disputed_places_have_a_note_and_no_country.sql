-- A disputed place has a note and no country.
select place_id, country, note from places where kind = 'disputed' and (country is not null or note is null)
