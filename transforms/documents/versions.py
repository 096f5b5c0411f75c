"""Versions: the documents of all files in, the current ones and all versions out, and which of them come twice."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from itertools import groupby

from transforms.documents.seed import rejection
from transforms.tables import Document, DocumentVersion, Rejection

LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class NumberedVersions:
    """The current documents, the versions of all, and a rejection for each document that another says word for word."""

    documents: tuple[Document, ...]
    versions: tuple[DocumentVersion, ...]
    rejections: tuple[Rejection, ...]


def number_versions(
    documents: Sequence[Document], run_id: str, earlier: Sequence[DocumentVersion] = ()
) -> NumberedVersions:
    """Return documents of one source and address as versions of one another, whatever order they come in.

    They are ordered by when they were changed, else published, then by path. A document that repeats the text of the
    version before it is a duplicate: its rows are to be left out. Versions that an earlier release held, given with
    their texts, and whose file has been changed since come first in their line; those whose whole line is gone are not
    returned. Versions that no earlier release held are of the run `run_id`.
    """
    current: list[Document] = []
    versions: list[DocumentVersion] = []
    rejections: list[Rejection] = []
    before: dict[tuple[str, str], list[DocumentVersion]] = {}
    for version in sorted(earlier, key=lambda version: version.version):
        before.setdefault(document_line(version), []).append(version)
    first_run = {version.document_id: version.run_id for version in earlier}
    for identity, same_address in groupby(sorted(documents, key=_order), key=document_line):
        line: list[Document] = []
        for document in same_address:
            if line and line[-1].text == document.text:
                detail = f"the same text as {line[-1].path} at the same address; keep one of them"
                rejections.append(rejection(document.path, "duplicate", detail))
            else:
                line.append(document)
        gone = [old for old in before.get(identity, ()) if not _stands(old, line)]
        new = [_version(document, first_run.get(document.document_id, run_id)) for document in line]
        versions += _numbered([*gone, *new])
        current.append(line[-1])
    return NumberedVersions(
        tuple(sorted(current, key=lambda document: document.document_id)),
        tuple(sorted(versions, key=lambda version: version.document_id)),
        tuple(sorted(rejections, key=lambda row: row.path)),
    )


def _stands(old: DocumentVersion, line: list[Document]) -> bool:
    """Whether a version of an earlier release is one of these, read anew or saved again with the same text."""
    return any(old.document_id == document.document_id or old.text == document.text for document in line)


def document_line(document: Document | DocumentVersion) -> tuple[str, str]:
    """Return what all versions of a document share: its source and its address."""
    return document.source_id, document.address


def _version(document: Document, run_id: str) -> DocumentVersion:
    """Return the row of a version before its place in the line of versions is known."""
    return DocumentVersion(
        document_id=document.document_id,
        source_id=document.source_id,
        address=document.address,
        path=document.path,
        title=document.title,
        published_first_on=document.published_first_on,
        modified_at=document.modified_at,
        version=1,
        supersedes_id=None,
        is_current=True,
        text=document.text,
        run_id=run_id,
    )


def _numbered(line: list[DocumentVersion]) -> list[DocumentVersion]:
    return [
        version.model_copy(
            update={
                "version": place + 1,
                "supersedes_id": line[place - 1].document_id if place else None,
                "is_current": place + 1 == len(line),
                "text": None if place + 1 == len(line) else version.text,
            }
        )
        for place, version in enumerate(line)
    ]


def _order(document: Document) -> tuple[str, str, datetime, date, str]:
    published = document.published_first_on
    changed = document.modified_at or (datetime.combine(published, time(), UTC) if published else LONG_AGO)
    return (*document_line(document), changed, published or date.min, document.path)
