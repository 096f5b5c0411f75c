"""What a page states about itself, in its head: a tree of HTML in, values by field out."""

import html
import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

import orjson
from lxml import etree

from transforms.documents.decoding import normalise
from transforms.documents.html_tree import letters
from transforms.loading import Csv

Values = dict[tuple[str, str], list[str]]

ARTICLES = ("Article", "BlogPosting", "Report")  # how the types of schema.org that are news end
DEEPEST = 6  # levels of JSON-LD that are looked at; an article lies at most in a list in a graph in a list
MOST_POSTS = 2000  # of a live blog; the longest that we have met has some hundreds
MOST_OBJECTS = 200  # objects of JSON-LD; a page has a dozen
LONGEST = 300  # characters of what one element states
WRAPPED = re.compile(
    r"\A[ /*]{0,9}(?:<!\[CDATA\[|<!--)[ /*]{0,9}|[ /*]{0,9}(?:\]\]>|-->)[ /*;]{0,9}\Z|;\Z"
)  # of old scripts
IS_LINK = re.compile(r"(?:https?:)?//|www\.|^@")


class StatementRow(NamedTuple):
    """Where the head of a page may state a field."""

    field: str
    place: str
    name: str
    note: str | None


STATEMENTS = Csv("html_metadata.csv", StatementRow, ("field", "place", "name"), order="best first within a field")


def read_metadata(tree: etree._Element) -> dict[str, str]:
    """Return what the head of a page states, by field, the best of several statements for each."""
    values = {**_metas(tree), **_links(tree), **_microdata(tree), **_linked_data(tree)}
    if language := tree.get("lang"):
        values["html", "lang"] = [language]
    best: dict[str, str] = {}
    for row in _statements():
        field, found = row.field, values.get((row.place, row.name), [])
        if field != "url":
            found = [value for value in found if not IS_LINK.match(value)]
        if found and field not in best:
            # A page names each of its authors in a statement of its own.
            is_list = field == "byline" and row.place != "jsonld"
            best[field] = ", ".join(dict.fromkeys(found)) if is_list else found[0]
    return best


def site_name(tree: etree._Element) -> str | None:
    """Return the name of the site, or None when the page does not state it."""
    return next(iter(_metas(tree).get(("meta", "og:site_name"), [])), None)


@cache
def _statements() -> tuple[StatementRow, ...]:
    return tuple(STATEMENTS.rows())


def _metas(tree: etree._Element) -> Values:
    values: Values = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or meta.get("http-equiv")
        content = " ".join(normalise(html.unescape(meta.get("content") or "")).split())
        if name and content:
            values.setdefault(("meta", name.strip().lower()), []).append(content)
    return values


def _links(tree: etree._Element) -> Values:
    addresses = [link.get("href", "") for link in tree.iter("link") if link.get("rel", "").lower() == "canonical"]
    return {("link", "canonical"): [address for address in addresses if address]}


def _microdata(tree: etree._Element) -> Values:
    """Return what the properties of microdata in a page state, and its links to authors."""
    values: Values = {}
    for element in tree.iter():
        name = element.get("itemprop") or ("author" if "author" in (element.get("rel") or "").split() else "")
        if not name or element.tag in ("meta", "link"):
            continue
        named = next((part for part in element.iter() if part.get("itemprop") == "name"), element)
        words = (
            element.get("datetime")
            or element.get("content")
            or named.get("content")
            or " ".join(map(str, named.itertext()))
        )
        if stated := " ".join(normalise(words).split())[:LONGEST]:
            values.setdefault(("itemprop", name.lower()), []).append(stated)
    return values


def stated_posts(tree: etree._Element) -> dict[str, str]:
    """Return the stamps that JSON-LD has of the posts of a live blog, by the letters of their headlines."""
    posts: dict[str, str] = {}
    for thing in _articles(tree):
        updates = thing.get("liveBlogUpdate")
        for update in updates[:MOST_POSTS] if isinstance(updates, list) else ():
            headline, stamp = (
                (update.get("headline"), update.get("datePublished")) if isinstance(update, dict) else (0, 0)
            )
            if isinstance(headline, str) and isinstance(stamp, str) and letters(headline):
                posts[letters(normalise(html.unescape(headline)))] = stamp
    return posts


def _linked_data(tree: etree._Element) -> Values:
    """Return what JSON-LD states of the article of a page."""
    values: Values = {}
    for thing in _articles(tree):
        for name, value in thing.items():
            if words := ", ".join(_names(value, 0)):
                values.setdefault(("jsonld", name), []).append(" ".join(normalise(html.unescape(words)).split()))
    return values


def _articles(tree: etree._Element) -> Iterator[dict[str, Any]]:
    """Yield the articles that JSON-LD describes."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        try:
            # Some sites write raw newlines into strings, which JSON forbids; a space means the same everywhere.
            found = orjson.loads(WRAPPED.sub("", re.sub(r"[\x00-\x1f]", " ", script.text or "").strip()))
        except orjson.JSONDecodeError:
            continue
        for number, thing in enumerate(_objects(found, 0)):
            if number >= MOST_OBJECTS:
                break
            if any(kind.endswith(ARTICLES) for kind in _names(thing.get("@type"), 0)):
                yield thing


def _objects(found: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > DEEPEST:
        return
    if isinstance(found, list):
        for item in found:
            yield from _objects(item, depth + 1)
    elif isinstance(found, dict):
        yield found
        yield from _objects(found.get("@graph"), depth + 1)
        yield from _objects(found.get("mainEntity"), depth + 1)


def _names(value: Any, depth: int) -> Iterator[str]:
    """Yield the words of a value of JSON-LD: a string, the name or address of a thing, or a list of them."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list) and depth <= DEEPEST:
        for item in value[:20]:
            yield from _names(item, depth + 1)
    elif isinstance(value, dict) and depth <= DEEPEST:
        yield from _names(value.get("name") or value.get("@id"), depth + 1)
