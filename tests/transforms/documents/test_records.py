"""Records: tables and JSON as databases, tools and careless scripts write them."""

import json
from pathlib import Path

import pytest

from tests.transforms.documents.files import seed_file
from transforms.documents.record_reading import FileReading, read_file

SENTENCE = "Talks resumed in Geneva on Monday after the army left the town."
OTHER = "The ministry of Canada rejected the offer on Tuesday and called for a vote."


def reading(path: Path, content: str | bytes) -> FileReading:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_file(seed_file(path))


def told(found: FileReading) -> list[tuple[str, str]]:
    """Return the path of each document with its last paragraph, and of each rejection with its reason."""
    documents = [(read.document.path, read.document.text.split("\n\n")[-1]) for read in found.documents]
    return sorted(documents + [(row.path, row.reason) for row in found.rejections])


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("Headline,Date,Text", f"Talks resume,2024-03-04,{SENTENCE}"),
        ("HEADLINE;PUBLICATION DATE;FULL TEXT;BYLINE", f"Talks resume;March 4, 2024;{SENTENCE};Jane Doe"),
        ("Publication\tHeadline\tDate\tBody", f"Some Paper\tTalks resume\tMarch 4, 2024 Monday\t{SENTENCE}"),
        ("HD,BY,WC,PD,SN,LP,TD", f"Talks resume,By J. Doe,60,4 March 2024,Some Paper,,{SENTENCE}"),
        ("source.name,author,title,url,publishedAt,content", f",,Talks resume,,2024-03-04T10:00:00Z,{SENTENCE}"),
        ("id,media_name,publish_date,title,url,language,text", f"1,x,2024-03-04,Talks resume,,en,{SENTENCE}"),
        ("title,date_publish,maintext,source_domain", f"Talks resume,2024-03-04 10:00:00,{SENTENCE},x.example"),
        ("Title,PubDate,Article Text", f"Talks resume,2024-03-04,{SENTENCE}"),
    ],
)
def test_the_columns_of_news_databases_are_known_however_they_are_written(
    tmp_path: Path, header: str, row: str
) -> None:
    (read,) = reading(tmp_path / "a.csv", f"{header}\n{row}\n").documents
    assert (read.document.title, str(read.document.published_first_on)) == ("Talks resume", "2024-03-04")
    assert read.document.text.endswith(SENTENCE)


def test_the_lead_and_the_rest_of_a_story_of_factiva_are_one_text(tmp_path: Path) -> None:
    (read,) = reading(tmp_path / "a.json", json.dumps({"HD": "Talks", "LP": SENTENCE, "TD": OTHER})).documents
    assert read.document.text.split("\n\n") == ["Talks", SENTENCE, OTHER]


def test_a_table_by_tabs_is_read_whatever_its_suffix(tmp_path: Path) -> None:
    table = f"title\ttext\nTalks; resume\t{SENTENCE}\n"
    for name in ("a.tsv", "a.csv"):
        assert told(reading(tmp_path / name, table)) == [(f"{name}#1", SENTENCE)]


def test_a_huge_cell_and_a_torn_quote_lose_no_other_row(tmp_path: Path) -> None:
    table = f'title,text\na,"{SENTENCE * 3000}"\nb,"He said" no\nc,{SENTENCE}\nd,"never closed\ne,{OTHER}\n'
    found = told(reading(tmp_path / "a.csv", table))
    assert [(path, words[-20:]) for path, words in found] == [
        *(("a.csv#1", SENTENCE[-20:]), ("a.csv#2", "no_text"), ("a.csv#3", SENTENCE[-20:]), ("a.csv#4", "broken")),
        ("a.csv#5", OTHER[-20:]),
    ]


def test_a_line_separator_in_a_cell_ends_no_row(tmp_path: Path) -> None:
    assert len(told(reading(tmp_path / "a.csv", f"title,text\nTalks\u2028resume,{SENTENCE}\n"))) == 1


def test_json_may_hold_nan_and_raw_newlines(tmp_path: Path) -> None:
    text = f'[{{"text": "{SENTENCE}\n\n{OTHER}", "score": NaN, "id": 123456789012345678901234567890}}]'
    assert told(reading(tmp_path / "a.json", text)) == [("a.json#1", OTHER)]
    assert told(reading(tmp_path / "a.jsonl", f'{{"text": "{OTHER}", "x": -Infinity}}')) == [("a.jsonl#1", OTHER)]


def test_a_broken_member_of_a_list_is_lost_alone(tmp_path: Path) -> None:
    good = json.dumps({"text": SENTENCE})
    found = told(reading(tmp_path / "a.json", f'[{good}, {{"text": oops}},\n {good}, {{"text": "cut o'))
    assert found == [("a.json#1", SENTENCE), ("a.json#2", "broken"), ("a.json#3", SENTENCE), ("a.json#4", "broken")]


@pytest.mark.parametrize(
    "record",
    [
        {"title": "Talks", "url": "https://x.example/1", "content": f"{SENTENCE} {OTHER[:30]}… [+3312 chars]"},
        {"title": "Talks", "url": "https://x.example/1", "seendate": "20240304T101500Z", "domain": "x.example"},
    ],
)
def test_a_record_without_its_text_says_where_the_page_is(tmp_path: Path, record: dict[str, str]) -> None:
    (row,) = reading(tmp_path / "a.json", json.dumps([record])).rejections
    assert (row.reason, "https://x.example/1" in row.detail) == ("stub", True)
