"""The differences between two releases for a person: lines of text."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from transforms.control_characters import printable

if TYPE_CHECKING:
    from warehouse.differences import Differences, DocumentDifference, EventDifference, FieldDifference, Why

REASONS: Mapping[str, str] = {
    "document": "new document",
    "version": "new version of a document",
    "withdrawal": "withdrawn document",
    "source": "what is declared of its source",
    "correction": "correction",
    "code": "our code",
    "lexicon": "our lexicons or models",
    "entity": "what other documents tell of who somebody is",
}
KIND = 9  # characters of the column in which `changed` stands
KEY = 8  # characters of a key that are shown; `entente explain` takes them


def lines_of(found: "Differences") -> Iterator[str]:
    """Yield the lines that tell how two releases differ: a summary, then each event, then each document."""
    yield f"release {found.first} to {found.second}: {summary(found)}"
    if found.is_compared:
        yield f"(release {found.second} was not built on release {found.first}, so nothing is known of why)"
    for event in found.events:
        yield ""
        yield from event_lines(event)
    yield from more(sum(sum(reasons.values()) for reasons in found.counts.values()) - len(found.events), "event")
    if found.documents:
        yield ""
    for document in found.documents:
        yield document_line(document)
    yield from more(sum(found.documents_count.values()) - len(found.documents), "document")


def summary(found: "Differences") -> str:
    """Return how many events and documents differ, events by kind and reason."""
    parts = [events_of_kind(kind, reasons) for kind, reasons in found.counts.items()]
    documents = [
        f"{count:,} {'got a new version' if kind == 'version' else kind}"
        for kind, count in found.documents_count.items()
    ]
    events = f"events: {'; '.join(parts)}" if parts else "no event differs"
    return f"{events}. documents: {', '.join(documents)}" if documents else events


def events_of_kind(kind: str, reasons: Mapping[str, int]) -> str:
    """Return how many events came, went, changed or merged, and for which reasons."""
    whole = f"{sum(reasons.values()):,} {kind}"
    known = [f"{reason} {count:,}" for reason, count in reasons.items() if reason != "compared"]
    return f"{whole} ({', '.join(known)})" if known else whole


def more(count: int, name: str) -> Iterator[str]:
    """Yield the line that says how many are not shown, if there are any."""
    if count > 0:
        yield ""
        yield f"{count:,} {name}{'' if count == 1 else 's'} more; --limit 0 shows all"


def event_lines(difference: "EventDifference") -> Iterator[str]:
    """Yield the lines about an event."""
    event = difference.event
    mode = f"/{event['mode']}" if event.get("mode") else ""
    who = " -> ".join(plain(event[role]) for role in ("actors", "recipients") if event.get(role))
    where = f"in {plain(event['place'])}" if event.get("place") else ""
    parts = [days(event), f"{event.get('event_type', '?')}{mode}", who, where, difference.event_id[:KEY]]
    yield f"{difference.kind:{KIND}}{'  '.join(part for part in parts if part)}"
    if difference.into:
        yield indented(f"into {difference.into[:KEY]}")
    elif difference.formerly:
        yield indented(f"was {difference.formerly[:KEY]}")
    yield from map(indented, field_lines(difference))


def field_lines(difference: "EventDifference") -> Iterator[str]:
    """Yield the fields that changed, those of one reason together, and why; of an event that did not, why alone."""
    by_reason: dict[Why, list[FieldDifference]] = {} if difference.fields else {difference.why: []}
    for field in difference.fields:
        by_reason.setdefault(field.why, []).append(field)
    for why, fields in by_reason.items():
        for field in fields:
            yield f"{field.field.replace('_', ' ')}: {value(field.before)} -> {value(field.after)}"
        if why.reason:
            yield f"why: {reason(why)}"


def reason(why: "Why") -> str:
    """Return why something changed, with the document that explains it."""
    parts = REASONS.get(why.reason or "", why.reason or "")
    title = f" ({plain(why.title)})" if why.title else ""
    return f"{parts} {plain(why.path)}{title}" if why.path else parts


def document_line(document: "DocumentDifference") -> str:
    """Return the line about a document."""
    title = f" ({plain(document.title)})" if document.title else ""
    detail = f", instead of {document.detail[:KEY]}" if document.kind == "version" and document.detail else ""
    gone = f": {plain(document.detail)}" if document.kind == "went" and document.detail else ""
    return f"document {document.kind:{KIND}}{plain(document.path)}{title}{detail}{gone}"


def days(event: Mapping[str, Any]) -> str:
    """Return the days of an event."""
    first, last = event.get("occurred_first_on"), event.get("occurred_last_on")
    if first is None and last is None:
        return "undated"
    return str(first) if first == last else f"{first or 'open'} to {last or 'open'}"


def value(text: str | None) -> str:
    """Return the value of a field; null is `none`."""
    return "none" if text is None else plain(text)


def plain(text: str) -> str:
    """Return a text in one line that cannot steer a terminal."""
    return " ".join(printable(text).split())


def indented(line: str) -> str:
    """Return a line below the first one of an event."""
    return f"{'':{KIND}}{line}"
