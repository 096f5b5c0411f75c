-- Every mention lies inside the sentence that it names.
-- within documents
select mentions.mention_id, mentions.mention
from mentions
join sentences using (sentence_id)
where
    mentions.document_id <> sentences.document_id
    or mentions.mention_start < sentences.sentence_start
    or mentions.mention_end > sentences.sentence_end
