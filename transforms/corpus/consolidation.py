"""Consolidation: the reports of each event in, which of them gives each of its fields and who takes part in it out.

`transforms/chains/` says how the best of several accounts is found; here the accounts come from all documents.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import compress, groupby, islice
from typing import Any

from transforms.chains.account import Account, Dating, Member
from transforms.chains.consolidation import best_dating, best_site
from transforms.chains.nouns import noun_of, number_of
from transforms.chains.participants import best_members
from transforms.chains.sketch import Party, Site
from transforms.corpus.corpus import Corpus
from transforms.drafts import ConsolidatedEvent
from transforms.identifiers import key
from transforms.tables import EventParticipant

ACTUAL = "actual"
REPORTS_AT_A_TIME = 100_000
"""Reports whose participants and places are brought together at a time, in lists, which are kept in memory."""
AT_A_TIME = 5_000  # events; their reports take some 50 MB while their rows are made
LinkedReport = Mapping[str, Any]
"""A row of the view `accounts`."""


def consolidate(corpus: Corpus) -> None:
    """Fill the participants of the events that are made anew, and which report gives each of their fields."""
    corpus.begin(ConsolidatedEvent)
    for first, last in slices(corpus):
        corpus.connection.execute(
            "create or replace table slice as from told where event_id between ? and ?", [first, last]
        )
        corpus.run("accounts")
        waiting = map(consolidated, events_told(corpus))
        while events := list(islice(waiting, AT_A_TIME)):
            corpus.add(ConsolidatedEvent, (event for event, _ in events))
            corpus.add(EventParticipant, (member for _, members in events for member in members))
    corpus.run("participants_touched")


def slices(corpus: Corpus, most: int = REPORTS_AT_A_TIME) -> list[tuple[str, str]]:
    """Return the first and the last event of each slice of those made anew: so many reports, or one event with more."""
    return corpus.connection.execute(
        """
        select min(event_id), max(event_id)
        from (select event_id, (sum(count(*)) over (order by event_id) - 1) // ? as slice from told group by event_id)
        group by slice
        order by slice
        """,
        [most],
    ).fetchall()


def events_told(corpus: Corpus) -> Iterator[list[LinkedReport]]:
    """Yield the reports of one event after the other, each by their order in it."""
    rows = (row for batch in corpus.batches("from accounts order by event_id, position") for row in batch.to_pylist())
    for _, reports in groupby(rows, key=lambda row: row["event_id"]):
        yield list(reports)


def consolidated(reports: Sequence[LinkedReport]) -> tuple[ConsolidatedEvent, list[EventParticipant]]:
    """Return which reports give the fields of an event, and who takes part in it."""
    event_id = reports[0]["event_id"]
    accounts = [account_of(report) for report in reports]
    surest = surest_of(reports)
    # What was planned for a day need not have happened on it.
    is_fitting = [report["factuality"] == surest["factuality"] for report in reports]
    fitting = list(compress(accounts, is_fitting))
    dated, placed = best_dating(fitting), best_site(accounts)
    event = ConsolidatedEvent(
        event_id=event_id,
        surest_id=surest["report_id"],
        dated_id=dated[0].report_id if dated else None,
        placed_id=placed[0].report_id if placed else None,
    )
    return event, list(_participants(event_id, best_members(accounts)))


def surest_of(reports: Sequence[LinkedReport]) -> LinkedReport:
    """Return the report that stands for an event: the surest of the type and the factuality that most bear out.

    What is told to have happened goes before what was only planned or denied by others, unless more bear that out.
    """
    factuality = most_told(reports, "factuality")
    happened = [report for report in reports if report["factuality"] == factuality]
    event_type = most_told(happened, "event_type")
    return max(
        (report for report in happened if report["event_type"] == event_type), key=lambda report: report["confidence"]
    )


def most_told(reports: Iterable[LinkedReport], column: str) -> str:
    """Return the value of a column that most sources bear out, each with its surest report."""
    weights: dict[str, dict[str, float]] = defaultdict(dict)
    for report in reports:
        sources = weights[report[column]]
        sources[report["source"]] = max(sources.get(report["source"], 0.0), report["confidence"])
    return max(weights, key=lambda value: (round(sum(weights[value].values()), 6), value == ACTUAL))


def account_of(report: LinkedReport) -> Account:
    """Return what a report tells, as consolidation weighs it."""
    members: dict[str, list[Member]] = defaultdict(list)
    for told in report["participants"] or ():
        members[told["role"]].append(member_of(told))
    return Account(
        report_id=report["report_id"],
        source=report["source"],
        weight=report["confidence"],
        dating=Dating(
            report["occurred_first_on"],
            report["occurred_last_on"],
            report["occurred_precision"],
            report["occurred_basis"],
        ),
        site=site_of(report),
        members=members,
        is_mutual=report["is_mutual"],
    )


def member_of(told: LinkedReport) -> Member:
    """Return somebody who takes part in a report."""
    words = told["words"] or ""
    party = Party(told["entity_id"], told["country"], told["sector"], noun_of(words), number_of(words))
    return Member(told["key"], party, told["country_basis"], told["secondary_sector"])


def site_of(report: LinkedReport) -> Site | None:
    """Return where a report says that its event happened."""
    if report["place_id"] is None or report["latitude"] is None:
        return None
    where = (report["place_id"], report["place"], report["place_country"], report["admin1"])
    return Site(*where, report["place_precision"], report["place_basis"], report["latitude"], report["longitude"])


def _participants(event_id: str, members: Mapping[str, Sequence[Member]]) -> Iterator[EventParticipant]:
    for role, filling in members.items():
        for position, member in enumerate(filling):
            yield EventParticipant(
                event_participant_id=key(event_id, role, str(position)),
                event_id=event_id,
                role=role,
                position=position,
                report_participant_id=member.key,
                entity_id=member.party.entity_id,
                country=member.party.country,
                country_basis=member.country_basis,
                sector=member.party.sector,
                secondary_sector=member.secondary_sector,
            )
