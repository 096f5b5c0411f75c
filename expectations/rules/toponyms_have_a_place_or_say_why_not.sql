-- A toponym without a place has no confidence and no precision.
-- within documents
select toponym_id, place_id, confidence, precision
from toponyms
where place_id is null and (confidence > 0 or precision <> 'unknown')
