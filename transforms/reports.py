"""Reports: readings and mentions in, reports of events with their participants and magnitudes out.

A word names an event where a unit of the ontology fits its lemma and its syntax, or where the learned heads mark it.
`transforms/coding/` finds these, fills their sides, hears whether they happened and applies PLOVER's rules; here they
are joined and become rows.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from transforms.coding.candidates import Candidate
from transforms.coding.claims import claimed
from transforms.coding.confidence import confidence_of
from transforms.coding.contexts import contexts_of
from transforms.coding.learned import possible
from transforms.coding.magnitudes import Counted, count
from transforms.coding.proposals import proposed
from transforms.coding.rulings import ruled
from transforms.identifiers import key
from transforms.language.engine import ENGINE_VERSION
from transforms.language.reading import Reading
from transforms.mentions import Spotted
from transforms.ontology import load_ontology
from transforms.syntax import Tree
from transforms.tables import Document, Magnitude, Report, ReportParticipant, Sentence

LONGEST = 200  # tokens; what is longer is a list or a table, and its tree means nothing
FLOOR = 0.1  # confidence; below it events are wrong so often that storing them helps nobody


@dataclass(frozen=True)
class Coded:
    """The reports of a sentence and those who take part in what they tell."""

    reports: tuple[Report, ...]
    participants: tuple[ReportParticipant, ...]
    magnitudes: tuple[Magnitude, ...]


def code_reports(document: Document, sentence: Sentence, reading: Reading, mentions: Sequence[Spotted]) -> Coded:
    """Return the reports of events that a sentence holds, not dated yet."""
    if len(reading.tokens) > LONGEST:
        return Coded((), (), ())
    tree, reports = Tree(reading), list[Report]()
    participants, magnitudes = list[ReportParticipant](), list[Magnitude]()
    found = find_events(tree, mentions)
    counted = count(tree, found)
    for one in found:
        numbers = [number for number in counted if number.event is one]
        report = _report(document, sentence, tree, one, numbers)
        reports.append(report)
        participants += _participants(report, "actor", one.actors)
        participants += _participants(report, "recipient", one.recipients)
        magnitudes += _magnitudes(document, sentence, tree, report, numbers)
    return Coded(tuple(reports), tuple(participants), tuple(magnitudes))


def find_events(tree: Tree, mentions: Sequence[Spotted]) -> list[Candidate]:
    """Return the events of a sentence in the order of the text, those left out of which we are hardly sure at all."""
    return [one for one in possible_events(tree, mentions) if confidence_of(one) >= FLOOR]


def possible_events(tree: Tree, mentions: Sequence[Spotted]) -> list[Candidate]:
    """Return whatever may be an event of a sentence, in the order of the text."""
    return ruled(tree, claimed(tree, possible(tree, proposed(tree), mentions), mentions))


def _report(
    document: Document,
    sentence: Sentence,
    tree: Tree,
    one: Candidate,
    numbers: Sequence[Counted],
) -> Report:
    """Return the row of a report."""
    lowest = {number.kind: number.number.lowest for number in numbers}
    kind = load_ontology().types[one.event_type]
    start = sentence.sentence_start + tree.token(one.position).start
    end = sentence.sentence_start + tree.token(one.last - 1).end
    return Report(
        report_id=key(document.document_id, start, end, one.event_type),
        document_id=document.document_id,
        sentence_id=sentence.sentence_id,
        trigger_start=start,
        trigger_end=end,
        trigger=document.text[start:end],
        event_type=one.event_type,
        mode=one.mode,
        contexts=contexts_of(tree, one),
        cameo_root=kind.cameo_root_of(one.mode),
        quad_class=kind.quad_class,
        score=kind.score_of(one.mode),
        factuality=one.fact.factuality,
        certainty=one.fact.certainty,
        cues=list(one.fact.cues),
        is_mutual=one.is_mutual and not one.recipients,
        quote_id=None,
        occurred_first_on=None,
        occurred_last_on=None,
        occurred_precision=None,
        occurred_basis="unknown",
        time_id=None,
        place_id=None,
        place_precision="unknown",
        deaths=lowest.get("deaths"),
        injured=lowest.get("injured"),
        arrested=lowest.get("arrested"),
        size=lowest.get("size"),
        asserted_by="document",
        confidence=confidence_of(one),
        engine=ENGINE_VERSION,
        rule=one.rule,
    )


def _participants(report: Report, role: str, filled: Sequence[Spotted]) -> Iterator[ReportParticipant]:
    """Yield the rows of those who fill a role in a report."""
    for position, spotted in enumerate(filled):
        yield ReportParticipant(
            report_participant_id=key(report.report_id, role, position),
            report_id=report.report_id,
            document_id=report.document_id,
            role=role,
            position=position,
            mention_id=spotted.mention.mention_id,
            entity_id=spotted.mention.entity_id,
            country=spotted.mention.country,
            sector=spotted.mention.sector,
            secondary_sector=spotted.mention.secondary_sector,
        )


def _magnitudes(
    document: Document, sentence: Sentence, tree: Tree, report: Report, numbers: Sequence[Counted]
) -> Iterator[Magnitude]:
    """Yield the rows of the numbers of a report."""
    for counted in numbers:
        start = sentence.sentence_start + tree.token(counted.number.first).start
        end = sentence.sentence_start + tree.token(counted.number.last - 1).end
        yield Magnitude(
            magnitude_id=key(report.report_id, counted.kind),
            report_id=report.report_id,
            document_id=document.document_id,
            kind=counted.kind,
            words_start=start,
            words_end=end,
            words=document.text[start:end],
            lowest=counted.number.lowest,
            highest=counted.number.highest,
            is_approximate=counted.number.is_approximate,
        )
