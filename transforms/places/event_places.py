"""Takes the reports of a document, its readings and its toponyms, gives the reports with the places of their events.

Where an event happened is told by its own clause: the place that the reading engine sees in that role, a locative
argument of its predicate, a phrase with `in` or `near` that depends on it, or the town that was struck or taken. What
stands for a government is never a place. Without a statement the town or province that the document is about is taken,
with a lower precision, and `place_basis` says so.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from transforms.language.reading import Reading
from transforms.places.gazetteer import read_rows
from transforms.places.metonyms import prepositions
from transforms.places.place_candidates import ORDER, coarser
from transforms.syntax import Tree
from transforms.tables import Report, Sentence, Toponym

LOCATIVE_ROLES = {"ARGM-LOC", "ARGM-DIR", "ARGM-GOL"}
"""Roles of an argument that tells where."""
ENGINE, ARGUMENT, DEPENDENT, ABOVE = range(4)
"""How a place belongs to an event, the surest first."""
BESIDE = 20  # places before and after an event that are looked at; more stand in lists alone, and work stays linear
UP = 8  # governors between a place and the event whose place it is; more are another clause
PASSES = {
    *("obl", "nmod", "nmod:poss", "compound", "conj", "amod", "flat", "nmod:desc", "obl:unmarked", "obj", "nsubj:pass"),
    *("advmod", "orphan"),
}
"""Relations through which a place belongs to the event above it."""
SAME_CLAUSE = {"xcomp", "conj", "advcl", "acl", "compound", "obj", "nsubj", "nsubj:pass", "obl"}
"""Relations from an event up to the verb whose places it shares: "met to discuss ... in Geneva"."""
HIGHEST = 2  # such steps up
WITHIN = 2  # governors inside an argument: "in a hotel in Kabul"; what lies deeper is told of something else
STRUCK = {"obj", "nsubj:pass", "nmod", "compound", "nmod:poss", "obl"}
ATTRIBUTES, WIDE = {"compound", "amod", "nmod:poss", "nmod:desc", "nmod"}, {"country", "region"}
COARSE = "district"  # the finest that the place of a whole document tells of one event
MOST_OF_PLACES = 0.25  # share of the document's place names that its focus must have
POINTLIKE = frozenset(ORDER[: ORDER.index("province") + 1])


@dataclass(frozen=True, slots=True)
class Here:
    """A toponym in the reading of its sentence: tokens `first` up to `last`, which depend on `head`."""

    toponym: Toponym
    first: int
    last: int
    head: int


def place_reports(
    sentences: Sequence[Sentence],
    readings: Sequence[Reading],
    reports: Sequence[Report],
    toponyms: Sequence[Toponym],
) -> list[Report]:
    """Return the reports with the places where their events happened."""
    read = {sentence.sentence_id: (sentence, reading) for sentence, reading in zip(sentences, readings, strict=True)}
    inside: dict[str | None, list[Toponym]] = defaultdict(list)
    for toponym in toponyms:
        inside[toponym.sentence_id].append(toponym)
    triggers: dict[str, list[Report]] = defaultdict(list)
    for report in reports:
        triggers[report.sentence_id].append(report)
    focus = focus_of(toponyms)
    placed: dict[str, Report] = {}
    for sentence_id, of_sentence in triggers.items():
        sentence, reading = read[sentence_id]
        here = _Places(sentence, Tree(reading), inside[sentence_id], of_sentence)
        for report in of_sentence:
            placed[report.report_id] = _with_place(report, here.of(report), focus)
    return [placed[report.report_id] for report in reports]


def _with_place(report: Report, stated: tuple[Toponym, str] | None, focus: Toponym | None) -> Report:
    if stated:
        toponym, precision = stated
        fields = {"place_id": toponym.place_id, "place_precision": precision, "place_basis": "stated"}
    elif focus:
        precision = coarser(focus.precision, COARSE)
        fields = {"place_id": focus.place_id, "place_precision": precision, "place_basis": "focus"}
    else:
        fields = {"place_id": None, "place_precision": "unknown", "place_basis": "none"}
    return report.model_copy(update=fields)


def focus_of(toponyms: Sequence[Toponym]) -> Toponym | None:
    """Return the town or province that a document is about, else the country; null where no place stands out.

    The dateline counts as one mention like any other: it tells where the reporter is.
    """
    named = [
        toponym for toponym in toponyms if toponym.stands_for == "place" and toponym.place_id and toponym.confidence > 0
    ]
    for kinds in (POINTLIKE, frozenset({"country"})):
        fitting = [toponym for toponym in named if toponym.precision in kinds]
        counted = Counter(toponym.place_id for toponym in fitting)
        best = max(fitting, key=lambda toponym: (counted[toponym.place_id], toponym.confidence), default=None)
        if best and counted[best.place_id] >= max(2, MOST_OF_PLACES * len(named)):
            return best
    return named[0] if len({toponym.place_id for toponym in named}) == 1 else None


class _Places:
    """The places of the reports of a sentence."""

    def __init__(self, sentence: Sentence, tree: Tree, toponyms: Sequence[Toponym], reports: Sequence[Report]) -> None:
        self.tree = tree
        self.start = sentence.sentence_start
        self.starts = {token.start: at for at, token in enumerate(tree.reading.tokens)}
        self.ends = {token.end: at + 1 for at, token in enumerate(tree.reading.tokens)}
        self.here = sorted((one for toponym in toponyms if (one := self.stands(toponym))), key=lambda one: one.head)
        self.heads = [one.head for one in self.here]
        self.triggers = {at for report in reports if (at := self.head_of(report)) is not None}

    def stands(self, toponym: Toponym) -> Here | None:
        """Return where a toponym that is a place stands in the reading; null for governments, people and bodies."""
        if toponym.stands_for != "place" or toponym.place_id is None:
            return None
        first = self.starts.get(toponym.toponym_start - self.start)
        last = self.ends.get(toponym.toponym_end - self.start)
        if first is None:
            return None
        if last is None or last <= first:
            last = first + 1
        return Here(toponym, first, last, self.tree.head_of(first, last))

    def head_of(self, report: Report) -> int | None:
        """Return the token on which the words of a trigger depend."""
        first = self.starts.get(report.trigger_start - self.start)
        last = self.ends.get(report.trigger_end - self.start)
        if first is None:
            return None
        return self.tree.head_of(first, last) if last is not None and last > first else first

    def of(self, report: Report) -> tuple[Toponym, str] | None:
        """Return the place of a report's event and how exactly it is told: the surest and finest."""
        trigger = self.head_of(report)
        if trigger is None:
            return None
        ranked = []
        middle = bisect_left(self.heads, trigger)
        for one in self.here[max(0, middle - BESIDE) : middle + BESIDE]:
            rank = self.rank(one, trigger)
            if rank is not None:
                precision = self.precision(one)
                ranked.append((rank, ORDER.index(precision), abs(one.head - trigger), one.toponym.toponym_start, one))
        best = min(ranked, default=None, key=lambda entry: entry[:4])
        return (best[4].toponym, ORDER[best[1]]) if best else None

    def precision(self, toponym: Here) -> str:
        """Return how exactly a toponym tells where something is: what is outside a town is near it."""
        if any(marker in nearness() for marker in self.markers(toponym.head)):
            return coarser("near", toponym.toponym.precision)
        return toponym.toponym.precision

    def markers(self, head: int) -> list[str]:
        """Return the prepositions before a place, or before the first of places coordinated with it."""
        at = head
        for _ in range(UP):
            own = [*self.tree.markers(at), *(self.tree.lemma(other) for other in self.tree.children(at, {"advmod"}))]
            if own or self.tree.token(at).relation not in {"conj", "appos", "flat"}:
                return own
            at = self.tree.token(at).head
        return []

    def rank(self, toponym: Here, trigger: int) -> int | None:
        """Return how surely a place is that of an event; null where it is not."""
        if self.engine_says(toponym, trigger):
            return ENGINE
        if depth := self.argument(toponym, trigger):
            return ARGUMENT if depth <= WITHIN else ABOVE
        link = self.link(toponym.head, trigger)
        if link is not None:
            return None if self.is_attribute(toponym) else link
        at = trigger
        for _ in range(HIGHEST):
            token = self.tree.token(at)
            if token.head < 0 or token.relation not in SAME_CLAUSE:
                return None
            at = token.head
            if self.link(toponym.head, at) == DEPENDENT or self.argument(toponym, at):
                return ABOVE
        return None

    def is_attribute(self, toponym: Here) -> bool:
        """Whether a state's name says whose somebody is, not where: "six U.S. soldiers"."""
        relation = self.tree.token(toponym.head).relation
        return toponym.toponym.precision in WIDE and relation in ATTRIBUTES and not self.markers(toponym.head)

    def engine_says(self, toponym: Here, trigger: int) -> bool:
        """Whether the engine's own reading of the event gives the place in the role of a place."""
        return any(
            participant.role == "place" and participant.first <= toponym.head < participant.last
            for trigger_read in self.tree.reading.triggers
            if trigger_read.token == trigger
            for participant in trigger_read.participants
        )

    def argument(self, toponym: Here, trigger: int) -> int:
        """Return how deep a place stands in a locative argument of the event's predicate, from 1; 0 for not at all."""
        for predicate in self.tree.reading.predicates:
            for argument in predicate.arguments if predicate.token == trigger else ():
                inside = range(argument.first, argument.last)
                # A nearer event inside the argument takes its places.
                is_free = not any(other in inside for other in self.triggers if other != trigger)
                if argument.role in LOCATIVE_ROLES and toponym.head in inside and is_free:
                    return sum(at in inside for at in self.above(toponym.head))
        return 0

    def link(self, head: int, trigger: int) -> int | None:
        """Return whether a place depends on an event as where or to what it happens; null for neither."""
        is_located = False
        steps = list(self.above(head))
        for at in steps:
            if at == trigger:
                break
            relation = self.tree.token(at).relation
            # An apposition is the place itself, "the town, Qusair"; what an apposition holds is another matter.
            if at in self.triggers or (relation not in PASSES and (relation != "appos" or at != head)):
                return None
            meanings = {prepositions()[marker] for marker in self.tree.markers(at) if marker in prepositions()}
            is_located = is_located or meanings == {"place"}
            if meanings == {"government"} and at == head:
                return None
        else:
            return None
        if is_located:
            return DEPENDENT
        last = steps[steps.index(trigger) - 1] if trigger in steps and steps.index(trigger) else head
        # What was struck, taken or left is where it happened as much as what stands after `in`.
        return DEPENDENT if self.tree.token(last).relation in STRUCK else None

    def above(self, head: int) -> Iterator[int]:
        """Yield a token and what governs it, up to the sentence's root or as far as a clause goes."""
        at = head
        for _ in range(UP):
            yield at
            at = self.tree.token(at).head
            if at < 0:
                return


@cache
def nearness() -> frozenset[str]:
    """Return the words before a place that put something near it, not in it."""
    return frozenset(row["preposition"] for row in read_rows("prepositions.csv") if row["puts"] == "near")
