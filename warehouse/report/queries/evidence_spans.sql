-- The other words on which reports of some documents rest: actors, recipients, numbers, places, statements.
with chosen as (
    select reports.report_id, reports.sentence_id, reports.place_id, reports.quote_id
    from reports
    join event_reports using (report_id)
    semi join (select unnest(cast($document_ids as varchar[])) as document_id) using (document_id)
    where event_reports.event_id <= $last_id
)

select chosen.report_id, report_participants.role as part, mentions.mention_start as words_start,
    mentions.mention_end as words_end
from chosen
join report_participants using (report_id)
join mentions using (mention_id)
union
select chosen.report_id, 'number', magnitudes.words_start, magnitudes.words_end
from chosen
join magnitudes using (report_id)
union
select chosen.report_id, 'place', toponyms.toponym_start, toponyms.toponym_end
from chosen
join toponyms on toponyms.sentence_id = chosen.sentence_id and toponyms.place_id = chosen.place_id
union
select chosen.report_id, 'statement', quote_spans.span_start, quote_spans.span_end
from chosen
join quote_spans using (quote_id)
order by all
