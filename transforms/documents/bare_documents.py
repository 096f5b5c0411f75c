"""Bare documents: texts that no reader has read, such as those of a gold set, in, documents of nothing else out."""

from datetime import date
from typing import Any

from transforms.identifiers import content_hash
from transforms.tables import Document


def bare_document(
    text: str, document_id: str, source_id: str, path: str, published: date | None, **stated: Any
) -> Document:
    """Return a text in English as a document, its offsets those of the text; what is not `stated` of it is null."""
    unknown = {column.name: None for column in Document.columns() if column.nullable}
    known = {
        "document_id": document_id,
        "source_id": source_id,
        "path": path,
        "address": path,
        "published_first_on": published,
        "published_last_on": published,
        "published_basis": "metadata" if published else "unknown",
        "language": "en",
        "text": text,
        "raw_hash": content_hash(text.encode("utf-8", "surrogatepass")),
    }
    return Document(**unknown | known | stated)
