-- No actual report is of a day after the last day on which its document may have been published.
-- within documents
select reports.report_id, reports.occurred_first_on, reports.occurred_last_on, documents.published_last_on
from reports
join documents using (document_id)
where reports.factuality = 'actual'
    and greatest(reports.occurred_first_on, reports.occurred_last_on) > documents.published_last_on
