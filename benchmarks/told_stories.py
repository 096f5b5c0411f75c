"""How much of right answers is left in the rows: those that our own stories mark, answered as a perfect reader would.

    python -m benchmarks.told_stories --stories 12

Of each held-out story that nothing learns from, every document is answered with what the story marks: the words of
each happening, who took part by the names that stand in the document, the words that date it, its days, and the names
of its place. What is then wrong in a row is the work of grounding, times, gazetteer, lexicons and coreference. The
engine is scored beside it.
"""

import argparse
import json
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.record import replay, take_answers
from benchmarks.recorded_answers import Recorded, instructions_hash, questions_of
from evaluation.gold import read_gold
from evaluation.rows import RowItem
from training.stories import read_stories
from training.story import Document, Happening, Party, Story
from training.story_rows import to_rows

ABOUT = Recorded("our marks", "answers that are right", "of no day", instructions_hash())


def answer_about(document: Document, story: Story, sentences: Sequence[str]) -> str:
    """Return what a perfect reader answers about a document of a story."""
    events = (event_of(happening, document, sentences) for happening in story.happenings)
    return json.dumps({"events": [event for event in events if event["reports"]]}, ensure_ascii=False)


def event_of(happening: Happening, document: Document, sentences: Sequence[str]) -> dict[str, Any]:
    """Return a happening as an answer tells it; it has no reports where the document has no words for it."""
    marks = [mark for mark in document.marks if mark.happening == happening.id]
    words = [document.text[mark.start : mark.end] for mark in marks if not mark.dates]
    days = [document.text[mark.start : mark.end] for mark in marks if mark.dates]
    told_otherwise = [mark.factuality for mark in marks if mark.factuality and not mark.dates]
    return {
        "reports": [{"sentence": number_of(word, sentences), "words": word} for word in words],
        "event_type": happening.types[0],
        "mode": happening.mode,
        "contexts": [],
        "factuality": told_otherwise[0] if len(told_otherwise) == len(words) and words else happening.factuality,
        "certainty": "certain",
        "actors": list(parties_of(happening.actors, document)),
        "recipients": list(parties_of(happening.recipients, document)),
        "is_mutual": happening.mutual,
        "day": days[0] if days else None,
        "first_on": happening.first.isoformat() if happening.first else None,
        "last_on": happening.last.isoformat() if happening.last else None,
        "places": [name for name in happening.place.names if name in document.text] if happening.place else [],
        "place_country": happening.place.countries[0] if happening.place and happening.place.countries else None,
        "numbers": [],
        "said_by": None,
    }


def number_of(words: str, sentences: Sequence[str]) -> int:
    """Return the number of the first sentence with some words; 0 for none, which lets them be sought anywhere."""
    return next((number for number, sentence in enumerate(sentences, start=1) if words in sentence), 0)


def named_in(names: Sequence[str], document: Document) -> str | None:
    """Return the longest of some names that stands in a document."""
    return max((name for name in names if name in document.text), key=len, default=None)


def parties_of(parties: Sequence[Party], document: Document) -> Iterator[dict[str, str | None]]:
    """Yield the parties that a document names."""
    for party in parties:
        if words := named_in(party.names, document):
            country = party.countries[0] if party.countries else None
            yield {"words": words, "country": country, "sector": party.sectors[0] if party.sectors else None}


def main() -> None:
    """Answer, score and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stories", type=int, default=12)
    wanted = parser.parse_args().stories
    stories = [story for story in read_stories() if story.is_held_out][:wanted]
    with tempfile.TemporaryDirectory() as name:
        gold, answers, recorded = Path(name) / "rows.jsonl", Path(name) / "answers", Path(name) / "recorded"
        rows = [{"set": "stories", **row} for story in stories for row in to_rows(story)]
        gold.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
        documents = {f"{story.name}.{one.id}": (one, story) for story in stories for one in story.documents}
        items = read_gold(gold, RowItem)
        answers.mkdir()
        for asked in questions_of(items):
            text, story = documents[asked.item.id]
            lines = [line.partition(". ")[2] for line in asked.question.text.splitlines()]
            (answers / f"{asked.name}.json").write_text(answer_about(text, story, lines), encoding="utf-8")
        take_answers(items, answers, recorded, ABOUT)
        print(f"{len(stories)} stories, {len(items)} documents")
        print("\n".join(replay(gold, recorded)))


if __name__ == "__main__":
    main()
