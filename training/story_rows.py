"""Takes our own stories, gives them as a gold set of whole rows; run, it checks and counts all stories."""

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from training.stories import FOLDER, read_story
from training.story import Happening, MalformedStory, Party, Story

AROUND = 40  # characters that show a doubt on each side


def to_rows(story: Story) -> list[dict[str, Any]]:
    """Return the documents of a story in the shape of a gold set of rows, each with the happenings it mentions."""
    rows: list[dict[str, Any]] = [
        {
            "id": f"{story.name}.{document.id}",
            "story": story.name,
            "title": document.title,
            "date": document.published and document.published.isoformat(),
            "text": document.text,
            "happenings": [],
        }
        for document in story.documents
    ]
    for happening in story.happenings:
        for row, document in zip(rows, story.documents, strict=True):
            if any(mark.happening == happening.id for mark in document.mentions):
                row["happenings"].append(_row(happening, story))
    return rows


def _row(happening: Happening, story: Story) -> dict[str, Any]:
    place = happening.place
    return {
        "id": f"{story.name}.{happening.id}",
        "types": happening.types,
        "tier": happening.tier,
        "factuality": happening.factuality,
        "actors": [_party(party) for party in happening.actors],
        "recipients": [_party(party) for party in happening.recipients],
        "mutual": happening.mutual,
        "first": happening.first and happening.first.isoformat(),
        "last": happening.last and happening.last.isoformat(),
        "place": place
        and {
            "names": place.names,
            "country": place.countries,
            "lat": place.latitude,
            "lon": place.longitude,
            "radius_km": place.radius_km,
        },
        **happening.counts,
        "mentions": [
            {
                "doc": f"{story.name}.{document.id}",
                "start": mark.start,
                "end": mark.end,
                "text": document.text[mark.start : mark.end],
            }
            for document in story.documents
            for mark in document.mentions
            if mark.happening == happening.id
        ],
    }


def _party(party: Party) -> dict[str, Any]:
    marked = {"text": party.names, "country": party.countries, "sector": party.sectors}
    return {**marked, "optional": True} if party.optional else marked


def doubts(story: Story) -> Iterator[str]:
    """Give each place where words stand unmarked that are marked elsewhere in the story: perhaps a mention left out."""
    marked = {one.text[mark.start : mark.end] for one in story.documents for mark in one.mentions}
    for document in story.documents:
        for words in sorted(marked):
            for found in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", document.text, re.IGNORECASE):
                if not any(mark.start < found.end() and found.start() < mark.end for mark in document.marks):
                    around = document.text[max(0, found.start() - AROUND) : found.end() + AROUND]
                    yield f"{story.name} {document.id}: {' '.join(around.split())}"


def _readable(folder: Path) -> Iterator[Story]:
    """Give the stories of a folder; say of each other file what is wrong with it first."""
    for path in sorted(folder.glob("*.txt")):
        try:
            yield read_story(path)
        except MalformedStory as refusal:
            print(refusal)


def main() -> None:
    """Check every story of the folder, print what they hold, and write them as rows if asked."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--folder", type=Path, default=FOLDER)
    parser.add_argument("--rows", type=Path, help="gold set to write, for `entente evaluate rows`")
    parser.add_argument("--held-out", action="store_true", help="write the stories alone that nothing learns from")
    parser.add_argument("--doubts", action="store_true")
    asked = parser.parse_args()
    stories = list(_readable(asked.folder))
    happenings = [happening for story in stories for happening in story.happenings]
    documents = [document for story in stories for document in story.documents]
    print(f"{len(stories)} stories, {sum(story.is_held_out for story in stories)} of them held out")
    print(f"{len(documents)} documents, {sum(len(document.text.split()) for document in documents)} words")
    print(f"{len(happenings)} happenings, {sum(len(document.mentions) for document in documents)} mentions")
    for what, counted in (
        ("traits", (trait for story in stories for trait in story.traits)),
        ("types", (happening.types[0] for happening in happenings)),
        ("factuality", (happening.factuality for happening in happenings)),
        ("source kinds", (document.source_kind for document in documents)),
        (
            "decades",
            (f"{document.published.year // 10}0s" if document.published else "undated" for document in documents),
        ),
        ("countries", (happening.place.countries[0] for happening in happenings if happening.place)),
    ):
        print(f"{what}: " + ", ".join(f"{key} {number}" for key, number in Counter(counted).most_common()))
    if asked.doubts:
        print("\n".join(doubt for story in stories for doubt in doubts(story)))
    if asked.rows:
        written = [story for story in stories if story.is_held_out or not asked.held_out]
        lines = [json.dumps(row, ensure_ascii=False) for story in written for row in to_rows(story)]
        asked.rows.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
