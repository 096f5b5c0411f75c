-- The other words on which events of some documents rest: actors, recipients, numbers, places, statements.
with chosen as (
    select event_id, document_id, sentence_id, place_id, quote_id
    from events
    semi join (select unnest(cast($document_ids as varchar[])) as document_id) using (document_id)
    where event_id <= $last_id
)

select chosen.event_id, participants.role as part, mentions.mention_start as words_start, mentions.mention_end as words_end
from chosen
join participants using (event_id)
join mentions using (mention_id)
union
select chosen.event_id, 'number', magnitudes.words_start, magnitudes.words_end
from chosen
join magnitudes using (event_id)
union
select chosen.event_id, 'place', toponyms.toponym_start, toponyms.toponym_end
from chosen
join toponyms on toponyms.sentence_id = chosen.sentence_id and toponyms.place_id = chosen.place_id
union
select chosen.event_id, 'statement', quote_spans.span_start, quote_spans.span_end
from chosen
join quote_spans using (quote_id)
order by all
