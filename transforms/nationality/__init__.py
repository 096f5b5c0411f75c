"""Nationality: participants of whom no word tells a country in, the country from which they are by all else out.

Police, courts, ministers, protesters and the killed have the country that the document tells of them elsewhere: that of
the place of the event, of those whom they face, of what stands nearby, of another mention, or the one that the document
is about. Each country that a document names is weighed by what speaks for it (`facts.py`), with weights learned from
our own stories (`training/nationality.py`); the likeliest is given with its basis where it is likely enough. The
modules build on each other in this order: signs, parties, nearness, facts, choosing.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from transforms.document_drafts import CodedParticipant, PlacedReport, SettledParticipant
from transforms.learned_weights import read_weights
from transforms.nationality.choosing import LIKELY, WEIGHTS, Choice, choose
from transforms.nationality.facts import NONE, Weigher
from transforms.nationality.parties import Party
from transforms.nationality.signs import Evidence

__all__ = ["LIKELY", "NONE", "WEIGHTS", "Evidence", "Party", "Weigher", "choose", "open_parties", "settle_countries"]


def settle_countries(
    evidence: Evidence, reports: Sequence[PlacedReport], participants: Sequence[CodedParticipant]
) -> list[SettledParticipant]:
    """Return the participants, those without a country with the one that their document gives them."""
    weigher, weights = Weigher(evidence), read_weights(WEIGHTS)
    chosen = {
        party.participant.report_participant_id: choose(weigher.facts_of(party), weights)
        for party in open_parties(evidence, reports, participants)
    }
    return [_settled(participant, chosen.get(participant.report_participant_id)) for participant in participants]


def open_parties(
    evidence: Evidence, reports: Sequence[PlacedReport], participants: Sequence[CodedParticipant]
) -> Iterator[Party]:
    """Yield the participants of whom no word tells a country."""
    stands = {
        spotted.mention.mention_id: (index, spotted)
        for index, mentions in enumerate(evidence.spotted)
        for spotted in mentions
    }
    told = {report.report_id: report for report in reports}
    together: dict[str, list[CodedParticipant]] = defaultdict(list)
    for participant in participants:
        together[participant.report_id].append(participant)
    for participant in participants:
        if participant.country is None:
            report = told[participant.report_id]
            place, spotted = stands[participant.mention_id]
            where = evidence.places[report.place_id].country if report.place_id else None
            others = [other for other in together[report.report_id] if other is not participant]
            yield Party(participant, spotted, place, report, where, others)


def _settled(participant: CodedParticipant, choice: Choice | None) -> SettledParticipant:
    """Return a participant with its country and what tells it."""
    if participant.country is None and choice is not None and choice.probability >= LIKELY:
        sure = round(participant.confidence * choice.probability, 3)
        return SettledParticipant.of(participant, country=choice.country, country_basis=choice.basis, confidence=sure)
    return SettledParticipant.of(participant, country_basis="mention" if participant.country else None)
