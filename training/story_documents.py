"""Documents of our own stories: one of a story in, the document that the pipeline has of it out.

`as_marked` keeps the text as it is, so that marks stand in it by their offsets; `as_read` is what the pipeline makes of
it, from which it may leave words out.
"""

from dataclasses import replace
from pathlib import Path

from training.story import Document as StoryDocument
from transforms.documents.bare_documents import bare_document
from transforms.documents.datelines import find_dateline
from transforms.documents.record_reading import make_document
from transforms.documents.seed import SeedFile, UnreadableDocument
from transforms.documents.source import SourceSettings
from transforms.documents.text import read_text
from transforms.identifiers import content_hash, key
from transforms.tables import Document, Source

SOURCE = "stories"
SETTINGS = SourceSettings(
    Source(source_id=SOURCE, name=SOURCE, kind="other", country=None, language=None, url=None, licence=None)
)


def as_marked(told: StoryDocument, story: str) -> Document:
    """Return a document of a story of that name with the text in which its marks stand."""
    body = told.text.split("\n", 1)[-1].lstrip() if told.title else told.text
    document_id, path = key(story, told.id), f"{story}#{told.id}"
    stated = {"title": told.title, "dateline": find_dateline(body), "raw_hash": document_id}
    return bare_document(told.text, document_id, SOURCE, path, told.published, **stated)


def as_read(told: StoryDocument, name: str) -> Document | None:
    """Return the document that the pipeline makes of one of a story under a name; null for one that it rejects."""
    content = told.text.encode()
    file = SeedFile(Path(name), f"{name}.txt", SETTINGS, len(content), content_hash(content))
    raw = next(iter(read_text(content, SETTINGS)))
    if isinstance(raw, UnreadableDocument):
        return None
    try:
        published = told.published.isoformat() if told.published else raw.published
        return make_document(replace(raw, published=published), file).document
    except UnreadableDocument:
        return None
