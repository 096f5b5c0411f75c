-- Stories and their documents, copies with the story of their original.
--
-- Takes independents, labels (document_id, label: the first document of its story), copies, now.documents.
create or replace table labelled as
with recursive roots as (
    select document_id, is_copy_of as root, 1 as steps from copies
    union all
    select roots.document_id, copies.is_copy_of, roots.steps + 1
    from roots
    join copies on copies.document_id = roots.root
),

standing as (
    select independents.document_id, coalesce(labels.label, independents.label_before) as label
    from independents
    left join labels using (document_id)
),

members as (
    select document_id, label, null::varchar as original_id from standing
    union all
    select roots.document_id, standing.label, roots.root
    from roots
    join standing on standing.document_id = roots.root
)

select members.document_id, members.label, copies.is_copy_of, members.original_id, copies.shared
from members
left join copies using (document_id)
qualify count(*) over (partition by members.label) > 1;

create or replace table told_stories as
select
    key_of(['story', labelled.label]) as story_id,
    labelled.label as representative_id,
    count(*) as documents,
    greatest(
        1,
        count(distinct voice_of(documents.agency, documents.source_id)) filter (where labelled.is_copy_of is null)
    ) as independent_sources
from labelled
join now.documents as documents using (document_id)
group by labelled.label;

create or replace table told_documents as
select labelled.document_id, told_stories.story_id, labelled.is_copy_of, labelled.original_id, labelled.shared
from labelled
join told_stories on told_stories.representative_id = labelled.label;

insert into fresh.stories by name
select * from told_stories
except
select story_id, representative_id, documents, independent_sources from before.stories;

insert into touched.stories
select story_id from fresh.stories
union
select story_id from before.stories anti join told_stories using (story_id);

insert into fresh.story_documents by name
select * from told_documents
except
select document_id, story_id, is_copy_of, original_id, shared from before.story_documents;

insert into touched.story_documents
select document_id from fresh.story_documents
union
select document_id from before.story_documents anti join told_documents using (document_id);

-- What is a copy now, or no longer, counts for the events that it tells.
insert into retold_documents
select document_id from touched.story_documents
anti join retold_documents using (document_id)
semi join now.documents using (document_id);
