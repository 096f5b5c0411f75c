"""Archives: a member is read as a file is, and a bomb does no harm."""

import gzip
import io
import json
import zipfile
from pathlib import Path

import pytest

from tests.transforms.documents.test_cutting import told
from transforms.documents import archives
from transforms.documents.inventory import survey

SENTENCE = "Talks resumed in Geneva on Monday after the army left the town."
LINE = json.dumps({"text": SENTENCE}).encode()


def zipped(**members: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, member in members.items():
            archive.writestr(name.replace("__", "."), member)
    return content.getvalue()


def test_the_members_of_archives_are_read_as_files_are(tmp_path: Path) -> None:
    inner = zipped(deep__txt=SENTENCE.encode())
    packed = zipped(a__txt=SENTENCE.encode(), b__jsonl=LINE + b"\n" + LINE, c__zip=inner, d__gif=b"GIF", e__txt=b"")
    (tmp_path / "wire").mkdir()
    (tmp_path / "wire" / "all.zip").write_bytes(packed)
    (tmp_path / "wire" / "b.jsonl.gz").write_bytes(gzip.compress(LINE + b"\n" + LINE))
    found = survey(tmp_path, "code")
    assert told(found) == [
        *(("wire/all.zip/a.txt", ""), ("wire/all.zip/b.jsonl#1", ""), ("wire/all.zip/b.jsonl#2", "")),
        *(("wire/all.zip/c.zip/deep.txt", ""), ("wire/all.zip/e.txt", "empty")),
        *(("wire/b.jsonl.gz#1", ""), ("wire/b.jsonl.gz#2", "")),
    ]
    assert [(row.path, row.reason) for row in found.rejections] == [("wire/all.zip/d.gif", "unknown_format")]


def test_what_is_hidden_in_an_archive_is_passed_over(tmp_path: Path) -> None:
    members = {"__MACOSX/._a.txt": b"x", ".git/a.txt": b"x", "README.md": b"x", "a.txt": SENTENCE.encode()}
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, member in members.items():
            archive.writestr(name, member)
    (tmp_path / "a.zip").write_bytes(content.getvalue())
    assert told(survey(tmp_path, "code")) == [("a.zip/a.txt", "")]


def test_where_a_packed_file_breaks_off_the_records_before_are_read(tmp_path: Path) -> None:
    lines = b"\n".join(json.dumps({"text": f"{SENTENCE} It was day {day}."}).encode() for day in range(3000))
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(lines)[:-4000])
    rows = told(survey(tmp_path, "code"))
    assert rows[0] == ("a.jsonl.gz#1", "")
    assert rows[-1][1] == "broken"
    assert {reason for _, reason in rows[:-1]} == {""}
    assert 100 < len(rows) < 3000


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("bomb.txt.gz", gzip.compress(b"0" * 60_000_000), "too_large"),
        ("bomb.jsonl.gz", gzip.compress(b"0" * 60_000_000), "too_large"),
        ("bomb.zip", zipped(a__txt=b"0" * 60_000_000), "too_large"),
        ("nested.zip", zipped(a__zip=zipped(b__zip=zipped(c__zip=zipped(d__txt=b"x")))), "too_deep"),
        ("nested_bomb.zip", zipped(a__zip=zipped(b__zip=b"0" * 60_000_000)), "too_large"),
        ("broken.zip", b"PK\x03\x04" + b"0" * 100, "broken"),
        ("broken.html.gz", b"no gzip", "broken"),
    ],
)
def test_a_bomb_is_a_rejection(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    (tmp_path / name).write_bytes(content)
    found = survey(tmp_path, "code")
    reasons = [row.reason for row in found.rejections] + [reason for _, reason in told(found)]
    assert reasons == [reason]


def test_an_archive_of_too_many_members_is_a_rejection(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MOST_MEMBERS", 2)
    (tmp_path / "a.zip").write_bytes(zipped(a__txt=b"x", b__txt=b"x", c__txt=b"x"))
    assert [row.reason for row in survey(tmp_path, "code").rejections] == ["too_large"]


def test_a_locked_member_is_a_rejection(tmp_path: Path) -> None:
    content = bytearray(zipped(a__txt=SENTENCE.encode()))
    content[content.rindex(b"PK\x01\x02") + 8] |= 1  # the flag in the directory
    (tmp_path / "a.zip").write_bytes(bytes(content))
    assert [row.reason for row in survey(tmp_path, "code").rejections] == ["unreadable"]
