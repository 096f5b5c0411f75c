-- Every trigger lies inside the sentence that its event names.
select events.event_id, events.trigger
from events
join sentences using (sentence_id)
where
    events.document_id <> sentences.document_id
    or events.trigger_start < sentences.sentence_start
    or events.trigger_end > sentences.sentence_end
