-- The stories of the documents of the page, each by the headline of the document that stands for it.
select stories.story_id, coalesce(documents.title, left(documents.text, 80)) as title, stories.documents
from stories
join documents on documents.document_id = stories.representative_id
order by stories.documents desc, title, stories.story_id
