"""Answers of a language model for tests: a test names what it is about, these fill the rest."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

Party = tuple[str, str | None, str | None]
"""Words, country and sector."""


def told(reports: Iterable[tuple[int, str]], event_type: str, **about: Any) -> dict[str, Any]:
    """Return an event as an answer tells it: an actual one of today, by nobody, unless said otherwise."""
    event: dict[str, Any] = {
        "reports": [{"sentence": number, "words": words} for number, words in reports],
        "event_type": event_type,
        "mode": None,
        "contexts": [],
        "factuality": "actual",
        "certainty": "certain",
        "actors": [],
        "recipients": [],
        "is_mutual": False,
        "day": None,
        "first_on": None,
        "last_on": None,
        "places": [],
        "place_country": None,
        "numbers": [],
        "said_by": None,
    }
    return event | about


def parties(*named: Party) -> list[dict[str, str | None]]:
    """Return parties as an answer tells them."""
    return [{"words": words, "country": country, "sector": sector} for words, country, sector in named]


def answer_of(*events: dict[str, Any]) -> str:
    """Return an answer with some events."""
    return json.dumps({"events": events})


def sentences_in(message: str) -> Sequence[str]:
    """Return the numbered sentences of the message that holds a document."""
    lines = (line.partition(". ") for line in message.splitlines())
    return [words for number, dot, words in lines if dot and number.isdigit()]
