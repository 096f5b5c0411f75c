"""One bad file never stops the others: a folder of what once stopped a build is built, checked and published."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.pipeline import run
from transforms.documents import file_formats
from transforms.documents.file_formats import READERS
from transforms.documents.seed import Readings
from transforms.documents.source import SourceSettings
from warehouse.asking import ask
from warehouse.releases import Warehouse

SENTENCE = "French President Emmanuel Macron met Egyptian President Abdel Fattah al-Sisi in Cairo on Monday."
PAGE = (
    "<html><head><link rel=canonical href='https://x.example/a'><title>Talks</title></head>"
    f"<body><article><p>{SENTENCE}</p></article></body></html>"
)
LINE = json.dumps({"text": SENTENCE, "url": "https://x.example/line"})
FILES = {
    "page.html": PAGE,
    "page_again.html": PAGE,  # the same address and the same words
    "lines.jsonl": f"{LINE}\n{LINE}\n",
    "lines.jsonl#1": SENTENCE,  # named as the record of another file
    "talk": SENTENCE,
    "talk#1.txt": f"{SENTENCE} The first.",
    "talk#2.txt": f"{SENTENCE} The second.",
    "header.csv": "title,text\n",
    "blank.jsonl": "\n \n\n",
    "mark.jsonl": "\ufeff",
    "dropped.html": f"<html><body><script>x</script>\x0b<article><p>{SENTENCE}</p></article></body></html>",
    "number.md": f"---\ntitle: 0x{'f' * 9_000}\n---\n{SENTENCE} Long.",
    "n" * 251 + ".txt": f"{SENTENCE} A long name.",
    "\x1b]0;x\x07\u202e\n.txt": f"{SENTENCE} A hostile name.",
    "bug.rtf": "{",
}


def failing(_: bytes, __: SourceSettings) -> Readings:
    """Read as a reader does that has a bug."""
    yield from ()
    raise ZeroDivisionError


def no_entries(*_: object) -> Iterator[None]:
    """Find no record in a file, which is one record then."""
    yield from ()


@pytest.mark.slow
def test_a_folder_of_bad_files_is_published_with_the_good_ones(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(READERS, ".rtf", failing)
    monkeypatch.setitem(file_formats.ENTRIES, ".rtf", no_entries)
    (tmp_path / "seeds" / "wire").mkdir(parents=True)
    for name, text in FILES.items():
        (tmp_path / "seeds" / "wire" / name).write_text(text, encoding="utf-8", newline="")
    summary = run(tmp_path / "seeds", tmp_path / "warehouse")
    database = Warehouse(tmp_path / "warehouse").published().database
    assert (summary.files, summary.documents, summary.reader_failed) == (len(FILES), 8, 1)
    assert any("1 of them by a bug of ours; please report" in line for line in summary.lines())
    rejected = ask(database, "select path, reason from rejections order by path").rows
    assert [(path.removeprefix("wire/"), reason) for path, reason in rejected] == [
        ("blank.jsonl", "empty"),
        ("bug.rtf", "reader_failed"),
        ("header.csv", "empty"),
        ("lines.jsonl#1", "unknown_format"),
        ("lines.jsonl#2", "duplicate"),
        ("mark.jsonl", "empty"),
        ("page_again.html", "duplicate"),
        ("talk", "unknown_format"),
    ]
    assert ask(database, "select count(*) from documents where path like '%' || chr(27) || '%'").rows == [(0,)]
