"""Reports: readings and mentions in, reports of events with their participants and magnitudes out.

A word names an event where a pattern of the ontology fits its lemma and its syntax, or where the learned classifiers
mark it. `transforms/coding/` finds these, fills their participants, hears whether they happened and applies PLOVER's
rules; here they are joined.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from transforms.coding.claimants import with_claimants
from transforms.coding.confidence import confidence_of
from transforms.coding.contexts import contexts_of
from transforms.coding.directed import directed, without_selves
from transforms.coding.event_candidates import Candidate
from transforms.coding.factuality import fact_of
from transforms.coding.learned import vote
from transforms.coding.magnitudes import Counted, count
from transforms.coding.rulings import ruled
from transforms.coding.slots import participants_of
from transforms.coding.trigger_patterns import fired, mode_of, ruled_out, seats
from transforms.document_drafts import CodedParticipant, CodedReport
from transforms.identifiers import key
from transforms.language.engines import version_in_use
from transforms.language.reading import Reading
from transforms.mentions import Spotted
from transforms.ontology import TriggerPattern, load_ontology
from transforms.syntax import Tree
from transforms.tables import Document, Magnitude, Sentence

LONGEST = 200  # tokens; what is longer is a list or a table, and its tree means nothing
FLOOR = 0.1  # confidence; below it events are wrong so often that storing them helps nobody


@dataclass(frozen=True)
class Coded:
    """The reports of a sentence and those who take part in what they tell."""

    reports: tuple[CodedReport, ...]
    participants: tuple[CodedParticipant, ...]
    magnitudes: tuple[Magnitude, ...]


def code_reports(document: Document, sentence: Sentence, reading: Reading, mentions: Sequence[Spotted]) -> Coded:
    """Return the reports of events that a sentence holds, not dated yet."""
    if len(reading.tokens) > LONGEST:
        return Coded((), (), ())
    tree, reports = Tree(reading), list[CodedReport]()
    participants, magnitudes = list[CodedParticipant](), list[Magnitude]()
    found = find_events(tree, mentions)
    counted = count(tree, found)
    for candidate in found:
        numbers = [number for number in counted if number.event is candidate]
        report = _report(document, sentence, tree, candidate, numbers)
        reports.append(report)
        participants += _participants(report, "actor", candidate.actors, candidate.actors_by)
        participants += _participants(report, "recipient", candidate.recipients, candidate.recipients_by)
        magnitudes += _magnitudes(document, sentence, tree, report, numbers)
    return Coded(tuple(reports), tuple(participants), tuple(magnitudes))


def find_events(tree: Tree, mentions: Sequence[Spotted]) -> list[Candidate]:
    """Return the events of a sentence in the order of the text, those left out of which we are hardly sure at all."""
    return [event for event in possible_events(tree, mentions) if confidence_of(event) >= FLOOR]


def possible_events(tree: Tree, mentions: Sequence[Spotted]) -> list[Candidate]:
    """Return whatever may be an event of a sentence, in the order of the text."""
    found = [_coded(tree, position, pattern, mentions) for position, pattern in sorted(fired(tree).items())]
    voted = with_claimants(tree, vote(tree, found, ruled_out(tree), mentions), mentions)
    return [without_selves(one) for one in ruled(tree, directed(tree, voted, mentions))]


def _coded(tree: Tree, position: int, pattern: TriggerPattern, mentions: Sequence[Spotted]) -> Candidate:
    """Return what a pattern says of the event at a token."""
    found = participants_of(tree, position, pattern, mentions)
    return Candidate(
        position=position,
        last=_last(tree, position, pattern),
        objects=tuple(seats(tree, position, pattern)[1:]),
        event_type=pattern.event_type,
        mode=mode_of(tree, position, pattern),
        contexts=pattern.contexts,
        actors=found.actors,
        recipients=found.recipients,
        is_mutual=pattern.reciprocal and len(found.actors) > 1,
        is_noun=pattern.pos == "NOUN",
        fact=fact_of(tree, position),
        pattern=pattern.confidence,
        model=0.0,
        rule=f"lexicon:{pattern.rule}",
        is_by_modal=bool(pattern.modals),
        actors_by=found.actors_by,
        recipients_by=found.recipients_by,
    )


def _last(tree: Tree, position: int, pattern: TriggerPattern) -> int:
    """Return where the words of a pattern end: after its phrase, or after a particle that stands next to its verb."""
    last = position + len(pattern.words)
    is_next = pattern.particle and last in tree.children(position, {"compound:prt"})
    return last + 1 if is_next else last


def _report(
    document: Document,
    sentence: Sentence,
    tree: Tree,
    candidate: Candidate,
    numbers: Sequence[Counted],
) -> CodedReport:
    """Return what a sentence tells of an event."""
    lowest = {number.kind: number.number.lowest for number in numbers}
    kind = load_ontology().types[candidate.event_type]
    start = sentence.sentence_start + tree.token(candidate.position).start
    end = sentence.sentence_start + tree.token(candidate.last - 1).end
    return CodedReport(
        report_id=key(document.document_id, start, end, candidate.event_type),
        document_id=document.document_id,
        sentence_id=sentence.sentence_id,
        trigger_start=start,
        trigger_end=end,
        trigger=document.text[start:end],
        event_type=candidate.event_type,
        mode=candidate.mode,
        contexts=contexts_of(tree, candidate),
        cameo_root=kind.cameo_root_of(candidate.mode),
        quad_class=kind.quad_class,
        score=kind.score_of(candidate.mode),
        factuality=candidate.fact.factuality,
        certainty=candidate.fact.certainty,
        cues=list(candidate.fact.cues),
        is_mutual=candidate.is_mutual and not candidate.recipients,
        deaths=lowest.get("deaths"),
        injured=lowest.get("injured"),
        arrested=lowest.get("arrested"),
        size=lowest.get("size"),
        confidence=confidence_of(candidate),
        engine=version_in_use(),
        rule=candidate.rule,
    )


def _participants(report: CodedReport, role: str, filled: Sequence[Spotted], basis: str) -> Iterator[CodedParticipant]:
    """Yield those who fill a role in a report, with the strategy that told them."""
    for position, spotted in enumerate(filled):
        yield CodedParticipant(
            report_participant_id=key(report.report_id, role, position),
            report_id=report.report_id,
            document_id=report.document_id,
            role=role,
            position=position,
            mention_id=spotted.mention.mention_id,
            entity_id=spotted.mention.entity_id,
            basis=basis,
            country=spotted.mention.country,
            sector=spotted.mention.sector,
            secondary_sector=spotted.mention.secondary_sector,
        )


def _magnitudes(
    document: Document, sentence: Sentence, tree: Tree, report: CodedReport, numbers: Sequence[Counted]
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
