"""Takes the reading of a sentence and its toponyms, gives how each toponym stands to an event that the sentence tells.

Where an event happened is told by its own clause: the place that the reading engine sees in that role, a locative
argument of its predicate, a phrase with `in` or `near` that depends on it, the town that was struck or taken, or the
town of which the clause says what happened there. What stands for a government is never a place.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from transforms.document_drafts import AttributedReport
from transforms.places.gazetteer import read_rows
from transforms.places.metonyms import place_nouns, prepositions
from transforms.places.place_candidates import coarser
from transforms.syntax import PASSIVE_SUBJECTS, RELATIVE_PRONOUNS, SUBJECTS, Tree
from transforms.tables import Sentence, Toponym

LINKS = ("engine", "argument", "dependent", "relative", "subject", "above", "joined")
"""How a place belongs to an event, the surest first: the engine's own reading, a locative argument, a dependent, what
its relative clause is about, where those are who act or undergo it, the place of the clause above, and that of a clause
beside it in which another acts: "police shot a man in Wilmington, and protesters marched"."""
TOLD = frozenset(LINKS[: LINKS.index("joined")])
"""Links by which the clause itself says where."""
SURE = frozenset(LINKS[: LINKS.index("subject")])
"""Links that no other evidence overrules."""
LOCATIVE_ROLES = {"ARGM-LOC", "ARGM-DIR", "ARGM-GOL"}
"""Roles of an argument that tells where."""
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
ACTING = {"nsubj", "nsubj:pass", "obl:agent"}
ATTRIBUTES, WIDE = {"compound", "amod", "nmod:poss", "nmod:desc", "nmod"}, {"country", "region"}


@dataclass(frozen=True, slots=True)
class Standing:
    """A toponym in the reading of its sentence: tokens `first` up to `last`, which depend on `head`."""

    toponym: Toponym
    first: int
    last: int
    head: int


class Clauses:
    """A sentence with its toponyms and the events that it tells."""

    def __init__(
        self, sentence: Sentence, tree: Tree, toponyms: Sequence[Toponym], reports: Sequence[AttributedReport]
    ) -> None:
        self.tree = tree
        self.start = sentence.sentence_start
        self.starts = {token.start: at for at, token in enumerate(tree.reading.tokens)}
        self.ends = {token.end: at + 1 for at, token in enumerate(tree.reading.tokens)}
        standing = (self.stand(toponym) for toponym in toponyms)
        self.standing = sorted((found for found in standing if found), key=lambda found: found.head)
        self.heads = [found.head for found in self.standing]
        self.triggers = {at for report in reports if (at := self.head_of(report)) is not None}

    def stand(self, toponym: Toponym) -> Standing | None:
        """Return where a toponym stands in the reading; null where no token begins with it."""
        first = self.starts.get(toponym.toponym_start - self.start)
        last = self.ends.get(toponym.toponym_end - self.start)
        if first is None:
            return None
        if last is None or last <= first:
            last = first + 1
        return Standing(toponym, first, last, self.tree.head_of(first, last))

    def head_of(self, report: AttributedReport) -> int | None:
        """Return the token on which the words of a trigger depend."""
        first = self.starts.get(report.trigger_start - self.start)
        last = self.ends.get(report.trigger_end - self.start)
        if first is None:
            return None
        return self.tree.head_of(first, last) if last is not None and last > first else first

    def continues(self, trigger: int) -> str:
        """Return whether a clause takes up what was told before: "pronoun", "definite" ("the attack"), or "no"."""
        verb = self.tree.clause(trigger)
        heads = {self.tree.token(at).pos for at in self.tree.children(verb, SUBJECTS | PASSIVE_SUBJECTS)}
        if "PRON" in heads:
            return "pronoun"
        determiners = {self.tree.lemma(at) for at in self.tree.children(trigger, {"det"})}
        return "definite" if determiners & {"the", "this", "that"} else "no"

    @property
    def is_here(self) -> bool:
        """Whether the sentence says "here", or "this" before a noun for a place, by which a dateline's is meant."""
        return any(
            word == "here" or (word == "this" and self.tree.lemma(self.tree.token(at).head) in place_nouns())
            for at, word in enumerate(map(self.tree.lemma, range(len(self.tree.reading.tokens))))
            if word == "here" or self.tree.token(at).relation == "det"
        )

    def precision(self, standing: Standing) -> str:
        """Return how exactly a toponym tells where something is: what is outside a town is near it."""
        if any(marker in nearness() for marker in self.markers(standing.head)):
            return coarser("near", standing.toponym.precision)
        return standing.toponym.precision

    def markers(self, head: int) -> list[str]:
        """Return the prepositions before a place, or before the first of places coordinated with it."""
        at = head
        for _ in range(UP):
            own = [*self.tree.markers(at), *(self.tree.lemma(other) for other in self.tree.children(at, {"advmod"}))]
            if own or self.tree.token(at).relation not in {"conj", "appos", "flat"}:
                return own
            at = self.tree.token(at).head
        return []

    def tells(self, head: int) -> str:
        """Return what the preposition before a name tells: the place, who governs it, or nothing."""
        told = [prepositions()[marker] for marker in self.markers(head) if marker in prepositions()]
        return told[0] if told else "nothing"

    def link(self, standing: Standing, trigger: int) -> str | None:
        """Return how a place belongs to an event, one of LINKS; null where it does not."""
        if standing.toponym.stands_for != "place":
            return None
        if self._engine_says(standing, trigger):
            return "engine"
        if depth := self._argument(standing, trigger):
            return "argument" if depth <= WITHIN else "above"
        if self._is_attribute(standing):
            return None
        if self._depends(standing.head, trigger):
            return "dependent"
        if self._is_antecedent(standing, trigger):
            return "relative"
        return self._indirect(standing, trigger)

    def _indirect(self, standing: Standing, trigger: int) -> str | None:
        """Return whether a place belongs to who takes part in an event, or to the clause above it."""
        if self._is_with_subject(standing, trigger):
            return "subject"
        at, link = trigger, "above"
        for _ in range(HIGHEST):
            token = self.tree.token(at)
            if token.head < 0 or token.relation not in SAME_CLAUSE:
                return None
            if token.relation in {"conj", "advcl"} and self.tree.children(at, SUBJECTS | PASSIVE_SUBJECTS):
                link = "joined"
            at = token.head
            if self._depends(standing.head, at) or self._argument(standing, at):
                return link
        return None

    def _is_attribute(self, standing: Standing) -> bool:
        """Whether a state's name says whose somebody is, not where: "six U.S. soldiers"."""
        relation = self.tree.token(standing.head).relation
        return standing.toponym.precision in WIDE and relation in ATTRIBUTES and not self.markers(standing.head)

    def _engine_says(self, standing: Standing, trigger: int) -> bool:
        """Whether the engine's own reading of the event gives the place in the role of a place."""
        return any(
            participant.role == "place" and participant.first <= standing.head < participant.last
            for told in self.tree.reading.triggers
            if told.token == trigger
            for participant in told.participants
        )

    def _argument(self, standing: Standing, trigger: int) -> int:
        """Return how deep a place stands in a locative argument of the event's predicate, from 1; 0 for not at all."""
        for predicate in self.tree.reading.predicates:
            for argument in predicate.arguments if predicate.token == trigger else ():
                inside = range(argument.first, argument.last)
                # A nearer event inside the argument takes its places.
                is_free = not any(other in inside for other in self.triggers if other != trigger)
                if argument.role in LOCATIVE_ROLES and standing.head in inside and is_free:
                    return sum(at in inside for at in self._above(standing.head))
        return 0

    def _depends(self, head: int, trigger: int) -> bool:
        """Whether a place depends on an event as where or to what it happens."""
        is_located = False
        steps = list(self._above(head))
        if trigger not in steps:
            return False
        steps = steps[: steps.index(trigger)]
        for at in steps:
            relation = self.tree.token(at).relation
            # An apposition is the place itself, "the town, Qusair"; what an apposition holds is another matter.
            if at in self.triggers or (relation not in PASSES and (relation != "appos" or at != head)):
                return False
            told = {prepositions()[marker] for marker in self.tree.markers(at) if marker in prepositions()}
            is_located = is_located or told == {"place"}
            if told == {"government"} and at == head:
                return False
        # What was struck, taken or left is where it happened as much as what stands after `in`.
        return is_located or self.tree.token(steps[-1] if steps else head).relation in STRUCK

    def _is_antecedent(self, standing: Standing, trigger: int) -> bool:
        """Whether an event stands in a clause that tells what happened in a place: "Goma, where ...", "in which"."""
        verb = next((at for at in self._above(trigger) if self.tree.token(at).relation == "acl:relcl"), None)
        if verb is None or self.tree.token(verb).head not in (standing.head, *self._phrase(standing.head)):
            return False
        words = {self.tree.lemma(at): self.tree.token(at) for at in self.tree.inside(verb) if at <= trigger}
        return "where" in words or any(
            pronoun in words and words[pronoun].relation in {"obl", "nmod"} for pronoun in RELATIVE_PRONOUNS
        )

    def _phrase(self, head: int) -> Iterator[int]:
        """Yield the nouns that a name only names: "the village of Enbek", "the town, Enbek"."""
        for at in self._above(head):
            if self.tree.token(at).relation not in {"nmod", "appos", "compound", "flat", "nmod:desc"}:
                return
            yield self.tree.token(at).head

    def _is_with_subject(self, standing: Standing, trigger: int) -> bool:
        """Whether a place says where those are who act or undergo: "protesters in Arlington demanded"."""
        is_located = False
        for at in self._above(standing.head):
            token = self.tree.token(at)
            is_located = is_located or any(prepositions().get(marker) == "place" for marker in self.tree.markers(at))
            if token.relation in ACTING:
                return is_located and at != standing.head and token.head == trigger
            if token.relation not in PASSES and token.relation != "appos":
                return False
        return False

    def _above(self, head: int) -> Iterator[int]:
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
