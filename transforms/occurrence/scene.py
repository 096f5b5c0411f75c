"""Scene: a sentence with its tree, the times that it names and the tokens at which its reports stand."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeVar

from transforms.document_drafts import CodedReport
from transforms.language.reading import ROOT, Reading
from transforms.syntax import Tree
from transforms.tables import Document, Sentence, Time

Dated = TypeVar("Dated", CodedReport, Time)
TEMPORAL = "ARGM-TMP"
SURE = 0.5  # probability; below it the classifier does not say that words are the time of an event
DATING = {"DATE", "TIME", "DURATION"}
VAGUE = ("PAST_REF", "FUTURE_REF")
"""Values of times that tell a side of publication and no days."""
REACH = 4  # governors above an event whose time may be its own
SHARING = {"conj", "xcomp", "appos", "obj", "obl", "nmod", "nsubj", "compound", "amod", "list", "flat"}
"""Relations of an event to the one above with which it shares a time: never of what is said to who says it."""
RELATIVE = {"acl", "acl:relcl"}
WHEN = {"when", "where", "during"}
STEM = 5  # letters that the forms of a word share


class Scene:
    """A sentence with its tree, its times and the tokens at which its reports stand."""

    def __init__(
        self,
        index: int,
        paragraph: int,
        sentence: Sentence,
        reading: Reading,
        times: Sequence[Time],
        reports: Sequence[CodedReport],
    ) -> None:
        self.place, self.paragraph, self.kind = index, paragraph, sentence.kind
        self.reading, self.tree = reading, Tree(reading)
        self.reports = reports
        self.token_at = {
            sentence.sentence_start + offset: at
            for at, token in enumerate(reading.tokens)
            for offset in range(token.start, token.end)
        }
        self.times = [
            time
            for time in times
            if time.kind in DATING and (time.first_on or time.last_on or is_vague(time)) and not _is_century(time)
        ]
        untold = [
            time for time in times if time.kind == "DATE" and not (time.first_on or time.last_on or is_vague(time))
        ]
        self.untold = [self.tree.head_of(*self.tokens_of(time.time_start, time.time_end)) for time in untold]
        """Heads of days that count from a publication that nobody knows: "on Monday" in an undated document."""
        self.spans = {time.time_id: self.tokens_of(time.time_start, time.time_end) for time in self.times}
        self.heads = {time.time_id: self.tree.head_of(*self.spans[time.time_id]) for time in self.times}
        self.triggers = {self.token_at[report.trigger_start]: report for report in reports}
        self.temporal, self.timed = _temporal_tokens(reading), _timed_tokens(reading)
        self.owners = {time_id: self.owner_of(head) for time_id, head in self.heads.items()}

    def trigger_of(self, report: CodedReport) -> int:
        """Return the token at which a report stands."""
        return self.token_at[report.trigger_start]

    def tokens_of(self, start: int, end: int) -> tuple[int, int]:
        """Return the first token of a time and the one after its last."""
        first = self.token_at.get(start, 0)
        return first, max(self.token_at.get(end - 1, first), first) + 1

    def owner_of(self, head: int) -> int | None:
        """Return the trigger that a time reaches first on the way up; None when it reaches none."""
        return next((at for at in self.above(head) if at in self.triggers), None)

    def above(self, position: int) -> Iterator[int]:
        """Yield the governors of a token, nearest first."""
        seen = {position}
        at = self.tree.token(position).head
        while at != ROOT and at not in seen:
            seen.add(at)
            yield at
            at = self.tree.token(at).head

    def rank(self, trigger: int, time: Time) -> int | None:
        """Return how closely a time belongs to a trigger, the lower the closer; None when it does not.

        What classifier, semantic roles and syntax agree on comes first, then what stands in its clause, then what it
        shares with the clause above, then what a relative clause tells of it.
        """
        head, inside = self.heads[time.time_id], range(*self.spans[time.time_id])
        owner, clause = self.owners[time.time_id], self.tree.clause(head)
        timed, temporal = self.timed.get(trigger, {}), self.temporal.get(trigger, set())
        signals = (
            any(timed.get(at, 0.0) >= SURE for at in inside),
            any(at in temporal for at in inside),
            owner == trigger and self.is_close(trigger, head),
        )
        if any(signals):
            return -sum(signals)
        if owner == trigger:
            return None
        if owner is not None and not self._is_sharing(owner) and owner != clause:
            return None
        if clause == self.tree.clause(trigger):
            return 3
        if self.shares(trigger, clause):
            return 4
        if self.tree.token(clause).relation in RELATIVE and self.tree.token(clause).head == trigger:
            return 5
        return None

    def _is_sharing(self, position: int) -> bool:
        return self.tree.token(position).relation.split(":")[0] in SHARING

    def is_close(self, trigger: int, head: int) -> bool:
        """Whether no other verb stands between a time and the trigger above it: "vowed to leave on Monday"."""
        for at in self.above(head):
            if at == trigger:
                return True
            if self.tree.token(at).pos == "VERB":
                return False
        return False

    def spells_out(self, position: int) -> bool:
        """Whether a clause spells out the one above, after a colon: "imposed sanctions in May: it banned imports"."""
        token = self.tree.token(position)
        if token.relation != "parataxis" or token.head == ROOT or token.head > position:
            return False
        return any(self.tree.word(at) == ":" for at in range(token.head + 1, position))

    def leads_in(self, clause: int) -> bool:
        """Whether a relative clause begins with "in which", "when" or "where": it tells what the noun before it is."""
        tree = self.tree
        if any(tree.word(at) in WHEN for at in tree.children(clause, {"advmod"})):
            return True
        return any(tree.word(at) == "which" and tree.markers(at) for at in tree.children(clause, {"obl"}))

    def shares(self, trigger: int, clause: int) -> bool:
        """Whether a trigger shares the time of a clause above it."""
        at = trigger
        for _ in range(REACH):
            if not (self._is_sharing(at) or self.spells_out(at)) or self.tree.token(at).head == ROOT:
                return False
            at = self.tree.token(at).head
            if at == clause:
                return True
        return False


def _temporal_tokens(reading: Reading) -> Mapping[int, set[int]]:
    """Return the tokens that semantic roles give each predicate as its time."""
    return {
        predicate.token: {
            at
            for argument in predicate.arguments
            if argument.role == TEMPORAL
            for at in range(argument.first, argument.last)
        }
        for predicate in reading.predicates
    }


def _timed_tokens(reading: Reading) -> Mapping[int, Mapping[int, float]]:
    """Return the tokens that the classifier gives each trigger as its time, each with how sure it is."""
    return {
        trigger.token: {
            at: participant.probability
            for participant in trigger.participants
            if participant.role == "time"
            for at in range(participant.first, participant.last)
        }
        for trigger in reading.triggers
    }


def is_vague(time: Time) -> bool:
    """Whether a time tells that something lies back or ahead, and not how far."""
    return time.value in VAGUE


def _is_century(time: Time) -> bool:
    return time.value is not None and len(time.value) == len("19")


@dataclass(frozen=True)
class First:
    """What headline, deck and lead tell."""

    stems: frozenset[str]
    types: frozenset[str]


@dataclass(frozen=True)
class Stage:
    """A document with the scenes of its sentences, in reading order."""

    document: Document
    scenes: Sequence[Scene]
    dated: Mapping[str, Sequence[tuple[int, Time]]]
    """By event type, the times that belong to a report of it, each with the place of its sentence, ascending."""
    not_before: date | None = None
    """The day from which an undated document was published, as far as its text tells: its news is not older."""

    @cached_property
    def told_first(self) -> First:
        """What headline, deck and lead tell."""
        first = [scene for scene in self.scenes if scene.place <= self.lead]
        return First(
            frozenset(scene.tree.lemma(at)[:STEM] for scene in first for at in scene.triggers),
            frozenset(report.event_type for scene in first for report in scene.reports),
        )

    @cached_property
    def lead(self) -> int:
        """Place of the first sentence below headline and deck."""
        return next((scene.place for scene in self.scenes if scene.kind == "body"), 0)


def scenes_of(
    document: Document,
    sentences: Sequence[Sentence],
    readings: Sequence[Reading],
    reports: Sequence[CodedReport],
    times: Sequence[Time],
    not_before: date | None = None,
) -> Stage:
    """Return a document with the scenes of its sentences."""
    reports_of, times_of = _by_sentence(reports), _by_sentence(times)
    scenes: list[Scene] = []
    paragraph, end = 0, 0
    for index, (sentence, reading) in enumerate(zip(sentences, readings, strict=True)):
        paragraph += "\n" in document.text[end : sentence.sentence_start]
        end = sentence.sentence_end
        inside = times_of.get(sentence.sentence_id, []), reports_of.get(sentence.sentence_id, [])
        scenes.append(Scene(index, paragraph, sentence, reading, *inside))
    dated: dict[str, list[tuple[int, Time]]] = {}
    for scene in scenes:
        for time in scene.times:
            owner = scene.owners[time.time_id]
            if owner is not None:
                dated.setdefault(scene.triggers[owner].event_type, []).append((scene.place, time))
    return Stage(document, scenes, dated, not_before)


def _by_sentence(rows: Sequence[Dated]) -> dict[str, list[Dated]]:
    found: dict[str, list[Dated]] = {}
    for row in rows:
        found.setdefault(row.sentence_id, []).append(row)
    return found
