-- Who says what each report tells. One row per report.
--
-- without text lacks claimant
--
-- report_id: Key of reports.
-- claimant: The speaker, in the document's words where he has no name; the name of the source for what it tells itself.
-- source: Name of the source of the document.
select
    reports.report_id,
    case
        when reports.quote_id is null then sources.name
        else coalesce(
            case when speakers.kind not in ('unnamed', 'people') or spoken.kind = 'pronoun' then speakers.name end,
            quotes.speaker,
            'nobody named'
        )
    end as claimant,
    sources.name as source
from reports
join documents on documents.document_id = reports.document_id
join sources using (source_id)
left join quotes on quotes.quote_id = reports.quote_id
left join entities as speakers on speakers.entity_id = quotes.speaker_id
left join mentions as spoken on spoken.mention_id = quotes.speaker_mention_id
