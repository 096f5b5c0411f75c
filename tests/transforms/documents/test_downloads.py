"""Downloads of Nexis and Factiva: each story is a document, and a text that only looks like one is one text."""

from pathlib import Path

import pytest

from tests.transforms.documents.files import seed_file
from transforms.documents.downloads import entries_of_stories
from transforms.documents.record_reading import read_file

SENTENCE = "Talks resumed in Geneva on Monday after the army left the town."
NEXIS = f"""Talks resume

The Lake Post

March 4, 2024 Monday

Copyright 2024 The Lake Post All Rights Reserved

Section: WORLD; Pg. 2

Length: 60 words

Byline: Jane Doe

Body

{SENTENCE}

Load-Date: March 5, 2024

End of Document
"""


def test_a_story_has_its_paper_section_byline_and_day() -> None:
    (entry,) = entries_of_stories(NEXIS)
    story = entry.record
    assert (story.title, story.byline, story.publication, story.section, story.published) == (
        *("Talks resume", "Jane Doe", "The Lake Post", "WORLD; Pg. 2", "March 4, 2024 Monday"),
    )


@pytest.mark.parametrize(
    "text",
    [
        f"Talks resume\n\n{SENTENCE}\n\nEnd of Document\n",
        f"Document A1 was leaked\n\n{SENTENCE}\n",
        f"Subject: talks\n\n{SENTENCE}\n\nLength: 5 words\n",
    ],
)
def test_a_text_that_is_no_download_is_one_document(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.txt").write_text(text)
    (read,) = read_file(seed_file(tmp_path / "a.txt")).documents
    assert read.document.path == "a.txt"
    assert SENTENCE in read.document.text


def test_a_story_more_leaves_the_others_as_they_are() -> None:
    before = [entry.raw_hash for entry in entries_of_stories(NEXIS * 2)]
    after = [entry.raw_hash for entry in entries_of_stories(NEXIS * 2 + NEXIS.replace("resume", "end"))]
    assert after[:2] == before
    assert len(set(after)) == 2
