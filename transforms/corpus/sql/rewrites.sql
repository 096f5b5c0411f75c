-- Which documents are rewrites of a dispatch that an earlier document rests on, too: in other words, but with most of
-- its quotations and with its names, and both credit one agency. Reporters at one press conference quote alike; who
-- credits no agency, or another one, is independent.
--
-- Takes raw.imprints, now.documents.
-- Gives ranked, the documents by day, then key; leaning, those with a credit and a quotation; rewrites.
create or replace table ranked as
select
    documents.document_id,
    documents.published_first_on as day,
    row_number() over (order by documents.published_first_on nulls last, documents.document_id)::integer as place
from now.documents as documents;

create or replace table leaning as
select
    ranked.document_id,
    ranked.place,
    ranked.day,
    imprints.quoted,
    list_distinct(list_append(imprints.credits, documents.agency)) as agencies  -- null is left out
from raw.imprints as imprints
join ranked using (document_id)
join now.documents as documents using (document_id)
where len(imprints.quoted) > 0 and (documents.agency is not null or len(imprints.credits) > 0);

create or replace table rewrites as
with quoted as (
    select place, unnest(agencies) as agency, quoted from leaning
),

quoted_runs as (
    select place, agency, unnest(quoted) as run from quoted
),

first_quoting as (
    select agency, run, min(place) as original from quoted_runs group by agency, run
),

shared as (
    select place, original, count(distinct run) as runs
    from quoted_runs
    join first_quoting using (agency, run)
    where original < place
    group by place, original
    qualify row_number() over (partition by place order by count(distinct run) desc, original) = 1
),

found as (
    select rewrite.document_id, original.document_id as is_copy_of
    from shared
    join leaning as rewrite using (place)
    join leaning as original on original.place = shared.original
    -- Runs of five words of about two quotations, half of what the shorter one quotes, within some days.
    where shared.runs >= 10
        and 2 * shared.runs >= least(len(rewrite.quoted), len(original.quoted))
        and coalesce(rewrite.day - original.day, 0) <= 3
),

weighed as (
    select found.document_id, unnest(imprints.words) as word, unnest(imprints.weights) as weight
    from found
    join raw.imprints as imprints using (document_id)
),

weighed_originals as (
    select found.document_id, unnest(imprints.words) as word, unnest(imprints.weights) as weight
    from found
    join raw.imprints as imprints on imprints.document_id = found.is_copy_of
),

alike as (
    select document_id
    from weighed
    join weighed_originals as originals using (document_id, word)
    group by document_id
    having sum(weighed.weight * originals.weight) >= 0.3 * 10000 * 10000  -- of vectors of length `WHOLE`
)

select
    found.document_id,
    found.is_copy_of,
    round(len(list_intersect(rewrite.runs, original.runs)) / greatest(1, len(rewrite.runs)), 3) as shared
from found
semi join alike using (document_id)
join raw.imprints as rewrite using (document_id)
join raw.imprints as original on original.document_id = found.is_copy_of;
