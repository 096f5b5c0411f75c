-- No event is a part of itself, or of one that is a part of it.
select parts.event_part_id, parts.event_id, parts.part_of_id
from changed.event_parts as parts
left join event_parts as reverse
    on reverse.event_id = parts.part_of_id and reverse.part_of_id = parts.event_id
where parts.event_id = parts.part_of_id or reverse.event_id is not null
