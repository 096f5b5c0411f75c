-- What came of the documents of each source, sentence by sentence, and what in them stayed unknown.
select
    source,
    count(*) as documents,
    count(*) filter (where state = 'no event') as documents_silent,
    sum(sentences)::bigint as sentences,
    sum(sentences_coded)::bigint as sentences_coded,
    sum(sentences_quoted)::bigint as sentences_quoted,
    sum(sentences_silent)::bigint as sentences_silent,
    sum(mentions)::bigint as mentions,
    sum(mentions_unknown)::bigint as mentions_unknown,
    sum(toponyms_unknown)::bigint as toponyms_unknown,
    sum(times_unknown)::bigint as times_unknown
from coverage
where state in ('coded', 'no event')
group by source
order by documents desc, source
