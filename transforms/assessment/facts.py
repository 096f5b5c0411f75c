"""Takes a report as its document has finished it, gives what speaks for each of its fields, in short words.

A probability speaks by steps: `sure>0.3` holds of all that are surer, so that weights add up to a curve.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from transforms.coding.confidence import PRIVATE
from transforms.coding.strategies import DOCUMENT
from transforms.occurrence.aspects import form_of
from transforms.syntax import Tree
from transforms.tables import Report, ReportParticipant, Sentence

STEPS = (0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95)
"""Probabilities at which the weight of a source of confidence may change."""
FEW = (1, 2, 3, 5, 8)
"""Numbers that are told apart: of the reports of a chain, of those of a sentence."""
EARLY = (2, 6, 15)
"""Sentences of a document from which what is told is news, is told in passing, is background."""
SIDES = ("actor", "recipient")


@dataclass(frozen=True)
class Case:
    """A report with what surrounds it in its document."""

    report: Report
    participants: Sequence[ReportParticipant]
    kinds: Sequence[str]
    """Kinds of the mentions of the participants, in their order."""
    number: int
    """Place of its sentence in the document."""
    sentence: Sentence
    tree: Tree
    chain: Sequence[Report]
    """The reports of the document that tell the same event, itself among them."""
    beside: int
    """Reports of its sentence, itself among them."""

    @property
    def trigger(self) -> int:
        """Token that names the event."""
        start = self.sentence.sentence_start
        inside = (
            at
            for at, token in enumerate(self.tree.reading.tokens)
            if start + token.start >= self.report.trigger_start and start + token.end <= self.report.trigger_end
        )
        first = next(inside, 0)
        return self.tree.head_of(first, max(inside, default=first) + 1)


def facts_of_what(case: Case) -> list[str]:
    """Return what speaks for a report telling an event of its type, with its factuality."""
    return [*_shared(case), *_of_trigger(case), *_of_chain(case), *_of_sides(case)]


def facts_of_who(case: Case) -> list[str]:
    """Return what speaks for everybody who took part being told, with the right countries; none where nobody is."""
    if not case.participants:
        return []
    return [*_shared(case), *_of_chain(case), *_of_sides(case), *_of_parties(case)]


def facts_of_when(case: Case) -> list[str]:
    """Return what speaks for the days of a report; none where it has none."""
    report = case.report
    if report.occurred_first_on is None and report.occurred_last_on is None:
        return []
    open_end = "both" if report.occurred_first_on and report.occurred_last_on else "open"
    how = f"{report.occurred_basis},{report.occurred_precision}"
    return [
        *_shared(case),
        f"days={how}",
        f"days={how},{open_end}",
        f"days={report.occurred_basis},{case.sentence.kind}",
        f"days={report.occurred_basis},{_place(case)}",
        f"tense={form_of(case.tree, case.trigger)}",
        f"tense={form_of(case.tree, case.trigger)},{report.occurred_basis}",
        *_steps("days", report.confidence_when),
        *_steps(f"days,{report.occurred_basis}", report.confidence_when),
    ]


def facts_of_where(case: Case) -> list[str]:
    """Return what speaks for the place of a report; none where it has none."""
    report = case.report
    if report.place_id is None:
        return []
    how = f"{report.place_basis},{report.place_precision}"
    return [
        *_shared(case),
        f"place={report.place_basis}",
        f"place={how}",
        f"place={report.place_basis},{case.sentence.kind}",
        f"place={report.place_basis},{report.occurred_basis}",
        *_steps("place", report.confidence_where),
        *_steps(f"place,{report.place_basis}", report.confidence_where),
    ]


FACTS: Mapping[str, Callable[[Case], list[str]]] = {
    "what": facts_of_what,
    "who": facts_of_who,
    "when": facts_of_when,
    "where": facts_of_where,
}
"""By field of a report, what speaks for it."""


def _shared(case: Case) -> Iterator[str]:
    """Yield what may speak for any field."""
    report = case.report
    yield "always"
    yield f"type={report.event_type}"
    yield f"factuality={report.factuality}"
    yield f"stands in={case.sentence.kind}"
    yield f"stands={_place(case)}"
    yield f"coded by={report.rule.partition(':')[0]}"
    yield f"told by={report.asserted_by}"
    yield from _steps("coded", report.confidence)


def _of_trigger(case: Case) -> Iterator[str]:
    """Yield how the word that names the event stands in its sentence."""
    tree, at = case.tree, case.trigger
    token = tree.token(at)
    yield f"word={token.pos}"
    yield f"word={token.pos},{token.relation}"
    yield f"form={form_of(tree, at)}"
    if token.pos != "VERB":
        possessor = "possessor" if tree.children(at, {"nmod:poss"}) else "none"
        articles = [tree.lemma(child) for child in tree.children(at, {"det"})]
        yield f"article={articles[0] if articles else possessor}"
        yield from (f"after={marker}" for marker in tree.markers(at)[:1])
    yield from _counted("reports beside", case.beside)


def _of_chain(case: Case) -> Iterator[str]:
    """Yield how often the document tells the event, and how sure its coder is of it at best."""
    yield from _counted("told", len(case.chain))
    others = [other.confidence for other in case.chain if other is not case.report]
    yield from _steps("told elsewhere", max(others, default=0.0))
    yield f"types={min(len({other.event_type for other in case.chain}), 3)}"


def _of_sides(case: Case) -> Iterator[str]:
    """Yield which roles are filled, and by whom."""
    roles = {participant.role for participant in case.participants}
    filled = "+".join(side for side in SIDES if side in roles) or "nobody"
    yield f"filled={'mutual' if case.report.is_mutual else filled}"
    yield f"filled={filled},{case.report.event_type}"
    political = any(one.country is not None or one.sector not in PRIVATE for one in case.participants)
    yield f"political={political}"
    yield f"named={'name' in case.kinds or 'demonym' in case.kinds}"


def _of_parties(case: Case) -> Iterator[str]:
    """Yield what tells who each participant is, and how likely that is."""
    for side in SIDES:
        of_side = [one for one in case.participants if one.role == side]
        yield f"{side}s={min(len(of_side), 3)}"
        for one in of_side:
            yield f"{side}={_told_by(one)}"
            yield f"{side},country={one.country_basis or 'none'}"
            yield f"{side},sector={'known' if one.sector else 'none'}"
    for kind in set(case.kinds):
        yield f"called={kind}"
    yield from _steps("parties", min((one.confidence for one in case.participants), default=1.0))


def _told_by(participant: ReportParticipant) -> str:
    """Return how far from the sentence of a report stands what tells that somebody takes part."""
    if participant.from_report_id:
        return "chain"
    return "document" if participant.basis == DOCUMENT else "sentence"


def _place(case: Case) -> str:
    """Return how far into its document a report stands."""
    return str(sum(case.number >= place for place in EARLY))


def _steps(name: str, probability: float | None) -> Iterator[str]:
    yield from (f"{name}>{step}" for step in STEPS if probability is not None and probability > step)


def _counted(name: str, number: int) -> Iterator[str]:
    yield from (f"{name}>{few}" for few in FEW if number > few)
