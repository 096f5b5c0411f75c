"""The story of one event for a person: what was coded, on which words it rests, and why."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from rich.text import Text

from flows.coded_text import conditions, pattern_of, worded
from flows.joining_lines import correction_lines, link_lines, nearest_lines
from transforms.control_characters import printable

STYLES = {"trigger": "bold red", "actor": "bold green", "recipient": "bold blue"}
OTHER_STYLE = "bold"  # of times, places, numbers and speakers
QUAD = {1: "verbal cooperation", 2: "material cooperation", 3: "verbal conflict", 4: "material conflict"}


def explanation(event: dict[str, Any]) -> Text:
    """Return the story of an event that `warehouse.asking.explain` told, report by report.

    Its `joining` is what `warehouse.joining.joining_of` found, or `missing` with why there is nothing to find.
    """
    standing, *others = event["reports"]
    joining, numbers = event["joining"], numbers_of(event)
    links = {
        link["report_id"]: list(link_lines(link, numbers, joining["threshold"])) for link in joining.get("links", ())
    }
    text = Text()
    mode = f"/{event['mode']}" if event["mode"] else ""
    text.append(f"{event['event_type']}{mode}", style="bold")
    text.append(
        f"  {event['factuality']}, {event['certainty']}, {QUAD[event['quad_class']]}, score {event['score']:g}, "
    )
    text.append(f"confidence {event['confidence']:.2f}\n\n  ")
    text.append_text(marked_sentence(standing))
    text.append("\n\n")
    append_facts(text, [*facts_of_event(event), *corrections_of(event, standing), *facts_of_report(standing)])
    if event["fields"]:
        text.append("\nwhat gives each field\n\n", style="bold")
        fields = list(grounds(event))
        append_facts(text, fields, width=max((len(name) for name, _ in fields), default=0) + 2)
    for number, report in enumerate(others, start=2):
        text.append(f"\nreport {number} of {len(event['reports'])}", style="bold")
        text.append(f"  confidence {report['confidence']:.2f}\n\n  ")
        text.append_text(marked_sentence(report))
        text.append("\n\n")
        joined = links.get(report["report_id"], [])
        append_facts(text, [*joined, *corrections_of(event, report), *facts_of_report(report)])
    append_nearest(text, event)
    return text


def append_nearest(text: Text, event: dict[str, Any]) -> None:
    """Add why the nearest other events are other ones."""
    text.append("\nnearest other events\n", style="bold")
    for lines in nearest_lines(event["joining"], numbers_of(event)):
        text.append("\n")
        append_facts(text, lines)


def numbers_of(event: dict[str, Any]) -> dict[str, int]:
    """Return the numbers of the reports of an event, from 1 for the one that stands for it."""
    return {report["report_id"]: number for number, report in enumerate(event["reports"], start=1)}


def corrections_of(event: dict[str, Any], report: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield what people set right of a report that changed what was compared of it."""
    yield from correction_lines(event["joining"].get("corrections", ()), report["report_id"])


def append_facts(text: Text, facts: Iterable[tuple[str, str]], width: int = 12) -> None:
    """Add what is known, a line for each name."""
    for name, value in facts:
        text.append(f"  {name:{width}}", style="dim")
        text.append(f"{printable(value)}\n")


def marked_sentence(report: dict[str, Any]) -> Text:
    """Return the sentence with what it tells of the event marked by colour and by brackets."""
    sentence, start = report["sentence"], report["sentence_start"]
    marked, at = Text(), 0
    for span in apart(report["evidence"], start, start + len(sentence)):
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


def facts_of_event(event: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield what all its reports together tell of an event, name by name."""
    yield from who(event)
    yield "when", when(event)
    if event["place"]:
        yield "where", event["place"]
    counted = [f"{name} {event[name]}" for name in ("deaths", "injured", "arrested", "size") if event[name] is not None]
    if counted:
        yield "numbers", ", ".join(counted)
    for number in event["numbers"]:
        if number["is_disputed"]:
            yield (
                "disputed",
                f"{number['kind']} from {number['lowest']} ({number['lowest_by']}) to {number['highest']} "
                f"({number['highest_by']}), at last {number['latest']} ({number['latest_by']})",
            )
    for name, others in (("part of", event["part_of"]), ("has part", event["parts"])):
        for other in others:
            yield name, f'{other["event_type"]} "{other["trigger"]}" ({other["reason"]}), event {other["event_id"]}'
    rivals = "; somebody asserts it and somebody else denies it" if event["has_rival_claims"] else ""
    reports, documents, sources = len(event["reports"]), event["documents"], event["independent_sources"]
    yield (
        "told by",
        f"{many(reports, 'report')} in {many(documents, 'document')}, {many(sources, 'independent source')}{rivals}",
    )
    yield "event", event["event_id"]


def grounds(event: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield for each field of an event what gives it best, and how many other reports do."""
    numbers = numbers_of(event)
    for (field, value), rows in groupby(event["fields"], key=lambda row: (row["field"], row["value"])):
        best, *others = sorted(rows, key=lambda row: (not row["is_told"], numbers.get(row["report_id"], 0)))
        words = f'"{best["words"]}"' if best["words"] else "no words"
        by = f", report {numbers[best['report_id']]}" if best["report_id"] else ""
        more = f", and {len(others)} more" if others else ""
        yield field.replace("_", " "), f"{value}: {words} ({best['basis']}{by}{more})"


def facts_of_report(report: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield what is known of a report, name by name."""
    for one in report["magnitudes"]:
        most = "or more" if one["highest"] is None else f"to {one['highest']}"
        yield one["kind"], f"{one['words']} = {one['lowest']} {most}"
    if report["cues"]:
        yield "cues", ", ".join(report["cues"])
    yield "asserted by", report["asserted_by"] + (f" ({report['speaker']})" if report["speaker"] else "")
    yield "coded by", f"{report['rule']} (engine {report['engine']})"
    if pattern := pattern_of(report["rule"]):
        yield "pattern", "; ".join(f"{name} {worded(value)}" for name, value in conditions(pattern).items() if value)
    published = report["published_first_on"] or "undated"
    yield "document", f"{report['title'] or 'untitled'}, {report['source']}, {published}"
    yield "from", f"{report['url'] or report['path']}, characters {report['trigger_start']} to {report['trigger_end']}"
    yield "report", report["report_id"]


def who(event: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the actors and the recipients, each with their codes."""
    for role in ("actor", "recipient"):
        if names := event[f"{role}s"]:
            codes = [event[f"{role}_countries"], event[f"{role}_sectors"]]
            yield role, f"{names} ({', '.join(code for code in codes if code)})"


def many(number: int, name: str) -> str:
    """Return a number with the name of what is counted."""
    return f"{number} {name}{'' if number == 1 else 's'}"
