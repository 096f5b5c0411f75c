"""Joining: why the reports of one event are one event, and why the nearest others are other events.

A release keeps what its events were linked by as files of its state. Pairs are compared as the build compared them
(`transforms/corpus/neighbours.py`), those of one event and its blocks alone.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import islice, product
from math import nan
from pathlib import Path
from typing import Any, Literal

import duckdb
import pyarrow.parquet as pq

from transforms.corpus.corpus import Corpus
from transforms.corpus.linking import FLOOR
from transforms.corpus.neighbours import (
    Neighbourhood,
    Pair,
    average,
    neighbourhood_of,
)
from transforms.corpus.report_links import ReportLinks
from transforms.drafts import Telling, Variant
from transforms.row import Row
from warehouse.asking import EventUnknown, ask, event_of

NEAREST = 3  # other events that are told
WEIGHTIEST = 3  # features for and against that are told of a link
NEGLIGIBLE = 0.05  # log odds that no reader would miss
STATE_READ: tuple[type[Row], ...] = (Telling, Variant)
MOST_PAIRS = 4_000  # pairs that are looked through where none was compared
How = Literal["document", "alike", "compared", "not_compared", "correction", "earlier_version"]
Told = dict[str, Any]
"""A part of what is told, as JSON may hold it."""


@dataclass(frozen=True)
class Reported:
    """A report as a member of an event."""

    report_id: str
    document_id: str
    dispatch_id: str
    """The first document of which its own is a copy; itself for an independent one."""
    variant_id: str
    joined_by: str


class StateMissing(Exception):
    """A release keeps nothing of how its events were linked, or nothing that this version reads."""


def joining_of(database: Path, state: Path, event_id: str) -> Told:
    """Return why the reports of an event are one event, and which others were nearest.

    `links` has one dictionary for each report after the first, in the order of `warehouse.asking.explain`: `how` it was
    joined, with which report, and where both were compared the `score` (log odds; joined above `threshold`), the
    `average` of all pairs of its version within the event, and the features that weigh most for and against. `nearest`
    has the other events that are most alike, each with its best pair, what excludes it, and the average that decided;
    where it is empty, `uncompared` has those of the same documents and stories that are most alike.
    `corrections` are those that change what was compared. Raise `StateMissing` where a release does not tell.
    """
    reports = reports_of(database, state, event_id)
    beside = variants_beside(database, state, event_id)
    found = neighbourhood(database, state, variants_of(own_of(reports)), beside)
    return {
        "threshold": FLOOR,
        "links": list(links(reports, found, links_by_hand(database))),
        "nearest": list(nearest(database, state, reports, found)),
        "uncompared": [] if found.outside else list(uncompared(database, state, reports, beside, found)),
        "compared_events": len(found.outside),
        "corrections": corrections_of(database, event_id),
    }


def pair_joining(database: Path, state: Path, key: str, other_key: str) -> Told:
    """Return why two reports, or the reports of two events, are one event or are not.

    Each key is that of an event or of a report, as `warehouse.asking.explain` takes them. Of two events those reports
    are told of which a correction speaks, else those that are most alike. `are_one` says what the release has, `how`
    what linking did: `correction`, `document`, `alike`, `compared` or `not_compared`; `features` are all by which both
    are alike or differ, `path` the comparisons through which two of one event were joined that were not joined with
    each other. Raise `EventUnknown`, `StateMissing`.
    """
    ours, theirs = members(database, state, key), members(database, state, other_key)
    if {report.report_id for report in ours} == {report.report_id for report in theirs}:
        raise EventUnknown(f"{key!r} and {other_key!r} name one event; give the keys of two of its reports")
    whole = own_of(reports_of(database, state, event_of(database, key)))
    found = neighbourhood(database, state, variants_of(whole), variants_of(theirs))
    pair, is_compared = likeliest(variants_of(ours), variants_of(theirs), found)
    one, another = telling(pair.ours, ours), telling(pair.theirs, theirs)
    linked = corrected_pair(ours, theirs, links_by_hand(database))
    if linked:
        one, another = linked[0], linked[1]
        pair = Pair(one.variant_id, another.variant_id, nan)
    rows = {"one": report_row(database, one.report_id), "other": report_row(database, another.report_id)}
    told: Told = {"are_one": rows["one"]["event_id"] == rows["other"]["event_id"], "threshold": FLOOR} | rows
    if linked:
        features = (feature for feature in found.features(pair) if abs(feature.weight) >= NEGLIGIBLE)
        told |= link(one, "correction", another) | {"correction": linked[2], "path": []}
        return told | {"features": [asdict(feature) for feature in features]}
    if one.document_id == another.document_id or one.variant_id == another.variant_id:
        return told | link(one, how_alike(one, another), another)
    if is_compared:
        told |= link(one, "compared", another) | verdict(pair, found)
    else:
        told |= link(one, "not_compared", another) | {"share_a_block": found.share_a_block(pair)}
        told |= {"likeness": found.likeness(pair), "exclusion": found.exclusion(pair)}
    path = found.path(pair.theirs, pair.ours) if told["are_one"] else []
    told["path"] = [step_told(step, found) for step in path] if len(path) > 1 else []
    features = (feature for feature in found.features(pair) if abs(feature.weight) >= NEGLIGIBLE)
    return told | {"features": [asdict(feature) for feature in features]}


def step_told(step: Pair, found: Neighbourhood) -> Told:
    """Return one comparison of the path through which two were joined."""
    told = found.corrections.get(frozenset({step.ours, step.theirs})) if step.is_corrected else None
    return asdict(step) | weightiest(step, found) | {"correction": told}


def variants_of(reports: Iterable[Reported]) -> list[str]:
    """Return the versions that some reports tell."""
    return sorted({report.variant_id for report in reports})


def telling(variant_id: str, reports: Iterable[Reported]) -> Reported:
    """Return the first report of a version."""
    return next(report for report in reports if report.variant_id == variant_id)


def likeliest(ours: Sequence[str], theirs: Sequence[str], found: Neighbourhood) -> tuple[Pair, bool]:
    """Return the two versions of two lists that are most alike, and whether they were compared; compared ones first."""
    compared = [pair for pair in found.pairs if pair.ours in ours and pair.theirs in theirs]
    if compared:
        return max(compared, key=lambda pair: (found.likeness(pair), pair.ours, pair.theirs)), True
    pairs = [Pair(one, other, nan) for one, other in islice(product(ours, theirs), MOST_PAIRS)]
    return max(pairs, key=lambda pair: (pair.ours == pair.theirs, found.likeness(pair), pair.ours, pair.theirs)), False


def members(database: Path, state: Path, key: str) -> list[Reported]:
    """Return the report that a key names, or the reports of the event that it names; raise `EventUnknown`."""
    event_id = event_of(database, key)
    reports = reports_of(database, state, event_id)
    return [report for report in reports if report.report_id.startswith(key)] or reports


def neighbourhood(database: Path, state: Path, variants: Iterable[str], others: Iterable[str] = ()) -> Neighbourhood:
    """Return the neighbourhood of the variants of one event, with the names of all who take part."""
    with duckdb.connect() as connection:
        corpus = Corpus(connection, {})
        for row in STATE_READ:
            corpus.show("now", row, [state / f"{row.table}.parquet"])
        by_hand = links_by_hand(database)
        ReportLinks([(min(link.reports), max(link.reports), link.is_same) for link in by_hand]).put(corpus)
        found = neighbourhood_of(corpus, variants, others)
        told = corrections_by_version(corpus, by_hand)
    query = "select entity_id, name from entities where list_contains(?, entity_id)"
    return replace(found, names=dict(ask(database, query, (found.entities(),)).rows), corrections=told)


@dataclass(frozen=True)
class LinkByHand:
    """What a person says of two reports."""

    reports: frozenset[str]
    is_same: bool
    told: str
    """Who says so, and why."""


def links_by_hand(database: Path) -> list[LinkByHand]:
    """Return which reports people call one event, and which two, as the release heeds it."""
    return [
        LinkByHand(frozenset({one, other}), is_same, f"a correction of {author}: {reason}")
        for one, other, is_same, author, reason in ask(database, BY_HAND).rows
    ]


BY_HAND = """
select target_id, value, target_column = 'same_event', author, reason
from corrections
where target_table = 'reports' and target_column in ('same_event', 'not_same_event') and state = 'applied'
order by all
"""


def corrections_by_version(corpus: Corpus, by_hand: Iterable[LinkByHand]) -> dict[frozenset[str], str]:
    """Return who says of two versions that they are one event, or two, and why."""
    told = list(by_hand)
    named = sorted({report_id for link in told for report_id in link.reports})
    query = "select report_id, variant_id from now.tellings where list_contains(?, report_id)"
    versions = dict(corpus.connection.execute(query, [named]).fetchall()) if named else {}
    return {frozenset(versions[report_id] for report_id in link.reports): link.told for link in told}


def corrected_pair(
    ours: Sequence[Reported], theirs: Sequence[Reported], by_hand: Iterable[LinkByHand]
) -> tuple[Reported, Reported, str] | None:
    """Return the first two reports of two lists that a person calls one event, or two, with who says so and why."""
    told = {link.reports: link.told for link in by_hand}
    pairs = ((one, other, told.get(frozenset({one.report_id, other.report_id}))) for one in ours for other in theirs)
    return next(((one, other, words) for one, other, words in pairs if words), None)


def reports_of(database: Path, state: Path, event_id: str) -> list[Reported]:
    """Return the reports of an event, first the one that stands for it; raise `StateMissing`."""
    found = ask(database, REPORTS, (event_id,)).rows
    versions = versions_of(state, [report_id for report_id, *_ in found])
    return [
        Reported(report_id, document_id, dispatch_id, *versions[report_id])
        for report_id, document_id, dispatch_id in found
    ]


REPORTS = """
select
    event_reports.report_id,
    reports.document_id,
    coalesce(story_documents.original_id, story_documents.is_copy_of, reports.document_id) as dispatch_id
from event_reports
join events using (event_id)
join reports on reports.report_id = event_reports.report_id
left join story_documents on story_documents.document_id = reports.document_id
where event_reports.event_id = ?
order by event_reports.report_id <> events.report_id, event_reports.position
"""


def versions_of(state: Path, reports: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Return of each report the version that it tells, and the least version of that one's event."""
    tellings, variants = files_of(state)
    with duckdb.connect() as connection:
        found = connection.execute(VERSIONS, [tellings, variants, list(reports)]).fetchall()
    return {report_id: (variant_id, joined_by) for report_id, variant_id, joined_by in found}


VERSIONS = """
select report_id, variant_id, joined_by
from read_parquet(?) as tellings join read_parquet(?) as variants using (variant_id)
where list_contains(?, report_id)
"""


def files_of(state: Path) -> list[str]:
    """Return the files of tellings and variants; raise `StateMissing` where they are not, or not as they are now."""
    files = {row: state / f"{row.table}.parquet" for row in STATE_READ}
    for row, file in files.items():
        if not file.is_file():
            raise StateMissing("this release keeps nothing of how its events were linked; build anew to see why")
        if {column.name for column in row.columns()} - set(pq.read_schema(file).names):
            raise StateMissing("another version of Entente linked the events of this release; build anew to see why")
    return [str(file) for file in files.values()]


def own_of(reports: Sequence[Reported]) -> list[Reported]:
    """Return the reports of an event that linking gave it; a correction may have added others."""
    ((joined_by, _),) = Counter(report.joined_by for report in reports).most_common(1)
    return [report for report in reports if report.joined_by == joined_by]


def links(reports: Sequence[Reported], found: Neighbourhood, by_hand: Sequence[LinkByHand]) -> Iterator[Told]:
    """Yield how each report after the first was joined."""
    own = own_of(reports)
    strongest = found.links(own[0].variant_id)
    chains: dict[tuple[str, str], Reported] = {}
    versions: dict[str, Reported] = {}
    for report in own:
        versions.setdefault(report.variant_id, report)
    same = [link for link in by_hand if link.is_same]
    for number, report in enumerate(reports):
        chain = (report.variant_id, report.document_id)
        beside = chains.get(chain, versions.get(report.variant_id))
        chains.setdefault(chain, report)
        if number == 0:
            continue
        if linked := corrected_pair([report], reports[:number], same):
            yield link(report, "correction", linked[1]) | {"correction": linked[2]}
            continue
        if report.joined_by != own[0].joined_by or beside is None:
            yield link(report, "correction", None) | {"correction": None}
        elif beside is not report:
            yield link(report, how_alike(report, beside), beside)
        elif (pair := strongest.get(report.variant_id)) and pair.is_corrected:
            words = found.corrections[frozenset({pair.ours, pair.theirs})]
            yield link(report, "correction", versions[pair.theirs]) | {"correction": words}
        elif pair:
            yield link(report, "compared", versions[pair.theirs]) | compared_inside(pair, found)
        elif report is not own[0]:
            yield link(report, "earlier_version", None)


def how_alike(report: Reported, other: Reported) -> How:
    """Return how two reports of one document or one version were joined."""
    return "document" if report.document_id == other.document_id else "alike"


def link(report: Reported, how: How, other: Reported | None) -> Told:
    """Return how a report was joined."""
    is_copy = other is not None and other.document_id != report.document_id and other.dispatch_id == report.dispatch_id
    return {
        "report_id": report.report_id,
        "how": how,
        "with_report_id": other.report_id if other else None,
        "is_copy": is_copy,
    }


def compared_inside(pair: Pair, found: Neighbourhood) -> Told:
    """Return what the comparison says by which a version was joined."""
    pairs = [one for one in found.inside if one.ours == pair.ours]
    return {"score": pair.score, "average": average(pairs), "pairs": len(pairs)} | weightiest(pair, found)


def weightiest(pair: Pair, found: Neighbourhood) -> Told:
    """Return the features of a pair that weigh most for and against."""
    features = [feature for feature in found.features(pair) if abs(feature.weight) >= NEGLIGIBLE]
    return {
        "for": [asdict(feature) for feature in features if feature.weight > 0][:WEIGHTIEST],
        "against": [asdict(feature) for feature in features if feature.weight < 0][:WEIGHTIEST],
    }


def nearest(database: Path, state: Path, reports: Sequence[Reported], found: Neighbourhood) -> Iterator[Told]:
    """Yield the other events that are most alike, the nearest first."""
    by_variant = {report.variant_id: report.report_id for report in reversed(reports)}
    for pair in found.nearest(NEAREST):
        other = event_telling(database, state, pair.theirs)
        yield other | {"our_report_id": by_variant[pair.ours]} | verdict(pair, found) | weightiest(pair, found)


def uncompared(
    database: Path, state: Path, reports: Sequence[Reported], beside: Sequence[str], found: Neighbourhood
) -> Iterator[Told]:
    """Yield the events of the same documents and stories that are most alike, none of which was compared."""
    own = own_of(reports)
    others = [variant_id for variant_id in beside if found.joined_by[variant_id] != own[0].joined_by]
    pairs = [Pair(one, other, nan) for one, other in islice(product(variants_of(own), others), MOST_PAIRS)]
    best: dict[str, Pair] = {}
    for pair in sorted(pairs, key=lambda pair: (-found.likeness(pair), pair.ours, pair.theirs)):
        best.setdefault(found.joined_by[pair.theirs], pair)
    documents = {report.document_id for report in own}
    for pair in islice(best.values(), NEAREST):
        other = event_telling(database, state, pair.theirs)
        how: How = "document" if other["document_id"] in documents else "not_compared"
        told: Told = {"how": how, "are_one": False, "our_report_id": telling(pair.ours, own).report_id}
        told |= {"share_a_block": found.share_a_block(pair), "exclusion": found.exclusion(pair)}
        yield other | told | {"likeness": found.likeness(pair)}


def variants_beside(database: Path, state: Path, event_id: str) -> list[str]:
    """Return the versions that the documents of an event, and the others of their stories, tell."""
    documents = [document_id for (document_id,) in ask(database, BESIDE, (event_id,)).rows]
    tellings, variants = files_of(state)
    query = (
        "select distinct variant_id from read_parquet(?) as tellings semi join read_parquet(?) as variants "
        "using (variant_id) where list_contains(?, document_id) order by variant_id"
    )
    with duckdb.connect() as connection:
        return [variant_id for (variant_id,) in connection.execute(query, [tellings, variants, documents]).fetchall()]


BESIDE = """
with own as (
    select reports.document_id from event_reports join reports using (report_id) where event_reports.event_id = ?
)

select document_id from own
union
select document_id
from story_documents
where story_id in (select story_id from story_documents semi join own using (document_id))
order by document_id
"""


def verdict(pair: Pair, found: Neighbourhood) -> Told:
    """Return why a pair was not joined, or what would speak for joining it."""
    pairs = found.outside.get(found.joined_by[pair.theirs], [pair])
    excluded = [one for one in pairs if one.is_excluded]
    exclusion = found.exclusion(pair)
    if exclusion is None and excluded and pair.score > FLOOR:
        exclusion = found.exclusion(max(excluded, key=found.likeness))
    return {
        "likeness": found.likeness(pair),
        "score": pair.score,
        "average": average(pairs),
        "pairs": len(pairs),
        "excluded_pairs": len(excluded),
        "exclusion": exclusion,
    }


def event_telling(database: Path, state: Path, variant_id: str) -> Told:
    """Return the event of a version, with the report that tells it."""
    query = "select min(report_id) from read_parquet(?) where variant_id = ?"
    with duckdb.connect() as connection:
        ((report_id,),) = connection.execute(query, [str(state / f"{Telling.table}.parquet"), variant_id]).fetchall()
    return report_row(database, report_id)


def report_row(database: Path, report_id: str) -> Told:
    """Return a report with its event and its sentence."""
    (row,) = ask(database, REPORT, (report_id,)).records()
    return row


REPORT = """
select event_id, report_id, document_id, event_type, trigger, sentence, title, source, published_first_on
from reports_flat
where report_id = ?
"""


def corrections_of(database: Path, event_id: str) -> list[Told]:
    """Return the corrections that change what was compared of the reports of an event."""
    return ask(database, CORRECTIONS, (event_id,)).records()


CORRECTIONS = """
with own as (
    select report_id from event_reports where event_id = ?
),

parties as (
    from report_participants semi join own using (report_id)
),

targets as (
    select report_id as target_id, report_id from own
    union
    select report_participant_id, report_id from parties
    union
    select mention_id, report_id from parties
    union
    select corrections.target_id, report_id
    from parties join corrections on corrections.value = parties.entity_id
    where corrections.target_table = 'entities' and corrections.target_column = 'entity_id'
)

select report_id, target_table, target_column, value, reason, author, made_on
from corrections join targets using (target_id)
where state = 'applied' and target_table <> 'events' and target_column not in ('same_event', 'not_same_event')
order by all
"""
