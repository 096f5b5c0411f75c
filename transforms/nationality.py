"""Nationality: participants of whom no word tells a country in, the country from which they are by all else out.

Police, courts, ministers and protesters act at home. Where the words of a mention tell no country, that of the other
side of a quarrel at home counts, then the only one that the document is about. What gave a country stands beside it.
A body of many countries, refugees and whoever is described by no sector stay without one. The place of an event gives
none: read by eye, half of those whom it gave a country were strangers there.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from transforms.lexicons import load_lexicons
from transforms.loading import load_yaml
from transforms.tables import Mention, Report, ReportParticipant

FILE = Path(__file__).parent / "coding" / "nationality.yaml"
ALMOST_ALL = 0.85  # share of a document's mentions with a country that name the one which it is about
ENOUGH = 6  # such mentions; of fewer all must name the one, and bystanders are left out


@dataclass(frozen=True)
class Subject:
    """The country that a document is about."""

    country: str | None
    """Null where it is about several."""
    is_sure: bool
    """Whether the document speaks of it often enough for bystanders to be of it as well."""


@cache
def codes(name: str) -> frozenset[str]:
    """Return the sectors or types of events of a list of the file."""
    return load_yaml(FILE, dict[str, frozenset[str]])[name]


def settle_countries(
    reports: Sequence[Report], participants: Sequence[ReportParticipant], mentions: Sequence[Mention]
) -> list[ReportParticipant]:
    """Return the participants, those without a country with the one that the report and its document give them."""
    told = {mention.mention_id: mention for mention in mentions}
    happened = {report.report_id: report for report in reports}
    sides: dict[str, list[ReportParticipant]] = defaultdict(list)
    for one in participants:
        sides[one.report_id].append(one)
    subject, foreign = subject_of(mentions), _with_names(mentions)
    settled = []
    for one in participants:
        country, basis = one.country, "mention"
        if country is None and one.mention_id not in foreign:
            country, basis = _country_of(
                one, told[one.mention_id], happened[one.report_id], sides[one.report_id], subject
            )
        settled.append(one.model_copy(update={"country": country, "country_basis": basis if country else None}))
    return settled


def subject_of(mentions: Iterable[Mention]) -> Subject:
    """Return the country that a document is about: the only one that it mentions, or nearly so."""
    states = load_lexicons().countries
    counted = Counter(one.country for one in mentions if one.country in states and one.kind != "pronoun")
    country, count = next(iter(counted.most_common(1)), (None, 0))
    is_sure = counted.total() >= ENOUGH and count >= ALMOST_ALL * counted.total()
    return Subject(country if len(counted) == 1 or is_sure else None, is_sure)


def _with_names(mentions: Sequence[Mention]) -> set[str]:
    """Return the mentions in which a state or a body is named that is not theirs: "the U.N.-backed government"."""
    named = sorted(
        (one for one in mentions if one.country and one.kind != "pronoun"), key=lambda one: one.mention_start
    )
    found, waiting = set[str](), 0
    for outer in sorted(mentions, key=lambda one: one.mention_start):
        while waiting < len(named) and named[waiting].mention_start < outer.mention_start:
            waiting += 1
        if waiting < len(named) and named[waiting].mention_end <= outer.mention_end and not outer.country:
            found.add(outer.mention_id)
    return found


def _country_of(
    one: ReportParticipant, mention: Mention, report: Report, others: Sequence[ReportParticipant], subject: Subject
) -> tuple[str | None, str]:
    """Return the country of a participant whose mention tells none, and what gives it."""
    if mention.kind == "name":
        return (subject.country if one.sector in codes("named") else None), "document"
    if mention.kind == "nominal" and not subject.is_sure and _may_be_foreign(one, report, others):
        return None, "document"
    is_faced = one.sector in codes("facing") or (one.sector in codes("attacked") and one.role == "recipient")
    if mention.kind == "nominal" and is_faced and (country := _across(one, report, others)):
        return country, "other_side"
    is_home = one.sector in codes("at_home") or (one.sector in codes("bystanders") and subject.is_sure)
    return (subject.country if mention.kind == "nominal" and is_home else None), "document"


def _may_be_foreign(one: ReportParticipant, report: Report, others: Sequence[ReportParticipant]) -> bool:
    """Whether a participant is such that a state deals with them abroad: relief for farmers, rebels whom it bombs."""
    is_fight = report.event_type in codes("fights") and one.sector in codes("armed")
    by_state = any(other.role != one.role and other.sector in codes("forces") for other in others)
    return (is_fight and by_state) or (report.event_type in codes("abroad") and one.role == "recipient")


def _across(one: ReportParticipant, report: Report, others: Sequence[ReportParticipant]) -> str | None:
    """Return the one country of those at home on the other side of a quarrel; None for others and for several."""
    across = [other for other in others if other.role != one.role]
    is_home = bool(across) and all(other.sector in codes("home") and other.country for other in across)
    countries = {other.country for other in across}
    if report.event_type not in codes("quarrels") or not is_home or len(countries) != 1:
        return None
    country = countries.pop()
    return country if country in load_lexicons().countries else None
