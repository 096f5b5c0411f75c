"""The words of a brief: sections of entries, each with its facts and its quotations, in plain text without markup."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from warehouse.brief.gathering import NEWS_DAYS, Brief, Levels, Record, Since
from warehouse.brief.unusual import FEWEST_EVENTS, FEWEST_WINDOWS, LEVEL, WINDOWS

KEY = 12  # characters of a key that are shown; the report page and `entente explain` take them
MOST_KEYS = 5  # of events that are withdrawn together
MOST_WORDS = 400  # characters of a quotation
PARTS = {
    "baseline": {"rift": "they stood together", "thaw": "they stood against each other"},
    "turn": {"rift": "the conflict", "thaw": "the cooperation"},
    "reversal": {"rift": "the way back", "thaw": "the way back"},
    "counter": {"rift": "what speaks against it", "thaw": "what speaks against it"},
}
REVERSALS = {
    "merged": "is now one with {now}",
    "withdrawn": "is withdrawn",
    "split": "is told by fewer reports: {before}, now {after}",
    "contradicted": "is now denied by somebody",
    "factuality": "was {before}, is now {after}",
}
REASONS = {
    "document": "a new document",
    "version": "a new version of a document",
    "withdrawal": "a withdrawn document",
    "source": "what is declared of its source",
    "correction": "a correction",
    "code": "our code",
    "lexicon": "our lexicons or models",
    "entity": "what other documents tell of who somebody is",
}


@dataclass(frozen=True)
class Quotation:
    """Words of a document, and where they stand."""

    label: str | None
    """What the words are evidence of; null where there is only one thing."""
    words: str
    source: str
    path: str
    url: str | None
    event: str | None
    """Beginning of the key of the event of which the report page shows the evidence; null where it is of none."""


@dataclass(frozen=True)
class Entry:
    """One thing that is new."""

    title: str
    facts: Sequence[str]
    quotations: Sequence[Quotation]


@dataclass(frozen=True)
class Section:
    """The entries of one sort, and how they were found."""

    title: str
    note: str
    entries: Sequence[Entry]


def title_of(brief: Brief) -> str:
    """Return the title of the page, which is the subject of a message too."""
    if brief.since.day:
        return f"What is new since {brief.since.day}"
    if brief.since.release == 0:
        return f"What release {brief.release} tells"
    return f"What is new since release {brief.since.release}"


def lead_of(brief: Brief) -> str:
    """Return in a few sentences how much is new."""
    now = f"release {brief.release} ({brief.made_on})"
    if brief.is_empty:
        return f"Nothing new since {beginning(brief.since)}."
    told = f"{many(brief.new_events, 'event')} in {many(brief.new_documents, 'document')}"
    if brief.since.day:
        left_out = f"; {many(brief.undated, 'document')} without a day left out" if brief.undated else ""
        return f"{told}, published since {brief.since.day}, by {now}{left_out}. Read by a program and not by people."
    if brief.since.release == 0:
        return (
            f"This is the first release, so everything is new: {told}, by {now}. Read by a program and not by people."
        )
    return f"{told} new since {beginning(brief.since)}, by {now}. Read by a program and not by people."


def beginning(since: Since) -> str:
    """Return in words where a brief begins."""
    return str(since.day) if since.day else f"release {since.release} ({since.made_on})"


def sections(brief: Brief) -> Iterator[Section]:
    """Yield the sections of a brief, none where nothing is new."""
    if brief.is_empty:
        return
    yield events(brief)
    yield rifts(brief)
    yield reversals(brief)
    if brief.levels:
        yield levels(brief.levels)


def events(brief: Brief) -> Section:
    """Return the section of the events."""
    found = brief.events
    all_stories = found[0]["all_stories"] if found else 0
    shown = f"{len(found)} of {many(all_stories, 'story', 'stories')}" if all_stories > len(found) else "All"
    note = (
        f"What happened and has a political side among its actors, one event of each story. {shown}, by independent "
        "sources, then by deaths, then by how grave the type is; what happened more than "
        f"{NEWS_DAYS} days before it was published, or at no known time, comes last."
    )
    return Section(
        "Events", note if found else "No new event has a political side among its actors.", list(map(event, found))
    )


def event(row: Record) -> Entry:
    """Return an event with its sentence."""
    deaths, others = row["deaths"], row["others"]
    facts = [
        days(row),
        row["place"],
        deaths is not None and f"{deaths:,} killed",
        many(row["independent_sources"], "independent source"),
        many(row["documents"], "document"),
        row["has_rival_claims"] and "denied by somebody",
        row["certainty"] != "certain" and row["certainty"],
        row["is_background"] and "background",
        others > 0 and f"{others:,} more of this story",
        row["event_id"][:KEY],
    ]
    return Entry(reading(row), [fact for fact in facts if fact], [quotation(row)])


def reading(row: Record) -> str:
    """Return who did what to whom."""
    mode = f" ({row['mode']})" if row["mode"] else ""
    whom = f" → {row['whom']}" if row["whom"] else ""
    return f"{row['who'] or 'somebody'}{whom}: {row['event_type'].lower()}{mode}"


def rifts(brief: Brief) -> Section:
    """Return the section of rifts and thaws."""
    note = (
        "Conflict between political sides that stand together, cooperation between those that stand against each "
        "other, told by at least two documents that did not copy. New is one of which only new documents tell the "
        "turns, or why they stand as they stand."
    )
    return Section(
        "Rifts and thaws", note if brief.rifts else "No new rift and no new thaw.", list(map(rift, brief.rifts))
    )


def rift(row: Record) -> Entry:
    """Return a rift or thaw with the weightiest words of each part."""
    facts = [
        span(row["first_on"], row["last_on"]),
        f"strength {row['strength']:.2f}",
        many(row["turns"], "turn"),
        many(row["independent_documents"], "independent document"),
        row["others"] and f"and {many(row['others'], 'other time')}",
        row["rift_id"][:KEY],
    ]
    pieces = sorted(row["pieces"], key=lambda piece: list(PARTS).index(piece["part"]))
    quotations = [quotation(piece, PARTS[piece["part"]][row["kind"]], "words") for piece in pieces]
    return Entry(f"{row['kind'].capitalize()}: {row['a']} and {row['b']}", [fact for fact in facts if fact], quotations)


def reversals(brief: Brief) -> Section:
    """Return the section of what is no more as it was told."""
    if brief.since.release == 0 and not brief.since.day:
        return Section("Reversals", "The first release has nothing before it that could be reversed.", [])
    found = brief.reversals
    all_of_them = found[0]["all_reversals"] if found else 0
    shown = sum(len(row["event_ids"]) for row in found)
    note = f"Told otherwise by an earlier release; {shown} of {all_of_them} shown."
    nothing = "Nothing that was told before was merged, split, withdrawn or contradicted."
    return Section("Reversals", note if found else nothing, list(map(reversal, found)))


def reversal(row: Record) -> Entry:
    """Return an event that is no more as it was told, with its sentence where it is still an event."""
    what = REVERSALS[row["reversal"]].format(now=row["now_id"][:KEY], before=row["before"], after=row["after"])
    why = f"why: {REASONS.get(row['reason'], row['reason'])}"
    key = row["event_id"][:KEY]
    changed_path = f"{why}, {row['changed_path']}" if row["changed_path"] else why
    if row["event_type"] is None:
        keys = [event_id[:KEY] for event_id in row["event_ids"]]
        more = [f"and {len(keys) - MOST_KEYS} more"] if len(keys) > MOST_KEYS else []
        title = f"Event {key} {what}" if len(keys) == 1 else f"{len(keys):,} events are withdrawn"
        return Entry(
            title, [changed_path, *([" ".join([", ".join(keys[:MOST_KEYS]), *more])] if len(keys) > 1 else [])], []
        )
    facts = [days(row), row["place"], f"event {key} {what}", changed_path]
    return Entry(reading(row), [fact for fact in facts if fact], [quotation(row | {"event_id": row["now_id"]})])


def levels(found: Levels) -> Section:
    """Return the section of places and actors above their usual level."""
    title = "Above their usual level"
    window = f"the {many(found.days, 'day')} to {found.last_on}"
    if not found.is_enough:
        return Section(
            title,
            f"Not enough history for a baseline: of the {WINDOWS} windows of {many(found.days, 'day')} before {window} "
            f"{found.windows} {'has' if found.windows == 1 else 'have'} documents, and {FEWEST_WINDOWS} are needed.",
            [],
        )
    if not found.compared:
        return Section(title, f"No place and no actor has {FEWEST_EVENTS} events in {window}, so none is compared.", [])
    note = (
        f"In {window}, against the {many(found.windows, 'window')} of as many days before that have documents (of "
        f"{WINDOWS}). A level counts as unusual where the chance of so many events is below {LEVEL} divided by the "
        f"{found.compared} places and actors compared, those with at least {FEWEST_EVENTS} events (conditional test of "
        "two Poisson counts)."
    )
    return Section(title, note if found.above else f"{note} None is.", [unusual(row, found) for row in found.above])


def unusual(row: Any, found: Levels) -> Entry:
    """Return a place or actor above its usual level, with events that make it so."""
    per = "a week" if found.days == 7 else f"in {many(found.days, 'day')}"
    baseline = f"{many(found.windows, 'week' if found.days == 7 else 'window')}"
    title = (
        f"{row.subject}: {many(row.events, 'event')} in the {many(found.days, 'day')} to {found.last_on}; "
        f"usually {row.usual:.1f} {per} ({baseline})"
    )
    return Entry(title, [row.kind, f"chance {row.chance:.1g}"], [quotation(quoted) for quoted in row.quoted])


def quotation(row: Record, label: str | None = None, words: str = "sentence") -> Quotation:
    """Return the words of a row as a quotation."""
    text = " ".join((row[words] or "").split())
    shown = text if len(text) <= MOST_WORDS else f"{text[:MOST_WORDS].rsplit(' ', 1)[0]} ..."
    event_id = row["event_id"] and row["event_id"][:KEY]
    return Quotation(label, shown, row["source"] or "", row["path"] or "", row["url"], event_id)


def days(row: Record) -> str:
    """Return the days of an event."""
    return span(row["occurred_first_on"], row["occurred_last_on"])


def span(first: date | None, last: date | None) -> str:
    """Return some days in words."""
    if first is None and last is None:
        return "day unknown"
    return str(first) if first == last else f"{first or 'open'} to {last or 'open'}"


def many(number: int, name: str, plural: str | None = None) -> str:
    """Return a number with the name of what is counted."""
    return f"{number:,} {name if number == 1 else plural or name + 's'}"
