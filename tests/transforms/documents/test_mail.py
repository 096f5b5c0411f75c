"""Mail: what a message says itself is its text, what it quotes and how it ends is not."""

import re
from pathlib import Path

import pytest

from tests.transforms.documents.files import seed_file
from transforms.documents.mail import MAIL_PARTS, MailPartRow
from transforms.documents.record_reading import read_file

SENTENCE = "Talks resumed in Geneva on Monday after the army left the town."


@pytest.mark.parametrize("row", MAIL_PARTS.rows(), ids=lambda row: row.example[:20])
def test_each_rule_takes_its_example_and_leaves_its_near_miss(row: MailPartRow) -> None:
    pattern = re.compile(row.pattern, re.IGNORECASE)
    assert pattern.fullmatch(row.example)
    assert not pattern.fullmatch(row.near_miss)


def text_of(tmp_path: Path, body: str, headers: str = "Subject: Talks resume\n") -> list[str]:
    (tmp_path / "a.eml").write_text(f"{headers}\n{body}")
    (read,) = read_file(seed_file(tmp_path / "a.eml")).documents
    return read.document.text.split("\n\n")[1:]


def test_the_answered_message_is_no_text_and_a_forwarded_one_is(tmp_path: Path) -> None:
    answered = f"{SENTENCE}\n\n-----Original Message-----\nFrom: Jane\n\nRebels attacked the town.\n"
    assert text_of(tmp_path, answered) == [SENTENCE]
    forwarded = f"---------- Forwarded message ---------\nFrom: Jane Doe\nDate: 4 March 2024\n\n{SENTENCE}\n"
    assert text_of(tmp_path, forwarded) == [SENTENCE]


def test_a_word_of_a_footer_in_the_middle_of_a_text_is_text(tmp_path: Path) -> None:
    body = "\n\n".join([SENTENCE, "Unsubscribe, the union told members on Monday.", SENTENCE, SENTENCE, SENTENCE])
    assert len(text_of(tmp_path, body)) == 5


@pytest.mark.parametrize("headers", ["", "Subject: =?utf-9?q?x?=\n", "Content-Type: multipart/mixed\n", "From: <\n"])
def test_odd_headers_do_no_harm(tmp_path: Path, headers: str) -> None:
    (tmp_path / "a.eml").write_text(f"{headers}\n{SENTENCE} {SENTENCE}")
    found = read_file(seed_file(tmp_path / "a.eml"))
    assert len(found.documents) + len(found.rejections) == 1
