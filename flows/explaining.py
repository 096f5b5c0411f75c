"""The story of one event for a person: what was coded, on which words it rests, and why."""

from collections.abc import Iterator
from typing import Any

from rich.text import Text

from flows.coding import conditions, unit_of, worded
from flows.printing import printable

STYLES = {"trigger": "bold red", "actor": "bold green", "recipient": "bold blue"}
OTHER_STYLE = "bold"  # of times, places, numbers and speakers
QUAD = {1: "verbal cooperation", 2: "material cooperation", 3: "verbal conflict", 4: "material conflict"}


def explanation(event: dict[str, Any]) -> Text:
    """Return the story of an event that `warehouse.asking.explain` told."""
    text = Text()
    mode = f"/{event['mode']}" if event["mode"] else ""
    text.append(f"{event['event_type']}{mode}", style="bold")
    text.append(
        f"  {event['factuality']}, {event['certainty']}, {QUAD[event['quad_class']]}, score {event['score']:g}, "
    )
    text.append(f"confidence {event['confidence']:.2f}\n\n  ")
    text.append_text(marked_sentence(event))
    text.append("\n\n")
    for name, value in facts(event):
        text.append(f"  {name:12}", style="dim")
        text.append(f"{printable(value)}\n")
    return text


def marked_sentence(event: dict[str, Any]) -> Text:
    """Return the sentence with what it tells of the event marked by colour and by brackets."""
    sentence, start = event["sentence"], event["sentence_start"]
    marked, at = Text(), 0
    for span in apart(event["evidence"], start, start + len(sentence)):
        first, last = span["words_start"] - start, span["words_end"] - start
        marked.append(printable(sentence[at:first]))
        marked.append(
            f"[{span['part']}: {printable(sentence[first:last])}]", style=STYLES.get(span["part"], OTHER_STYLE)
        )
        at = last
    marked.append(printable(sentence[at:]))
    return marked


def apart(spans: list[dict[str, Any]], start: int, end: int) -> list[dict[str, Any]]:
    """Return in reading order the spans between two offsets of which none touches another.

    Trigger, actors and recipients go before times, places and speakers, and of each the first and shortest: a country
    in the name of its army gives way to whichever comes first.
    """
    chosen: list[dict[str, Any]] = []
    for span in sorted(spans, key=lambda span: (span["part"] not in STYLES, span["words_start"], span["words_end"])):
        first, last = span["words_start"], span["words_end"]
        if (
            start <= first
            and last <= end
            and all(last <= one["words_start"] or first >= one["words_end"] for one in chosen)
        ):
            chosen.append(span)
    return sorted(chosen, key=lambda span: span["words_start"])


def when(event: dict[str, Any]) -> str:
    """Return the days of an event in words, with how they are known."""
    first_on, last_on = event["occurred_first_on"], event["occurred_last_on"]
    if first_on is None and last_on is None:
        return "unknown"
    days = str(first_on) if first_on == last_on else f"{first_on or 'open'} to {last_on or 'open'}"
    return f"{days} ({event['occurred_basis']})"


def facts(event: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield what is known of the event, name by name."""
    for side in ("actor", "recipient"):
        if names := event[f"{side}s"]:
            codes = [event[f"{side}_countries"], event[f"{side}_sectors"]]
            yield side, f"{names} ({', '.join(code for code in codes if code)})"
    yield "when", when(event)
    if event["place"]:
        yield "where", event["place"]
    for one in event["magnitudes"]:
        most = "or more" if one["highest"] is None else f"to {one['highest']}"
        yield one["kind"], f"{one['words']} = {one['lowest']} {most}"
    if event["cues"]:
        yield "cues", ", ".join(event["cues"])
    yield "asserted by", event["asserted_by"] + (f" ({event['speaker']})" if event["speaker"] else "")
    yield "coded by", f"{event['rule']} (engine {event['engine']})"
    if unit := unit_of(event["rule"]):
        yield "unit", "; ".join(f"{name} {worded(value)}" for name, value in conditions(unit).items() if value)
    yield "document", f"{event['title'] or 'untitled'}, {event['source']}, {event['published_first_on'] or 'undated'}"
    yield "from", f"{event['url'] or event['path']}, characters {event['trigger_start']} to {event['trigger_end']}"
    yield "incident", event["incident_id"] or "none: not an actual event"
    yield "event", event["event_id"]
