-- No two sentences of a document share a character.
-- within documents
with ordered as (
    select
        sentence_id,
        sentence_start,
        lag(sentence_end) over (partition by document_id order by sentence_start) as previous_end
    from sentences
)

select sentence_id, sentence_start, previous_end from ordered where sentence_start < previous_end
