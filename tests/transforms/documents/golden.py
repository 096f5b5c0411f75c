"""Golden cases of documents: what a case folder holds, and what its document gives, both as plain data."""

from pathlib import Path
from typing import Any

import yaml

from tests.transforms.documents.files import seed_file
from transforms.documents.record_reading import ReadDocument, read_file

CASES = Path(__file__).parents[2] / "golden" / "documents"
STATED = ("path", "url", "title", "deck", "byline", "dateline", "language", "modified_at")


def cases() -> list[Path]:
    """Return the folders of the cases in the order of their names."""
    return sorted(folder for folder in CASES.iterdir() if folder.is_dir())


def reading_of(case: Path) -> dict[str, Any]:
    """Return what the document of a case gives, only the columns at stake."""
    (path,) = case.glob("document.*")
    reading = read_file(seed_file(path))
    documents = [document_as_data(document) for document in reading.documents]
    rejections = [f"{row.path} {row.reason}" for row in reading.rejections]
    return {name: rows for name, rows in (("documents", documents), ("rejections", rejections)) if rows}


def document_as_data(reading: ReadDocument) -> dict[str, Any]:
    """Return the columns at stake of a document that are not null, its text paragraph by paragraph."""
    document = reading.document
    data: dict[str, Any] = {name: str(value) for name in STATED if (value := getattr(document, name)) is not None}
    if document.published_first_on:
        data["published"] = f"{document.published_first_on} {document.published_basis}"
    data["text"] = document.text.split("\n\n")
    removed = [f"{piece.text_start} {piece.reason}: {piece.words}" for piece in reading.removed]
    return data | ({"removed": removed} if removed else {})


def write_expectations() -> None:
    """Write `expected.yaml` of every case anew; read the difference as you read code."""
    for case in cases():
        text = yaml.safe_dump(reading_of(case), allow_unicode=True, sort_keys=False, width=116)
        (case / "expected.yaml").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write_expectations()
