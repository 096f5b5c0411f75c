"""Assessment: the finished reports of a document in, the same reports with how sure each of their fields is out.

Each field of a report is right or wrong, a logistic model with a file of weights for each; `facts.py` says what speaks
for a field, `training/assessing.py` learns how much from our own stories. What a report does not tell has none.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from transforms.assessment.facts import FACTS, Case
from transforms.drafts import ChainedReport
from transforms.language.reading import Reading
from transforms.learned_weights import probabilities, read_weights, score_of
from transforms.syntax import Tree
from transforms.tables import Mention, Report, ReportParticipant, Sentence

__all__ = ["FACTS", "Case", "assess_reports", "cases_of", "weights_of"]


WEIGHTS = {"what": "what.csv", "who": "who.csv", "when": "when.csv", "where": "where.csv"}
"""The file of the weights of each field."""


def weights_of(field: str) -> Path:
    """Return the file of the weights of a field."""
    return Path(__file__).with_name(WEIGHTS[field])


def assess_reports(cases: Iterable[Case]) -> list[Report]:
    """Return the reports, each field with how sure it is; null for a field that the report does not tell."""
    return [case.report.assessed(**dict(_confidences(case))) for case in cases]


def _confidences(case: Case) -> Iterator[tuple[str, float | None]]:
    """Yield each field of a report with how sure it is."""
    for field, facts in FACTS.items():
        found = facts(case)
        score = score_of(found, read_weights(weights_of(field)))
        yield field, round(probabilities([score, 0.0])[0], 3) if found else None


def cases_of(
    sentences: Sequence[Sentence],
    readings: Sequence[Reading],
    reports: Sequence[Report],
    participants: Iterable[ReportParticipant],
    mentions: Iterable[Mention],
    chains: Iterable[ChainedReport],
) -> list[Case]:
    """Return the reports as the models see them, in their order."""
    scenes = {
        sentence.sentence_id: (number, sentence, Tree(reading))
        for number, (sentence, reading) in enumerate(zip(sentences, readings, strict=True))
    }
    kinds = {mention.mention_id: mention.kind for mention in mentions}
    together = _chains_by_report(chains, reports)
    crowd = Counter(report.sentence_id for report in reports)
    taking_part: dict[str, list[ReportParticipant]] = defaultdict(list)
    for participant in participants:
        taking_part[participant.report_id].append(participant)
    return [
        Case(
            report,
            tuple(taking_part[report.report_id]),
            tuple(kinds[participant.mention_id] for participant in taking_part[report.report_id]),
            *scenes[report.sentence_id],
            together[report.report_id],
            crowd[report.sentence_id],
        )
        for report in reports
    ]


def _chains_by_report(chains: Iterable[ChainedReport], reports: Iterable[Report]) -> Mapping[str, Sequence[Report]]:
    """Return for each report those of its chain, itself among them."""
    chain_of = {link.report_id: link.chain_id for link in chains}
    members: dict[str, list[Report]] = defaultdict(list)
    for report in reports:
        members[chain_of[report.report_id]].append(report)
    return {report_id: members[chain_id] for report_id, chain_id in chain_of.items()}
