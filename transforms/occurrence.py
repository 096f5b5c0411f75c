"""Occurrence: coded reports and the times of their document in, the same reports with their days out.

A time dates a report where syntax or roles attach it to the trigger, nearest first. Without one the tense says on
which side of publication its event lies. What has happened has not happened after it was printed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from transforms.language.reading import ROOT, Reading
from transforms.syntax import Tree
from transforms.tables import Document, Report, ReportParticipant, Sentence, Time
from transforms.times.vocabulary import words_of

TEMPORAL = "ARGM-TMP"
SURE = 0.5  # probability; below it the learned classifiers do not say that words are the time of an event
DATING = {"DATE", "TIME", "DURATION"}
SHARING = {"conj", "xcomp", "appos", "obj", "obl", "nmod", "nsubj", "nsubj:pass", "compound", "amod", "list", "flat"}
"""Relations of an event to the one above with which it shares a time: never of what is said to who says it."""
RELATIVE = {"acl", "acl:relcl"}
AHEAD = {"planned", "predicted", "demanded", "threatened"}
"""Kinds of factuality that lie after publication when nothing dates them."""
REACH = 4  # governors above an event whose time may be its own
NEAR = 3  # sentences in which a text names the day of what it placed in a week
FINENESS = ("time", "day", "week", "month", "quarter", "interval", "year", "decade")


VAGUE = ("PAST_REF", "FUTURE_REF")
"""Values of times that tell a side of publication and no days."""


@dataclass(frozen=True)
class Days:
    """The days of an event and how they are known."""

    first_on: date | None
    last_on: date | None
    precision: str | None
    basis: str
    time_id: str | None


def date_reports(
    document: Document,
    sentences: Sequence[Sentence],
    readings: Sequence[Reading],
    reports: Sequence[Report],
    times: Sequence[Time],
    participants: Sequence[ReportParticipant] = (),
) -> list[Report]:
    """Return the reports with their days, in their order."""
    places = {sentence.sentence_id: index for index, sentence in enumerate(sentences)}
    reports_of, times_of = _by_sentence(reports), _by_sentence(times)
    days: dict[str, Days] = {}
    known = {time.time_id: time for time in times}
    for sentence_id, inside in reports_of.items():
        place = places[sentence_id]
        scene = _Scene(sentences[place], readings[place], times_of.get(sentence_id, ()), inside)
        for report in inside:
            days[report.report_id] = days_of(document, scene, report)
        days.update(counted_from(scene, inside, days, known))
    settled = _narrowed(reports, days, places, participants)
    return [
        report.model_copy(
            update={
                "occurred_first_on": settled[report.report_id].first_on,
                "occurred_last_on": settled[report.report_id].last_on,
                "occurred_precision": settled[report.report_id].precision,
                "occurred_basis": settled[report.report_id].basis,
                "time_id": settled[report.report_id].time_id,
            }
        )
        for report in reports
    ]


class _Scene:
    """A sentence with its tree, its times and the tokens at which its reports stand."""

    def __init__(self, sentence: Sentence, reading: Reading, times: Sequence[Time], reports: Sequence[Report]) -> None:
        self.reading, self.tree = reading, Tree(reading)
        self.token_at = {
            sentence.sentence_start + offset: index
            for index, token in enumerate(reading.tokens)
            for offset in range(token.start, token.end)
        }
        self.times = [
            time for time in times if time.kind in DATING and (time.first_on or time.last_on or is_vague(time))
        ]
        self.spans = {time.time_id: self.tokens_of(time.time_start, time.time_end) for time in self.times}
        self.heads = {time.time_id: self.tree.head_of(*self.spans[time.time_id]) for time in self.times}
        self.triggers = {self.token_at[report.trigger_start]: report.report_id for report in reports}
        self.temporal: Mapping[int, set[int]] = {
            predicate.token: {
                at for one in predicate.arguments if one.role == TEMPORAL for at in range(one.first, one.last)
            }
            for predicate in reading.predicates
        }
        self.timed: Mapping[int, set[int]] = {
            trigger.token: {
                at
                for participant in trigger.participants
                if participant.role == "time" and participant.probability >= SURE
                for at in range(participant.first, participant.last)
            }
            for trigger in reading.triggers
        }
        self.owners = {time_id: self.owner_of(head) for time_id, head in self.heads.items()}

    def tokens_of(self, start: int, end: int) -> tuple[int, int]:
        """Return the first token of a time and the one after its last."""
        first = self.token_at.get(start, 0)
        return first, max(self.token_at.get(end - 1, first), first) + 1

    def owner_of(self, head: int) -> int | None:
        """Return the trigger that a time reaches first on the way up; None when it reaches none."""
        for at in self.above(head):
            if at in self.triggers:
                return at
        return None

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

        What classifiers, semantic roles and syntax agree on comes first, then what stands in its clause, then what it
        shares with the clause above, then what a relative clause tells of it.
        """
        head, inside = self.heads[time.time_id], set(range(*self.spans[time.time_id]))
        owner, clause = self.owners[time.time_id], self.tree.clause(head)
        is_owned = owner == trigger and self.is_close(trigger, head)
        signals = (
            bool(inside & self.timed.get(trigger, set())),
            bool(inside & self.temporal.get(trigger, set())),
            is_owned,
        )
        if any(signals):
            return -sum(signals)
        if owner == trigger:
            return None
        if owner is not None and self.tree.token(owner).relation not in SHARING and owner != clause:
            return None
        if clause == self.tree.clause(trigger):
            return 3
        if self.shares(trigger, clause):
            return 4
        if self.tree.token(clause).relation in RELATIVE and self.tree.token(clause).head == trigger:
            return 5
        return None

    def is_close(self, trigger: int, head: int) -> bool:
        """Whether no other verb stands between a time and the trigger above it: "vowed to leave on Monday"."""
        for at in self.above(head):
            if at == trigger:
                return True
            if self.tree.token(at).pos == "VERB":
                return False
        return False

    def shares(self, trigger: int, clause: int) -> bool:
        """Whether a trigger shares the time of a clause above it."""
        at = trigger
        for _ in range(REACH):
            token = self.tree.token(at)
            if token.relation.split(":")[0] not in {one.split(":")[0] for one in SHARING} or token.head == ROOT:
                return False
            at = token.head
            if at == clause:
                return True
        return False


def is_vague(time: Time) -> bool:
    """Whether a time tells that something lies back or ahead, and not how far."""
    return time.value in VAGUE


def days_of(document: Document, scene: _Scene, report: Report) -> Days:
    """Return the days of a report: of the time that belongs to it, else by tense from publication."""
    trigger = scene.token_at[report.trigger_start]
    ranked = [
        (rank, FINENESS.index(time.granularity or "decade"), abs(scene.heads[time.time_id] - trigger), time)
        for time in scene.times
        if (rank := scene.rank(trigger, time)) is not None
    ]
    for *_, time in sorted(ranked, key=lambda one: one[:3]):
        if days := _stated(document, scene, report, time):
            return days
    return _untimed(document, scene, report, trigger)


def counted_from(
    scene: _Scene, reports: Sequence[Report], days: Mapping[str, Days], known: Mapping[str, Time]
) -> Iterator[tuple[str, Days]]:
    """Yield reports of a week with the day from which the same sentence counts on.

    "They deployed this week and left a day later": when the text then names the Monday, they deployed on it.
    """
    for time in scene.times:
        anchor = known.get(time.anchor_time_id or "")
        if anchor is None or anchor.granularity != "day" or anchor.time_start < time.time_start:
            continue
        earlier = (
            report
            for report in reports
            if days[report.report_id].precision == "week" and days[report.report_id].time_id
        )
        if report := min(earlier, key=lambda one: one.trigger_start, default=None):
            yield report.report_id, Days(anchor.first_on, anchor.last_on, "day", "narrative", anchor.time_id)


def _stated(document: Document, scene: _Scene, report: Report, time: Time) -> Days | None:
    """Return the days that a time gives a report; None where it cannot be that of its event."""
    first_on, last_on, precision = time.first_on, time.last_on, time.granularity
    if is_vague(time):
        sides = {"PAST_REF": (None, document.published_last_on), "FUTURE_REF": (document.published_first_on, None)}
        first_on, last_on = sides[time.value or ""]
        return Days(first_on, last_on, "interval", "stated", time.time_id) if first_on or last_on else None
    markers = {marker for marker in scene.tree.markers(scene.heads[time.time_id]) if marker in words_of("event_side")}
    side = next((words_of("event_side")[marker] for marker in sorted(markers)), None)
    if side == "after":
        first_on, last_on, precision = first_on or last_on, None, "interval"
    elif side == "before":
        first_on, last_on, precision = None, last_on or first_on, "interval"
    elif last_on is None or first_on is None:
        precision = "interval"
    published = document.published_last_on
    if report.factuality == "actual" and published:
        if first_on and first_on > published:
            return None
        last_on = min(last_on, published) if last_on else published
    basis = "narrative" if time.anchor == "previous_time" else "stated"
    return Days(first_on, last_on, precision, basis, time.time_id)


def _untimed(document: Document, scene: _Scene, report: Report, trigger: int) -> Days:
    """Return the days of a report that no time dates."""
    first_on, last_on = document.published_first_on, document.published_last_on
    if first_on is None and last_on is None:
        return Days(None, None, None, "unknown", None)
    if report.factuality in AHEAD:
        return Days(first_on, None, "interval", "tense", None)
    if report.factuality == "actual" and is_before_story(scene.tree, trigger):
        return Days(None, last_on, "interval", "tense", None)
    return Days(first_on, last_on, "day" if first_on == last_on else "interval", "publication", None)


def is_before_story(tree: Tree, position: int) -> bool:
    """Whether a verb stands in the past perfect of the document's own voice: it was over when the story begins."""
    token = tree.token(position)
    if token.pos != "VERB" or token.relation.split(":")[0] in {"ccomp", "conj"}:
        return False  # "said that troops had fired" is yesterday's news
    return "had" in {tree.word(at) for at in tree.children(position, {"aux"})}


def _narrowed(
    reports: Sequence[Report],
    days: Mapping[str, Days],
    places: Mapping[str, int],
    participants: Sequence[ReportParticipant],
) -> Mapping[str, Days]:
    """Return the days, those of a week narrowed to the day that the text gives the same deed a few sentences on."""
    doers: dict[str, set[str]] = {}
    for one in participants:
        if one.role == "actor":
            doers.setdefault(one.report_id, set()).update(filter(None, (one.entity_id, one.country)))
    found = dict(days)
    exact: dict[str, list[Report]] = {}
    for report in reversed(reports):
        mine = days[report.report_id]
        if mine.precision == "day" and mine.basis in {"stated", "narrative"} and report.factuality == "actual":
            exact.setdefault(report.event_type, []).append(report)
        elif mine.precision == "week" and report.factuality == "actual":
            for other in exact.get(report.event_type, [])[-NEAR:]:
                theirs = days[other.report_id]
                is_near = 0 <= places[other.sentence_id] - places[report.sentence_id] <= NEAR
                is_same = bool(doers.get(report.report_id, set()) & doers.get(other.report_id, set()))
                if is_near and is_same and _within(theirs, mine):
                    found[report.report_id] = Days(theirs.first_on, theirs.last_on, "day", "narrative", theirs.time_id)
                    break
    return found


def _within(inner: Days, outer: Days) -> bool:
    return bool(
        inner.first_on and inner.last_on and outer.first_on and outer.last_on
        and outer.first_on <= inner.first_on and inner.last_on <= outer.last_on
    )  # fmt: skip


def _by_sentence(rows: Sequence[Report] | Sequence[Time]) -> dict[str, list]:  # type: ignore[type-arg]
    found: dict[str, list] = {}  # type: ignore[type-arg]
    for row in rows:
        found.setdefault(row.sentence_id, []).append(row)
    return found
