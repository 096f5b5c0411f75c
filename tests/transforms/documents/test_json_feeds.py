"""JSON Feed: what its items state, what they leave to their feed, and what is no feed."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.transforms.documents.files import seed_file
from tests.transforms.documents.test_records import told
from transforms.documents.record_reading import FileReading, read_file

TALKS = "Talks between Norway and Chad resumed in Geneva on Monday after the army of Chad had left the town of Faya."
OFFER = "The ministry of Canada rejected the offer on Tuesday & called for a vote of all members < 30 days later."
WHOLE = f"{TALKS}\n\n{OFFER}"
ITEM = {"id": "1", "url": "https://fjord.example/talks", "title": "Talks resume", "content_text": WHOLE}
VERSION = "https://jsonfeed.org/version/1.1"


def reading(tmp_path: Path, *items: Any, source: str | None = None, **feed: Any) -> FileReading:
    path = tmp_path / "feed.json"
    path.write_text(json.dumps({"version": VERSION, "title": "F", "items": items} | feed), encoding="utf-8")
    if source:
        (tmp_path / "source.yaml").write_text(source, encoding="utf-8")
    return read_file(seed_file(path))


def test_plain_text_keeps_its_paragraphs_and_its_signs(tmp_path: Path) -> None:
    (read,) = reading(tmp_path, ITEM).documents
    assert read.document.text.split("\n\n") == ["Talks resume", TALKS, OFFER]
    assert read.document.url == "https://fjord.example/talks"


def test_html_is_read_as_html_whatever_its_elements(tmp_path: Path) -> None:
    html = f"<em>{TALKS}</em> <a href='/x'>{OFFER.replace('&', '&amp;').replace('<', '&lt;')}</a>"
    (read,) = reading(tmp_path, ITEM | {"content_html": html}).documents
    assert read.document.text.split("\n\n") == ["Talks resume", f"{TALKS} {OFFER}"]


@pytest.mark.parametrize(
    ("feed", "item", "byline", "language"),
    [
        ({"authors": [{"name": "Kari Lund"}, {"name": "Ola Vik"}]}, {}, "Kari Lund, Ola Vik", "en"),
        ({"author": {"name": "Kari Lund"}, "version": "http://jsonfeed.org/version/1"}, {}, "Kari Lund", "en"),
        ({"authors": [{"name": "Kari Lund"}]}, {"author": {"name": "Ola Vik"}}, "Ola Vik", "en"),
        ({"authors": "Kari Lund", "language": 7}, {"authors": [None, {"url": "x"}]}, None, "en"),
    ],
)
def test_what_an_item_leaves_to_its_feed_is_taken_from_there(
    tmp_path: Path, feed: dict[str, Any], item: dict[str, Any], byline: str | None, language: str
) -> None:
    (read,) = reading(tmp_path, ITEM | item, **feed).documents
    assert (read.document.byline, read.document.language) == (byline, language)


def test_the_days_of_an_item_are_those_it_states(tmp_path: Path) -> None:
    days = {"date_published": "2024-03-05T09:20:00Z", "date_modified": "2024-03-05T10:00:00Z"}
    (read,) = reading(tmp_path, ITEM | days).documents
    assert (str(read.document.published_first_on), read.document.published_basis) == ("2024-03-05", "metadata")
    assert str(read.document.modified_at) == "2024-03-05 10:00:00+00:00"


def test_the_name_of_an_item_is_its_address_where_it_is_one(tmp_path: Path) -> None:
    named = {name: value for name, value in ITEM.items() if name != "url"}
    found = reading(tmp_path, named, named | {"id": "https://fjord.example/7"}).documents
    assert [read.document.url for read in found] == [None, "https://fjord.example/7"]


def test_an_item_that_holds_the_opening_alone_says_where_the_page_is(tmp_path: Path) -> None:
    openings = [{"content_text": "Talks resumed."}, {"content_text": f"{WHOLE} Read more"}, {"summary": TALKS}]
    bare = {name: value for name, value in ITEM.items() if name != "content_text"}
    found = reading(tmp_path, *(bare | opening for opening in openings), ITEM)
    assert [row.reason for row in found.rejections] == ["stub"] * 3
    assert all("https://fjord.example/talks" in row.detail for row in found.rejections)
    assert [read.document.path for read in found.documents] == ["feed.json#4"]


@pytest.mark.parametrize(
    ("change", "is_other"), [({"tags": ["x"]}, False), ({"content_text": f"{WHOLE} Again."}, True), ({}, False)]
)
def test_a_document_has_another_key_where_what_is_read_of_its_item_changed(
    tmp_path: Path, change: dict[str, Any], is_other: bool
) -> None:
    (before,), (after,) = (reading(tmp_path, item).documents for item in (ITEM, ITEM | change))
    assert (before.document.document_id != after.document.document_id) is is_other


def test_an_author_that_the_feed_names_later_is_read_anew(tmp_path: Path) -> None:
    (before,) = reading(tmp_path, ITEM).documents
    (after,) = reading(tmp_path, ITEM, author={"name": "Ola Vik"}).documents
    assert before.document.raw_hash != after.document.raw_hash


def test_what_is_no_item_is_lost_alone_and_a_feed_without_items_is_empty(tmp_path: Path) -> None:
    assert told(reading(tmp_path, "an item", None, ITEM)) == [
        ("feed.json#1", "empty"),
        ("feed.json#2", "empty"),
        ("feed.json#3", OFFER),
    ]
    assert told(reading(tmp_path)) == [("feed.json", "empty")]


def test_a_source_that_declares_fields_has_its_feed_read_as_records(tmp_path: Path) -> None:
    found = reading(tmp_path, ITEM | {"story": TALKS}, source="fields: {text: story}\n")
    assert told(found) == [("feed.json#1", TALKS)]


@pytest.mark.parametrize("version", ["https://feeds.example/jsonfeed.org", 1, None])
def test_records_of_another_version_are_records(tmp_path: Path, version: object) -> None:
    (read,) = reading(tmp_path, ITEM | {"summary": "A deck."}, version=version).documents
    assert read.document.deck == "A deck."
