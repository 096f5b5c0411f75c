-- No sentence ends after its document does.
select sentences.sentence_id, sentences.sentence_end
from sentences
join documents using (document_id)
where sentences.sentence_end > length(documents.text)
