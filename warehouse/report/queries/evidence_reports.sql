-- Where the words of the reports of some documents stand, and who says so.
select
    reports.report_id,
    reports.document_id,
    sentences.sentence_start,
    sentences.sentence_end,
    reports.trigger_start,
    reports.trigger_end,
    times.time_start,
    times.time_end,
    times.anchor,
    times.reason as time_reason,
    times.sentence_id <> reports.sentence_id as is_time_elsewhere,
    quotes.speaker_start,
    quotes.speaker_end,
    quotes.cue_start,
    quotes.cue_end,
    case when speakers.kind not in ('unnamed', 'people') then speakers.name end as speaker,
    quotes.act,
    quotes.is_hedged
from reports
join event_reports using (report_id)
join sentences using (sentence_id)
left join times using (time_id)
left join quotes on quotes.quote_id = reports.quote_id
left join entities as speakers on speakers.entity_id = quotes.speaker_id
semi join (select unnest(cast($document_ids as varchar[])) as document_id) as chosen on chosen.document_id = reports.document_id
where event_reports.event_id <= $last_id
order by reports.document_id, reports.report_id
