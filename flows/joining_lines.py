"""The lines that say why reports are one event and why others are not, of what `warehouse.joining` found."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from rich.text import Text

from transforms.control_characters import printable

Told = Mapping[str, Any]
Line = tuple[str, str]
"""A name and what is told under it."""


def link_lines(link: Told, numbers: Mapping[str, int], threshold: float) -> Iterator[Line]:
    """Yield how a report was joined; `numbers` are those of the reports of its event."""
    other = f"report {numbers[link['with_report_id']]}" if link["with_report_id"] else ""
    copy = "; their documents are copies of one dispatch" if link["is_copy"] else ""
    match link["how"]:
        case "document":
            yield "joined", f"with {other}: its document tells both as one event"
        case "alike":
            yield "joined", f"with {other}: both tell the same in all that is compared{copy}"
        case "compared":
            yield "joined", f"with {other}, score {joined_by_score(link, threshold)}{copy}"
            yield from feature_lines(link)
        case "correction":
            beside = f"with {other}, " if other else ""
            yield "joined", f"{beside}by {link['correction'] or 'a correction'}"
        case "earlier_version":
            yield "joined", "by an earlier version of Entente, whose weights were others"


def joined_by_score(link: Told, threshold: float) -> str:
    """Return the score of a link, and the average where there are several pairs."""
    average = f", {link['average']:.1f} on average with its {link['pairs']} pairs" if link["pairs"] > 1 else ""
    return f"{link['score']:.1f}{average} (above {threshold:g} is one event)"


def feature_lines(told: Told) -> Iterator[Line]:
    """Yield what weighs for and against one event."""
    for name in ("for", "against"):
        if told[name]:
            yield name, features_in_words(told[name])


def features_in_words(features: Iterable[Told]) -> str:
    """Return features with their weights."""
    return "; ".join(f"{feature['sentence']} ({feature['weight']:+.1f})" for feature in features)


def nearest_lines(joining: Told, numbers: Mapping[str, int]) -> Iterator[list[Line]]:
    """Yield of each of the nearest other events why it is another one.

    Where an event has one report, nothing was compared, or the release does not tell, the lines say that.
    """
    if "missing" in joining:
        yield [("unknown", joining["missing"])]
        return
    if len(numbers) == 1:
        yield [("reports", "one, so nothing was joined")]
    if not joining["nearest"]:
        yield [("none", f"no other event was compared with it ({COMPARED})")]
    for other in joining["uncompared"]:
        apart = f"from report {numbers[other['our_report_id']]}: {reason(other)}"
        yield [("event", f"{other['event_id']}, {other['event_type']}"), ("tells", telling(other)), ("apart", apart)]
    for other in joining["nearest"]:
        yield [
            ("event", f"{other['event_id']}, {other['event_type']}"),
            ("tells", telling(other)),
            ("apart", f"from report {numbers[other['our_report_id']]}: {verdict(other, joining['threshold'])}"),
            *feature_lines(other),
        ]


COMPARED = "only what shares type, days and country, or kind of act and town, or type and a named party is compared"


def telling(row: Told) -> str:
    """Return the words of a report with its sentence and its document."""
    document = f"{row['title'] or 'untitled'}, {row['source']}, {row['published_first_on'] or 'undated'}"
    return f'"{row["trigger"]}" in "{row["sentence"]}" ({document})'


def verdict(told: Told, threshold: float) -> str:
    """Return why two versions of two events were not joined."""
    below = f"one event would be above {threshold:g}"
    if told["exclusion"] and told["score"] <= threshold:
        return f"{told['exclusion']}; {without(told, threshold)}"
    if told["score"] <= threshold:
        return f"score {told['score']:.1f} ({below})"
    if told["exclusion"]:
        excluded = f"{told['excluded_pairs']} of the {told['pairs']} pairs of both events"
        return f"score {told['score']:.1f}, but {excluded} cannot be one: {told['exclusion']}"
    return f"score {told['score']:.1f}, but {told['average']:.1f} on average of the {told['pairs']} pairs ({below})"


def without(told: Told, threshold: float) -> str:
    """Return what the score of two would be, were it not for what excludes that they are one."""
    if told["likeness"] > threshold:
        return f"else a score of {told['likeness']:.1f} would make them one"
    return f"nor does the score speak for it ({told['likeness']:.1f}; one event would be above {threshold:g})"


def correction_lines(corrections: Iterable[Told], report_id: str) -> Iterator[Line]:
    """Yield the corrections that change what was compared of a report."""
    for correction in corrections:
        if correction["report_id"] == report_id:
            where = f"{correction['target_table']}.{correction['target_column']}"
            value = correction["value"] or "nothing"
            yield "corrected", f"{where} is {value} ({correction['reason']}, {correction['author']})"


def pair_explanation(told: Told) -> Text:
    """Return why two reports are one event, or are not."""
    text = Text()
    text.append("one event\n\n" if told["are_one"] else "two events\n\n", style="bold")
    for name, value in pair_lines(told):
        text.append(f"  {name:12}", style="dim")
        text.append(f"{printable(value)}\n")
    return text


def pair_lines(told: Told) -> Iterator[Line]:
    """Yield what there is to say of two reports."""
    for name in ("one", "other"):
        row = told[name]
        yield name, f"{row['event_type']}, event {row['event_id']}, report {row['report_id']}"
        yield "", telling(row)
    yield "because", reason(told)
    for step in told.get("path", ()):
        yield "through", step["correction"] or f"score {step['score']:.1f}: {features_in_words(step['for'])}"
    for name, sign in (("for", 1), ("against", -1)):
        if features := [feature for feature in told.get("features", ()) if feature["weight"] * sign > 0]:
            yield name, features_in_words(features)


def reason(told: Told) -> str:
    """Return why two reports are one event, or are not, in a sentence."""
    match told["how"]:
        case "correction":
            return f"{'joined' if told['are_one'] else 'kept apart'} by {told['correction']}"
        case "document":
            return (
                "one document tells both as one event" if told["are_one"] else "one document tells both as two events"
            )
        case "alike":
            copies = "; their documents are copies of one dispatch" if told["is_copy"] else ""
            return f"both tell the same in all that is compared{copies}"
        case "compared" if not told["are_one"]:
            return verdict(told, told["threshold"])
        case "compared":
            apart = f"; by themselves they could not be: {told['exclusion']}" if told["exclusion"] else ""
            return f"score {told['score']:.1f} (above {told['threshold']:g} is one event){apart}"
        case _:
            shared = "of a large block only the fullest are compared with all" if told["share_a_block"] else COMPARED
            apart = f"{told['exclusion']}; " if told["exclusion"] else ""
            return f"they were not compared ({shared}); {apart}the score would be {told['likeness']:.1f}"
