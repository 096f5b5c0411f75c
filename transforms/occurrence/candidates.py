"""Candidates: a report in its document in, the days that may be its own out.

A time may be its day, or the day up to which it had happened. Without one it is news of the day, was over before the
document tells of it, or goes on until then.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from operator import itemgetter

from transforms.document_drafts import CodedReport
from transforms.occurrence.aspects import form_of, relation_of
from transforms.occurrence.scene import Scene, Stage, is_vague
from transforms.tables import Time
from transforms.times.tense import clause_of
from transforms.times.vocabulary import words_of

BACK = 4  # sentences before a report whose times may date it
ON = 2  # sentences after it
LEAD = 2  # sentences below the headline that tell the day of the news
BELOW_HEADLINE = 3  # sentences below the headline that may tell its day
ALIKE = 6  # times of reports of the same type elsewhere in the document, the nearest ones
LOOKED_AT = 60  # such times on either side among which the nearest are sought, so that long documents take no longer
BACKGROUND = {"acl", "advcl"}
"""Relations of clauses that tell what was before, once their tense says so."""
DAY = timedelta(days=1)
LONG_AGO = timedelta(days=31)


@dataclass(frozen=True)
class Days:
    """The days of an event and how they are known."""

    first_on: date | None
    last_on: date | None
    precision: str | None
    basis: str
    time_id: str | None
    probability: float = 1.0
    """How sure the choice of these days is, among those that the report may have."""


@dataclass(frozen=True)
class Candidate:
    """Days that a report may have."""

    kind: str
    """`at` a time, `until` a time, `since` a time, or without one: `news`, `before`, `ongoing`; `later` than all that
    an undated document tells as past."""
    days: Days
    time: Time | None = None
    scene: Scene | None = None
    """Where the time stands."""


def candidates_of(stage: Stage, scene: Scene, report: CodedReport) -> list[Candidate]:
    """Return the days that a report of what did happen may have, those of times first."""
    found = list(_of_times(stage, scene, report))
    if _counts_from_unknown(scene, scene.trigger_of(report)):
        found = [candidate for candidate in found if candidate.scene is scene]
    for certain in (_of_what_it_spells_out, _over_by):
        if sure := certain(scene, scene.trigger_of(report), found):
            return sure
    return [*found, *_of_publication(stage)]


def _counts_from_unknown(scene: Scene, trigger: int) -> bool:
    """Whether the clause of a report names a day that counts from what nobody knows."""
    clause = clause_of(scene.tree, trigger)
    return any(trigger in scene.above(head) and clause_of(scene.tree, head) == clause for head in scene.untold)


def _of_what_it_spells_out(scene: Scene, trigger: int, found: list[Candidate]) -> list[Candidate]:
    """Return the days of the deed that a report spells out: "the Oct. 7 attack, in which gunmen killed 1,200"."""
    own = [candidate for candidate in found if candidate.scene is scene and candidate.time]
    if any(_is_bound(scene, trigger, candidate) for candidate in own):
        return []
    clause = clause_of(scene.tree, trigger)
    above = scene.tree.token(clause).head
    is_relative = (
        scene.tree.token(clause).relation == "acl:relcl" and above in scene.triggers and scene.leads_in(clause)
    )
    if not (is_relative or scene.spells_out(clause)):
        return []
    return [candidate for candidate in own if candidate.kind == "at" and _is_bound(scene, above, candidate)]


def _is_bound(scene: Scene, trigger: int, candidate: Candidate) -> bool:
    """Whether roles or syntax say that a time is that of a trigger."""
    assert candidate.time is not None
    rank = scene.rank(trigger, candidate.time)
    return rank is not None and rank < 0


def _over_by(scene: Scene, trigger: int, found: list[Candidate]) -> list[Candidate]:
    """Return the days up to which a report was over, where the clause around it says when."""
    return [
        candidate
        for candidate in found
        if candidate.kind == "until"
        and candidate.scene is scene
        and candidate.time
        and _was_over_by(scene, trigger, candidate.time)
    ]


def _of_times(stage: Stage, scene: Scene, report: CodedReport) -> Iterator[Candidate]:
    published, trigger = stage.document.published_last_on, scene.trigger_of(report)
    for other, time in _times_told(stage, scene, report):
        days = days_at(stage, other, time, is_over=True)
        if days is None:
            continue
        if other is not scene:
            yield Candidate("at", days, time, other)
            if _may_follow(scene, other, published) and _is_old(days, published):
                yield Candidate("since", _going_on(days, published), time, other)
        elif _goes_on_since(scene, trigger, time):
            yield Candidate("at", Days(days.first_on, published, "interval", "stated", time.time_id), time, other)
        elif not _names_another(scene, report, time):
            yield from _of_own_time(scene, trigger, time, days)
            if _is_old(days, published):
                yield Candidate("since", _going_on(days, published), time, scene)


def _may_follow(scene: Scene, other: Scene, published: date | None) -> bool:
    """Whether what a sentence tells may have gone on since a time of another one, in an undated document one before."""
    gap = scene.place - other.place
    return abs(gap) <= ON and (gap > 0 or published is not None)


def _is_old(days: Days, published: date | None) -> bool:
    """Whether days began so long before publication that what went on since is told apart from them."""
    if days.first_on is None or published is None:
        return days.first_on is not None
    return published - days.first_on > LONG_AGO and days.last_on != published


def _going_on(days: Days, published: date | None) -> Days:
    """Return all days since some began: of what has gone on since, or happened at some time after."""
    return Days(days.first_on, published, "interval", "stated", days.time_id)


def _of_own_time(scene: Scene, trigger: int, time: Time, days: Days) -> Iterator[Candidate]:
    """Yield a time of its sentence as the day of a report, and as the day up to which it was over."""
    was_over = _was_over_by(scene, trigger, time)
    if not was_over:
        yield Candidate("at", days, time, scene)
    rank = scene.rank(trigger, time)
    if days.last_on and not is_vague(time) and (was_over or rank is None or rank >= 0):
        yield Candidate("until", Days(None, days.last_on, "interval", "stated", time.time_id), time, scene)


def _names_another(scene: Scene, report: CodedReport, time: Time) -> bool:
    """Whether a time before a noun says which other deed is meant: "condemned the Oct. 7 attack"."""
    owner, head = scene.owners[time.time_id], scene.heads[time.time_id]
    trigger = scene.trigger_of(report)
    if owner is None or owner == trigger or scene.tree.token(head).head != owner or head > owner:
        return False
    if scene.tree.token(owner).pos == "VERB" or trigger not in scene.above(owner):
        return False
    return scene.tree.token(owner).relation != "obj" or scene.triggers[owner].event_type != report.event_type


def _goes_on_since(scene: Scene, trigger: int, time: Time) -> bool:
    """Whether something goes on since what a time dates: "has held him since arresting him in May"."""
    head = scene.heads[time.time_id]
    between = [head, *scene.above(head)]
    if trigger not in between:
        return False
    return any("since" in scene.tree.markers(at) for at in between[1 : between.index(trigger)])


def _was_over_by(scene: Scene, trigger: int, time: Time) -> bool:
    """Whether a clause around a time tells what had been over by then: "jailed in May a man who had killed six"."""
    tree, clause = scene.tree, clause_of(scene.tree, trigger)
    if form_of(tree, clause) != "pluperfect" or relation_of(tree, clause).split(":")[0] not in BACKGROUND:
        return False
    at = scene.heads[time.time_id]
    return clause_of(tree, at) in scene.above(clause) and clause not in scene.above(at)


def _times_told(stage: Stage, scene: Scene, report: CodedReport) -> Iterator[tuple[Scene, Time]]:
    """Yield the times of the sentences near a report, then those of reports of its type elsewhere."""
    near = _places_near(stage, scene)
    for place in sorted(near):
        other = stage.scenes[place]
        yield from ((other, time) for time in other.times if other is scene or _is_exact(time))
    if last := _last_named(stage, min(near)):
        near.add(last[0].place)
        yield last
    told = stage.dated.get(report.event_type, ())
    at = bisect_left(told, scene.place, key=itemgetter(0))
    alike = [
        (abs(place - scene.place), place, time)
        for place, time in told[max(0, at - LOOKED_AT) : at + LOOKED_AT]
        if place not in near and _is_exact(time)
    ]
    for _, place, time in sorted(alike, key=lambda found: found[:2])[:ALIKE]:
        yield stage.scenes[place], time


def _last_named(stage: Stage, place: int) -> tuple[Scene, Time] | None:
    """Return the last exact time that a document names before a sentence, with where it stands."""
    return next(
        (
            (other, time)
            for other in reversed(stage.scenes[:place])
            for time in reversed(other.times)
            if _is_exact(time)
        ),
        None,
    )


def _places_near(stage: Stage, scene: Scene) -> set[int]:
    """Return the places of the sentence of a report, of those around it, and of the lead."""
    first, last = scene.place - BACK, scene.place + ON
    if scene.kind != "body":
        last = max(last, stage.lead + BELOW_HEADLINE - 1)
    places = (*range(stage.lead, stage.lead + LEAD), *range(first, last + 1))
    return {place for place in places if 0 <= place < len(stage.scenes)}


def _is_exact(time: Time) -> bool:
    return time.kind != "DURATION" and time.first_on is not None and time.last_on is not None


def days_at(stage: Stage, scene: Scene, time: Time, *, is_over: bool) -> Days | None:
    """Return the days that a time gives what happens at it; None where what is over would be after publication."""
    published = stage.document.published_last_on
    if is_vague(time):
        return _vague_days(stage, time, is_over=is_over)
    first_on, last_on, precision = time.first_on, time.last_on, time.granularity
    side = side_of(scene, time)
    if side == "after":
        first_on, last_on, precision = first_on or last_on, None, "interval"
    elif side == "before":
        first_on, last_on, precision = None, last_on or first_on, "interval"
    elif last_on is None or first_on is None:
        precision = "interval"
    if is_over and published:
        if first_on and first_on > published:
            return None
        last_on = min(last_on, published) if last_on else published
    basis = "narrative" if time.anchor == "previous_time" else "stated"
    return Days(first_on, last_on, precision, basis, time.time_id)


def _vague_days(stage: Stage, time: Time, *, is_over: bool) -> Days | None:
    """Return the days on the side of publication that "recently" or "in future" tells."""
    first_on, last_on = stage.document.published_first_on, stage.document.published_last_on
    if time.value == "PAST_REF" and last_on:
        return Days(None, last_on, "interval", "stated", time.time_id)
    if time.value == "FUTURE_REF" and first_on and not is_over:
        return Days(first_on, None, "interval", "stated", time.time_id)
    return None


def side_of(scene: Scene, time: Time) -> str | None:
    """Return on which side of a time its preposition places what it dates: after, before, or neither."""
    sides = words_of("event_side")
    markers = {marker for marker in scene.tree.markers(scene.heads[time.time_id]) if marker in sides}
    return next((sides[marker] for marker in sorted(markers)), None)


def _of_publication(stage: Stage) -> Iterator[Candidate]:
    """Yield what a report without a time may be: news of the day and the day before, over by then, or going on.

    The news of an undated document is not older than what it tells as past.
    """
    first_on, last_on = stage.document.published_first_on, stage.document.published_last_on
    if first_on is None or last_on is None:
        yield from (Candidate(kind, UNKNOWN) for kind in ("news", "before", "ongoing"))
        if stage.not_before:
            yield Candidate("later", open_from(stage.not_before))
        return
    yield Candidate("news", Days(eve_of(first_on), last_on, "interval", "publication", None))
    yield Candidate("before", Days(None, eve_of(last_on), "interval", "tense", None))
    yield Candidate("ongoing", Days(None, last_on, "interval", "tense", None))


UNKNOWN = Days(None, None, None, "unknown", None)


def open_from(first_on: date | None) -> Days:
    """Return all days from one on; unknown ones where it is unknown."""
    return Days(first_on, None, "interval", "tense", None) if first_on else UNKNOWN


def eve_of(on: date) -> date:
    """Return the day before a day."""
    return on - DAY if on > date.min else on
