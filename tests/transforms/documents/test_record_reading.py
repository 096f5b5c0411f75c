"""Reading: any bytes give documents or rejections, and nothing is lost on the way."""

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.transforms.documents.files import seed_file
from transforms.documents import file_formats
from transforms.documents import record_reading as reading_module
from transforms.documents.batches import Batch
from transforms.documents.cleaning import clean
from transforms.documents.cutting import find_records
from transforms.documents.file_formats import READERS
from transforms.documents.record_reading import FileReading, ReadDocument, read_batch, read_file, read_records
from transforms.documents.records import Entries, read_line, table_entries
from transforms.documents.seed import Block, RawDocument, Readings, UnreadableDocument
from transforms.documents.source import SourceSettings, read_source
from transforms.documents.text import read_text
from transforms.identifiers import content_hash
from transforms.tables import Rejection

FAST = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
SENTENCE = "Talks resumed in Geneva on Monday after the army left the town."
PIECES = st.sampled_from(
    (
        *(SENTENCE, "Read more", "READ MORE: Talks resume", "AFP/", "Jane Doe", "\n", "\n\n", "é", "“", "١", ","),
        *("<p>", "</div>", "<figcaption>", "{", '{"text": "', "---", "[", "]", "(", "#", "|", "&nbsp;", "```"),
        *("\x00", "\ufeff", "\u00ad", "\u2028"),
    )
)


def reading(path: Path, content: bytes) -> FileReading:
    path.write_bytes(content)
    return read_file(seed_file(path))


def reasons(found: FileReading) -> list[str]:
    return [row.reason for row in found.rejections]


def holds_together(found: FileReading) -> None:
    """Check what must be true of every reading."""
    for document in found.documents:
        text = document.document.text
        head = [words for words in (document.document.title, document.document.deck) if words]
        assert text.startswith("\n\n".join(head))
        assert all(paragraph.strip() and "\n" not in paragraph for paragraph in text.split("\n\n"))
        assert unicodedata.is_normalized("NFC", text)
        assert not any(sign in text for sign in "\x00\r\t\u00a0\u00ad\u200b\ufeff")
        assert all(0 <= piece.text_start <= len(text) and piece.words for piece in document.removed)
        assert len({piece.removed_span_id for piece in document.removed}) == len(document.removed)


@pytest.mark.parametrize("suffix", READERS)
@FAST
@given(content=st.one_of(st.binary(max_size=300), st.lists(PIECES, max_size=30).map("".join).map(str.encode)))
def test_any_bytes_give_documents_or_rejections(suffix: str, tmp_path: Path, content: bytes) -> None:
    found = reading(tmp_path / f"a{suffix}", content)
    assert found.documents or found.rejections
    assert "reader_failed" not in reasons(found)
    holds_together(found)
    assert found == reading(tmp_path / f"a{suffix}", content)


@FAST
@given(text=st.lists(PIECES.filter(lambda piece: not set(piece) & set("<&\x00\ufeff\u00ad")), max_size=30).map("".join))
def test_no_letter_of_a_plain_text_is_lost(text: str, tmp_path: Path) -> None:
    try:
        (raw,) = read_text(text.encode(), read_source(tmp_path))
        assert isinstance(raw, RawDocument)
        cleaned = clean(raw)
    except UnreadableDocument:
        return
    kept = cleaned.text + "".join(piece.words for piece in cleaned.removed)
    assert sorted(filter(str.isalnum, kept)) == sorted(filter(str.isalnum, text))


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\t\x00", "empty"),
        ("a.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, "wrong_encoding"),
        ("a.json", b"{", "broken"),
        ("a.json", b"[" * 100_000, "too_deep"),
        ("a.json", b'{"x":' * 900 + b"1" + b"}" * 900, "unmapped"),
        ("a.json", b"[]", "empty"),
        ("a.json", b'{"title": "Talks"}', "unmapped"),
        ("a.json", b'{"text": ""}', "no_text"),
        ("a.json", b"[" + b'{"text":' + b"[" * 300 + b"]" * 300 + b"}]", "too_deep"),
        ("a.json", b'{"text":' + b'["x",' * 300 + b"1" + b"]" * 300 + b"}", "too_deep"),
        ("a.html", b"<div>" * 100_000 + b"x", "too_deep"),
        ("a.html", b"<html><body></body></html>", "empty"),
        ("a.md", b"---\na: [\n---\nTalks resumed.", "broken"),
        ("a.md", b"---\na: " + b"[" * 5000 + b"\n---\nTalks resumed.", "too_deep"),
        ("a.md", b"---\na: &x [1]\nb: *x\n---\nTalks resumed.", "broken"),
        ("a.csv", b'title,text\n"x', "broken"),
    ],
)
def test_a_bad_file_is_a_rejection(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    found = reading(tmp_path / name, content)
    assert (reasons(found), found.documents) == ([reason], ())
    assert found.rejections[0].detail.startswith(name)


@pytest.mark.parametrize("encoding", ["utf-8", "cp1251"])
def test_a_text_in_another_language_is_a_document_with_its_language(tmp_path: Path, encoding: str) -> None:
    text = "Совет министров собрался в понедельник и отложил выборы."
    (one,) = reading(tmp_path / "a.txt", text.encode(encoding)).documents
    assert (one.document.language, one.document.text) == ("ru", text)


def test_a_page_reads_no_file_and_reaches_no_network(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret words")
    page = f'<!DOCTYPE html [<!ENTITY x SYSTEM "file://{secret}">]><html><body><p>{SENTENCE} &x;</p></body></html>'
    (one,) = reading(tmp_path / "a.html", page.encode()).documents
    assert "secret words" not in one.document.text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
@pytest.mark.parametrize("declared", [None, "utf-8", "ascii", "cp1252", "utf-16"])
def test_a_text_is_read_in_any_encoding_whatever_is_declared(
    tmp_path: Path, encoding: str, declared: str | None
) -> None:
    if declared:
        (tmp_path / "source.yaml").write_text(f"encoding: {declared}\n")
    text = f"The café in Geneva — “closed” — is where they met. {SENTENCE} {SENTENCE}"
    (one,) = reading(tmp_path / "a.txt", text.encode(encoding)).documents
    assert one.document.text == text


def test_a_long_record_does_not_harm_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_module, "RECORD_LIMIT", 200)
    lines = [json.dumps({"text": SENTENCE}), json.dumps({"text": SENTENCE * 9}), json.dumps({"text": SENTENCE})]
    found = reading(tmp_path / "a.jsonl", "\n".join(lines).encode())
    assert [document.document.path for document in found.documents] == ["a.jsonl#1", "a.jsonl#3"]
    assert [(row.path, row.reason) for row in found.rejections] == [("a.jsonl#2", "too_large")]


def test_wide_json_lines_are_read(tmp_path: Path) -> None:
    line = json.dumps({"text": SENTENCE})
    assert len(reading(tmp_path / "a.jsonl", f"{line}\n{line}\n".encode("utf-16")).documents) == 2


def test_a_short_text_is_not_called_foreign(tmp_path: Path) -> None:
    assert len(reading(tmp_path / "a.txt", b"Erdogan meets Putin, Rouhani in Ankara on Wednesday.").documents) == 1


def test_a_large_text_is_read_in_time(tmp_path: Path) -> None:
    """A text that is built to slow a pattern down costs no more than its length."""
    for words in ("a" * 100_000, "(" * 100_000, "A. " * 30_000, "Photo: " * 15_000, "<" * 100_000, "* _" * 30_000):
        for suffix in (".txt", ".md", ".html"):
            reading(tmp_path / f"a{suffix}", words.encode())


def test_a_text_longer_than_memory_is_planned_for_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_module, "TEXT_LIMIT", len(SENTENCE))
    assert len(reading(tmp_path / "a.txt", SENTENCE.encode()).documents) == 1
    assert reasons(reading(tmp_path / "a.txt", f"{SENTENCE}\n\n{SENTENCE}".encode())) == ["too_large"]


def failing(content: bytes, _: SourceSettings) -> Readings:
    """Read as a reader with a bug does: the first document, and no further."""
    yield RawDocument((Block(SENTENCE),), content_hash(content))
    raise ZeroDivisionError(f"at <object at {hex(id(content))}>")


def test_what_a_reader_did_not_foresee_rejects_its_file_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(READERS, ".rtf", failing)
    monkeypatch.setitem(file_formats.ENTRIES, ".rtf", lambda *_: iter(()))
    found = reading(tmp_path / "a.rtf", b"{")
    (rejected,) = found.rejections
    assert (len(found.documents), rejected.path, rejected.reason) == (1, "a.rtf", "reader_failed")
    assert rejected.detail == "a.rtf: ZeroDivisionError: at <object at 0x>; a bug of ours, please report it"


def failing_line(line: bytes, settings: SourceSettings, number: int) -> RawDocument | UnreadableDocument:
    """Read a line, but for the second, as a reader with a bug does."""
    return read_line(line, settings, 1 // (number - 2) and number)


def test_what_a_reader_did_not_foresee_rejects_its_record_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(file_formats.SPAN_READERS, ".jsonl", failing_line)
    line = json.dumps({"text": SENTENCE}).encode()
    found = reading(tmp_path / "a.jsonl", b"\n".join([line, line, line]))
    (rejected,) = found.rejections
    assert (len(found.documents), rejected.path, rejected.reason) == (2, "a.jsonl#2", "reader_failed")


def test_a_list_of_records_that_a_reader_cannot_finish_is_read_as_far_as_it_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"text\n{SENTENCE}\n{SENTENCE}\n")
    records = list(find_records(seed_file(path)))

    def unfinished(content: bytes, settings: SourceSettings) -> Entries:
        yield next(table_entries(content, settings))
        raise ZeroDivisionError

    monkeypatch.setitem(file_formats.ENTRIES, ".csv", unfinished)
    first, second = [outcome for _, outcome in read_records(seed_file(path), records)]
    assert isinstance(first, ReadDocument)
    assert isinstance(second, Rejection)
    assert (second.path, second.reason) == ("a.csv#2", "reader_failed")


@pytest.mark.parametrize("number", ["0x" + "f" * 9_000, "-0x" + "f" * 9_000])
def test_a_number_too_long_to_be_written_is_no_title(tmp_path: Path, number: str) -> None:
    found = reading(tmp_path / "a.md", f"---\ntitle: {number}\n? {number}\n: x\n---\n{SENTENCE}".encode())
    assert [one.document.title for one in found.documents] == [None]


def test_a_file_that_is_away_for_a_moment_is_read_after_the_others(tmp_path: Path) -> None:
    paths = [tmp_path / "a.txt", tmp_path / "b.txt"]
    for path in paths:
        path.write_text(SENTENCE)
    plan = Batch(tuple((path.name, record) for path in paths for record in find_records(seed_file(path))))
    paths[0].unlink()
    outcomes = read_batch(plan)
    names = [next(outcomes)[0]]
    paths[0].write_text(SENTENCE)
    names += [name for name, outcome in outcomes if isinstance(outcome, ReadDocument)]
    assert names == ["b.txt", "a.txt"]
