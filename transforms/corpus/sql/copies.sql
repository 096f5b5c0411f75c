-- Which documents are copies of an earlier one: reprints and cuts of one dispatch, and its rewrites.
--
-- A copy shares most of its runs of words with the first document that holds them. Only documents that share a run with
-- one that came, changed or went are compared anew, and those that may be rewrites.
--
-- Takes changed_documents, parts.imprints, raw.imprints, now.documents, before.story_documents, ranked, leaning, rewrites.
-- Gives copies, with the share of their runs that the original holds.
create or replace view before_copies as
select document_id from before.story_documents where is_copy_of is not null;

create or replace table changed_runs as
select distinct unnest(runs) as run from parts.imprints semi join changed_documents using (document_id);

create or replace table compared as
select distinct document_id
from (select document_id, unnest(runs) as run from raw.imprints) as held
semi join changed_runs using (run)
union
select document_id from raw.imprints semi join changed_documents using (document_id)
union
select document_id from before.story_documents where is_copy_of in (select document_id from changed_documents)
union
select document_id from leaning;

create or replace table compared_runs as
select ranked.place, unnest(imprints.runs) as run
from raw.imprints as imprints
semi join compared using (document_id)
join ranked using (document_id);

create or replace table first_holders as
select held.run, min(held.place) as place
from (
    select ranked.place, unnest(imprints.runs) as run
    from raw.imprints as imprints
    join ranked using (document_id)
) as held
semi join compared_runs using (run)
group by held.run;

create or replace table reprints as
with shared as (
    select held.place, first.place as original, count(*) as runs
    from compared_runs as held
    join first_holders as first using (run)
    where first.place < held.place
    group by held.place, first.place
    qualify row_number() over (partition by held.place order by count(*) desc, first.place) = 1
),

found as (
    select
        copy.document_id,
        original.document_id as is_copy_of,
        round(shared.runs / len(copied.runs), 3) as shared,
        shared.runs / len(held.runs) as covered
    from shared
    join ranked as copy on copy.place = shared.place
    join ranked as original on original.place = shared.original
    join raw.imprints as copied on copied.document_id = copy.document_id
    join raw.imprints as held on held.document_id = original.document_id
)

-- Half of what the copy says stands in the original, or nearly all of the original in what grew out of it.
select document_id, is_copy_of, shared from found where shared >= 0.5 or covered >= 0.8
union all
select document_id, is_copy_of, shared
from before.story_documents
semi join ranked using (document_id)
anti join compared using (document_id)
where is_copy_of is not null;

create or replace table copies as
from reprints
union all
from rewrites anti join reprints using (document_id);

-- Documents that stand for themselves, with what stood for them in the release before; itself for one without a story.
create or replace table independents as
select
    ranked.document_id,
    (ranked.day - date '1970-01-01')::integer as day,
    imprints.words,
    imprints.weights,
    case when old.document_id is not null then coalesce(stories.representative_id, old.document_id) end as label_before
from ranked
join raw.imprints as imprints using (document_id)
anti join copies using (document_id)
left join (select document_id from before.documents anti join before_copies using (document_id)) as old
    on old.document_id = ranked.document_id
left join before.story_documents as told on told.document_id = old.document_id
left join before.stories as stories on stories.story_id = told.story_id;

-- Days on which a document came, changed or went, or became a copy or none; null for the undated.
create or replace table moved_days as
with moved as (
    select document_id from changed_documents
    union
    select coalesce(copies.document_id, old.document_id) as document_id
    from copies
    full join before_copies as old on old.document_id = copies.document_id
    where copies.document_id is null or old.document_id is null
)

select distinct (day - date '1970-01-01')::integer as day
from (
    select published_first_on as day from now.documents semi join moved using (document_id)
    union all
    select published_first_on from before.documents semi join moved using (document_id)
);
