-- Every trigger lies inside the sentence that its report names.
-- within documents
select reports.report_id, reports.trigger
from reports
join sentences using (sentence_id)
where
    reports.document_id <> sentences.document_id
    or reports.trigger_start < sentences.sentence_start
    or reports.trigger_end > sentences.sentence_end
