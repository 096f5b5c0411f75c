"""Versions: the documents of all files in, the same documents numbered out, and which of them come twice."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from itertools import groupby

from transforms.documents.seed import rejection
from transforms.tables import Document, Rejection

LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class NumberedVersions:
    """The documents with their versions, and a rejection for each one that another says word for word."""

    documents: tuple[Document, ...]
    rejections: tuple[Rejection, ...]


def number_versions(documents: Sequence[Document], earlier: Sequence[Document] = ()) -> NumberedVersions:
    """Return documents of one source and address as versions of one another, whatever order they come in.

    They are ordered by when they were changed, else published, then by path. A document that repeats the text of the
    version before it is a duplicate: its rows are to be left out. Versions that an earlier release held and whose file
    has been changed since come first in their line; those whose whole line is gone are not returned.
    """
    numbered: list[Document] = []
    rejections: list[Rejection] = []
    before: dict[tuple[str, str], list[Document]] = {}
    for document in sorted(earlier, key=lambda document: document.version):
        before.setdefault(document_line(document), []).append(document)
    for identity, versions in groupby(sorted(documents, key=_order), key=lambda document: document_line(document)):
        line: list[Document] = []
        for document in versions:
            if line and line[-1].text == document.text:
                detail = f"the same text as {line[-1].path} at the same address; keep one of them"
                rejections.append(rejection(document.path, "duplicate", detail))
            else:
                line.append(document)
        numbered += _numbered([*(old for old in before.get(identity, ()) if not _stands(old, line)), *line])
    return NumberedVersions(
        tuple(sorted(numbered, key=lambda document: document.document_id)),
        tuple(sorted(rejections, key=lambda row: row.path)),
    )


def _stands(old: Document, line: list[Document]) -> bool:
    """Whether a version of an earlier release is one of these, read anew or saved again with the same text."""
    return any(old.document_id == document.document_id or old.text == document.text for document in line)


def document_line(document: Document) -> tuple[str, str]:
    """Return what all versions of a document share: its source and its address."""
    return document.source_id, document.address


def _numbered(line: list[Document]) -> list[Document]:
    return [
        document.model_copy(
            update={
                "version": place + 1,
                "supersedes_id": line[place - 1].document_id if place else None,
                "is_current": place + 1 == len(line),
            }
        )
        for place, document in enumerate(line)
    ]


def _order(document: Document) -> tuple[str, str, datetime, date, str]:
    published = document.published_first_on
    changed = document.modified_at or (datetime.combine(published, time(), UTC) if published else LONG_AGO)
    return (*document_line(document), changed, published or date.min, document.path)
