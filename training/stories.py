"""Takes the folder of our own stories, gives each with its documents and what happened; a bad line is refused.

The format is described in `training/stories/README.md`.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import get_args

from training.story import Document, Happening, MalformedStory, Mark, Story
from training.story_lines import check_known, parse_day, parse_happening, put_once, split_pair, split_parts
from training.story_marks import parse_marks
from transforms.tables import SourceKind

FOLDER = Path(__file__).parent / "stories"
DOCUMENTS = range(1, 6)
SOURCE_KINDS: tuple[str, ...] = get_args(SourceKind)[1].codes
TRAITS = (
    *("like_events", "anniversary", "repeat_raid", "trial", "visit_held", "visit_cancelled", "denial"),
    *("threat_carried_out", "namesakes", "numbers_differ", "days_differ", "blame_differs", "undated", "reprint"),
    *("recall", "correction", "composite", "speech", "briefs", "live", "transcript", "statement", "interview"),
    *("background", "chronology", "explainer", "column", "feature", "military_briefing"),
)
"""What makes a story hard, or a genre that it holds."""


def read_stories(folder: Path = FOLDER) -> list[Story]:
    """Return the stories of a folder by name; raise MalformedStory naming file and line."""
    return [read_story(path) for path in sorted(folder.glob("*.txt"))]


def read_story(path: Path) -> Story:
    """Return the story of one file."""
    return parse_story(path.read_text(encoding="utf-8"), path.stem, path.name)


def parse_story(content: str, name: str, where: str) -> Story:
    """Return a story from the content of its file; `where` begins the message of a refusal."""
    head: dict[str, str] = {}
    documents: list[Document] = []
    happenings: list[Happening] = []
    lines: dict[str, str] = {}
    for place, line, block in _blocks(content, where):
        if line.startswith("@ "):
            documents.append(_document(line, block, place))
            put_once(lines, documents[-1].id, place, place)
        elif line.startswith("= "):
            happenings.append(parse_happening(line, block, place))
            put_once(lines, happenings[-1].id, place, place)
        else:
            key, value = split_pair(line, place, ("about", "traits"))
            put_once(head, key, value, place)
    about = (head.get("about", ""), tuple(head.get("traits", "").split()))
    story = Story(name, *about, tuple(documents), tuple(happenings))
    _check(story, lines, where)
    return story


def _blocks(content: str, where: str) -> Iterator[tuple[str, str, list[tuple[str, str]]]]:
    """Give each line of the head alone, each document and happening with the lines below it; all with their place."""
    start: tuple[str, str] | None = None
    block: list[tuple[str, str]] = []
    for number, raw in enumerate(content.split("\n"), 1):
        line, place = raw.strip(), f"{where}:{number}"
        if not line:
            continue
        if line[:2] in ("@ ", "= ") or start is None:
            if start is not None:
                yield *start, block
            start, block = (place, line), []
            if line[:2] not in ("@ ", "= "):
                yield place, line, []
                start = None
        else:
            block.append((place, line))
    if start is not None:
        yield *start, block


def _document(line: str, block: list[tuple[str, str]], where: str) -> Document:
    parts = split_parts(line[2:], where, "@ d1 | wire | Source | 1988-03-15, and `| copy of d2` for a reprint", (4, 5))
    if not re.fullmatch(r"d[1-9]", parts[0]):
        raise MalformedStory(f"{where}: document {parts[0]!r}; number the documents d1, d2 and so on")
    check_known("source kind", parts[1], SOURCE_KINDS, where)
    if len(parts) == 5 and not re.fullmatch(r"copy of d[1-9]", parts[4]):
        raise MalformedStory(f"{where}: {parts[4]!r} at the end of a document's line; write `copy of d1`")
    published = None if parts[3] == "undated" else parse_day(parts[3], where)
    title: str | None = None
    paragraphs: list[str] = []
    marks: list[Mark] = []
    for place, raw in block:
        shift = sum(len(paragraph) + 2 for paragraph in paragraphs)
        text, found = parse_marks(raw.removeprefix("# "), place)
        if raw.startswith("# "):
            if paragraphs:
                raise MalformedStory(f"{place}: a headline below the text; a document's headline is its first line")
            title = text
        marks += [replace(mark, start=mark.start + shift, end=mark.end + shift) for mark in found]
        paragraphs.append(text)
    if not paragraphs:
        raise MalformedStory(f"{where}: {parts[0]} has no text; write its paragraphs below, one a line")
    copy_of = parts[4].removeprefix("copy of ") if len(parts) == 5 else None
    return Document(parts[0], parts[1], parts[2], published, copy_of, title, "\n\n".join(paragraphs), tuple(marks))


def _check(story: Story, lines: dict[str, str], where: str) -> None:
    """Raise MalformedStory where parts of a story do not fit each other."""
    if not story.about:
        raise MalformedStory(f"{where}: no line `about:`; say in a sentence what the story is")
    for trait in story.traits:
        check_known("trait", trait, TRAITS, where)
    held = {
        "reprint": any(document.copy_of for document in story.documents),
        "undated": any(document.published is None for document in story.documents),
    }
    for trait, is_held in held.items():
        if is_held != (trait in story.traits):
            raise MalformedStory(
                f"{where}: trait {trait!r} and the documents disagree; name it where a document is one"
            )
    if len(story.documents) not in DOCUMENTS:
        found = len(story.documents)
        raise MalformedStory(f"{where}: {found} documents; write {DOCUMENTS.start} to {DOCUMENTS.stop - 1}")
    ids = {document.id for document in story.documents}
    declared = {happening.id for happening in story.happenings}
    for document in story.documents:
        if document.copy_of and (document.copy_of not in ids or document.copy_of == document.id):
            raise MalformedStory(
                f"{lines[document.id]}: a copy of {document.copy_of}; name another document of the story"
            )
        for mark in document.marks:
            if mark.happening not in declared:
                words = document.text[mark.start : mark.end]
                raise MalformedStory(
                    f"{lines[document.id]}: {words!r} is marked {mark.happening}, which is not declared; "
                    f"write a line `= {mark.happening} | ...` below the documents"
                )
    for happening in story.happenings:
        _check_happening(happening, story, declared, lines[happening.id])


def _check_happening(happening: Happening, story: Story, declared: set[str], where: str) -> None:
    documents = [
        document for document in story.documents if any(mark.happening == happening.id for mark in document.mentions)
    ]
    if not documents:
        raise MalformedStory(f"{where}: {happening.id} has no mention; mark its words as [words|{happening.id}]")
    for linked in (happening.part_of, happening.content_of):
        if linked and linked not in declared:
            raise MalformedStory(f"{where}: {happening.id} names {linked}, which is not declared; declare it")
    texts = [document.text for document in story.documents]
    sources = [document.source for document in story.documents]
    for party in (*happening.actors, *happening.recipients):
        for name in party.names:
            if not _stands(name, [*texts, *sources]):
                raise MalformedStory(f"{where}: {name!r} stands in no document; copy the words of the text exactly")
    place = happening.place
    if place and place.latitude is not None and not any(_stands(name, [*texts, *sources]) for name in place.names):
        raise MalformedStory(f"{where}: none of {place.names} stands in a document; begin with the name in the text")
    published = [document.published for document in documents]
    latest = max((day for day in published if day), default=None)
    is_dated = latest is not None and None not in published
    if happening.factuality == "actual" and happening.first and is_dated and latest and happening.first > latest:
        right = "write an earlier day, or a factuality that is not actual"
        raise MalformedStory(f"{where}: {happening.id} is actual on {happening.first}, after {latest}; {right}")
    for claim in happening.claims:
        of = [document for document in documents if document.id == claim.document]
        if not of:
            raise MalformedStory(f"{where}: a claim of {claim.document}, which does not mention {happening.id}")
        if claim.column in ("actor", "recipient", "place") and not _stands(claim.value, [of[0].text]):
            raise MalformedStory(f"{where}: {claim.value!r} does not stand in {claim.document}; copy its words exactly")


def _stands(words: str, texts: Iterable[str]) -> bool:
    pattern = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")
    return any(pattern.search(text) for text in texts)
