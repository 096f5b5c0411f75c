-- Places that documents name, each once.
insert into fresh.places by name
select distinct on (place_id) * exclude (document_id) from raw.named_places
order by place_id, name, kind, latitude, longitude;

insert into touched.places
select place_id from before.places union select place_id from fresh.places;
