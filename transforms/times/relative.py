"""Relative dates: readers of what counts from the day of publication or from a time that the text named before."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from transforms.times import calendar
from transforms.times.calendar import Period
from transforms.times.quantities import amount_of, duration
from transforms.times.sense import Expression, Kind, Scene, Sense, unit_of
from transforms.times.vocabulary import plain, value_of

AHEAD = {"future", "planned"}
BEFORE = {"earlier", "before", "previously"}
THEN = {"following", "subsequent"}
"""Words that count from a time of the story, never from publication in the past."""
THEN_TOO = {"today": "day", "this day": "day", "this week": "week", "this weekend": "weekend", "this month": "month"}
"""Units that "80 years ago this week" speaks of."""
FROM_NOW = {"from now", "hence"}
PAST_WORDS = ("past", "the past", "this past")
FINER = {
    "day": 0,
    "weekend": 1,
    "week": 1,
    "month": 2,
    "quarter": 3,
    "season": 3,
    "half": 4,
    "year": 5,
    "decade": 6,
    "century": 7,
}
"""How coarse units are."""
NOTHING_BEFORE = "no time is named before it from which it could count"
FAR_BACK = 30  # sentences; a quarter or a year that a report is about stays in mind longer than a day
HALF_SAID = {"first": "START", "second": "END", "last": "END"}


def weekday(scene: Scene) -> Sense | None:
    """Read a weekday: that of the side that tense says, the day of publication included."""
    number = int(value_of("weekday", scene.groups["weekday"]))
    shift, clock = scene.get("shift"), _part(scene)
    step = int(value_of("shift", shift)) if shift else 0
    if shift in {"the following", "the previous", "the preceding", "the next", "the subsequent"} and (
        anchor := scene.last_named("day")
    ):
        return _from_time(anchor, lambda on: _weekday_from(on, number, step), clock, f"{shift} from")
    pattern = f"XXXX-WXX-{number}"
    if shift:
        if step:
            why = f"{shift.removeprefix('the ')}: the one {'before' if step < 0 else 'after'} the day of publication"
            return _published(lambda on: _weekday_from(on, number, step), why, scene, clock, pattern)
        why = "this: the one in the week of publication or next to come"
        side = -1 if scene.tense == "past" else 1
        return _published(lambda on: calendar.day(_weekday_near(on, number, side)), why, scene, clock, pattern)
    if scene.tense == "planned":
        why = "planned when it was told of: the next from publication, unless it was the day before"
        return _published(lambda on: calendar.day(_weekday_planned(on, number)), why, scene, clock, pattern)
    side = 1 if scene.tense in AHEAD else -1
    why = f"the {'next from' if side > 0 else 'last up to'} publication, as the clause is {scene.tense or 'not tensed'}"
    return _published(lambda on: calendar.day(_weekday_near(on, number, side)), why, scene, clock, pattern)


def named_day(scene: Scene) -> Sense | None:
    """Read yesterday, today, tomorrow."""
    step = int(value_of("named_day", scene.groups["named_day"]))
    mod = scene.mod or ("START" if scene.words.startswith("earlier") else None)
    sense = _published(
        lambda on: calendar.day(on + timedelta(days=step)),
        "the day of publication" if step == 0 else f"{step:+d} days from publication",
        scene,
        _part(scene),
    )
    return replace(sense, mod=mod)


def tonight(scene: Scene) -> Sense | None:
    """Read tonight, last night, overnight: the night that begins on the day before, or on the day, of publication."""
    step = 0 if scene.groups["tonight"] == "tonight" else -1
    why = "the night of publication" if step == 0 else "the night before publication"
    return _published(lambda on: calendar.day(on + timedelta(days=step)), why, scene, "TNI")


def part_of_day(scene: Scene) -> Sense | None:
    """Read a part of the day of publication, or of the day named before."""
    clock = f"T{value_of('part_of_day', scene.groups['part_of_day'])}"
    which = scene.get("this") or "the"
    steps = {"the next": 1, "the following": 1, "the previous": -1}
    anchor = scene.last_named("day")
    if which != "this" and anchor:
        step = steps.get(which, 0)
        return _from_time(anchor, lambda on: calendar.day(on + timedelta(days=step)), clock, "a part of the day of")
    if which in {"that", "the same", *steps}:
        return Sense("TIME", "no day is named before it", value=f"XXXX-XX-XX{clock}")
    return _published(calendar.day, "a part of the day of publication", scene, clock)


def unit(scene: Scene) -> Sense | None:
    """Read this, last or next week, month, year."""
    shift, name = scene.groups["shift"], value_of("unit", scene.groups["unit"])
    step = int(value_of("shift", shift))
    is_plural = scene.groups["unit"].removesuffix("'s").endswith("s")
    if name not in FINER or (is_plural and name != "day"):
        return None
    if is_plural:
        return None
    if shift in PAST_WORDS or (step and name in {"decade"}):
        return replace(stretch(1, name, step), mod=scene.mod)
    if shift in {"previous", "preceding", "prior", "coming", "upcoming", "the upcoming", "the coming"} or not step:
        return _unit_from_publication(scene, name, step)
    if shift.startswith("the ") and (anchor := scene.last_named()) and scene.tense not in AHEAD:
        return _unit_from_time(anchor, name, step)
    if shift.removeprefix("the ") in THEN and scene.tense not in AHEAD:
        return Sense("DATE", NOTHING_BEFORE)
    return _unit_from_publication(scene, name, step)


def narrative_unit(scene: Scene) -> Sense | None:
    """Read the next, the same or the previous unit, counted from the time named before."""
    name, step = value_of("unit", scene.groups["unit"]), int(value_of("narrative", scene.groups["narrative"]))
    if name not in FINER or scene.groups["unit"].endswith("s"):
        return None
    anchor = scene.last_named() if step else scene.last_named(within=FAR_BACK)
    if scene.tense in AHEAD and step > 0 and scene.groups["narrative"] == "the next":
        anchor = None
    if anchor:
        return _unit_from_time(anchor, name, step)
    if step == 0 or (step > 0 and scene.tense not in AHEAD):
        return Sense("DATE", NOTHING_BEFORE)
    return _unit_from_publication(scene, name, step)


def definite_unit(scene: Scene) -> Sense | None:
    """Read "the day", "the quarter", "the end of the year": that of the time named before, else of publication."""
    name = scene.groups["unit"]
    if name in {"decade", "century"}:
        return None
    if name == "weekend":
        side = 1 if scene.tense in AHEAD else -1
        why = f"the weekend {'after' if side > 0 else 'before'} publication"
        return _published(lambda on: calendar.weekend(_weekday_near(on, 7, side)), why, scene)
    reach = FAR_BACK if name in {"quarter", "year"} else NEAREST
    anchor = scene.last_named(name, within=reach, told_of=True)
    if anchor and not scene.mod and not scene.get("latest"):
        return replace(_from_time(anchor, lambda on: calendar.containing(on, name), "", "that of"), mod=scene.mod)
    if name == "quarter":  # firms report on the quarter that is over
        why = "the last quarter that was over at publication"
        return _published(lambda on: calendar.containing(calendar.moved(on, -3), "quarter"), why, scene)
    return _published(lambda on: calendar.containing(on, name), f"the {name} of publication", scene)


NEAREST = 1  # sentences; "the day" after two sentences without a day is that of publication


def year_end(scene: Scene) -> Sense | None:
    """Read the end of the year."""
    sense = _published(lambda on: calendar.year(on.year), "the end of the year of publication", scene)
    return replace(sense, mod="END")


def ago(scene: Scene) -> Sense | None:
    """Read so many units ago, counted from publication."""
    name = value_of("unit", scene.groups["unit"])
    count = amount_of(scene)
    if count is None:
        return stretch(None, name, -1)
    if name in {"hour", "minute", "second"}:
        hours = {"hour": 1.0, "minute": 1 / 60, "second": 1 / 3600}[name] * count
        whole = int(hours // 24)
        why = f"{scene.words}: counted back from publication"
        return _published(lambda on: calendar.day(on - timedelta(days=whole)), why, scene)
    anchor = scene.last_named("quarter")
    if name == "year" and count == 1 and anchor:
        return _from_time(
            anchor, lambda on: calendar.containing(calendar.moved(on, -12), "quarter"), "", "a year before"
        )
    why = f"{scene.words}: counted back from publication"
    then = THEN_TOO.get(scene.get("then") or "")
    sense = _published(lambda on: _away(on, name, -count, then), why, scene)
    return replace(sense, mod=scene.mod)


def day_of_month(scene: Scene) -> Sense | None:
    """Read a day of this, last or next month."""
    number, step = int(scene.groups["day"]), int(value_of("shift", scene.groups["shift"]))

    def at(on: date) -> Period:
        whole = calendar.stepped(on, "month", step)
        return calendar.day(date(whole.year, whole.month, number))

    return _published(at, f"a day of the month {step:+d} from that of publication", scene)


def units_on(scene: Scene) -> Sense | None:
    """Read so many units earlier or later than the time named before."""
    name, way, count = value_of("unit", scene.groups["unit"]), scene.groups["way"], amount_of(scene)
    if way in {"before", "after"} and scene.words.split()[0] not in {"a", "an", "one", "two", "three"}:
        return None
    if count is None:
        return Sense("DATE", "no number is given", value="PAST_REF" if way in BEFORE else "FUTURE_REF")
    if name in {"hour", "minute", "second"}:
        anchor = scene.last_named("day")
        if not anchor:
            return Sense("DURATION", NOTHING_BEFORE, value=duration(count, name))
        sense = _from_time(anchor, calendar.day, "", f"{scene.words}, counted on the day of")
        return replace(sense, kind="DURATION", value=duration(count, name))
    sign = -1 if way in BEFORE else 1
    if way in FROM_NOW:
        return _published(lambda on: _away(on, name, count), "counted on from publication", scene)
    if anchor := scene.last_named(within=NEAREST if sign < 0 else 3):
        keeps = FINER.get(unit_of(anchor) or "", 9) <= FINER.get(name, 0)
        at_unit = unit_of(anchor) if keeps else None
        return _from_time(anchor, lambda on: _away(on, name, sign * count, at_unit), "", f"{scene.words} than")
    if sign < 0:
        return _published(lambda on: _away(on, name, -count), "no time is named before it: from publication", scene)
    return Sense("DURATION", NOTHING_BEFORE, value=duration(count, name))


def year_ago(scene: Scene) -> Sense | None:
    """Read the same quarter or year, a year before."""
    if number := scene.get("ordinal"):
        which = int(value_of("ordinal", number))
        why = "that quarter of the year before"
        return _published(lambda on: calendar.quarter(on.year - 1, which), why, scene)
    if anchor := scene.last_named("quarter", within=FAR_BACK):
        return _from_time(
            anchor, lambda on: calendar.containing(calendar.moved(on, -12), "quarter"), "", "a year before"
        )
    return _published(lambda on: calendar.year(on.year - 1), "the year before publication", scene)


def day_before(scene: Scene) -> Sense | None:
    """Read the unit before or after the time named before."""
    name, sign = value_of("unit", scene.groups["unit"]), -1 if scene.groups["way"] in BEFORE else 1
    if anchor := scene.last_named():
        return _unit_from_time(anchor, name, sign)
    return Sense("DATE", NOTHING_BEFORE)


def stretch(count: float | None, name: str, side: int) -> Sense:
    """Return the sense of a stretch of so many units that ends, or begins, at publication."""
    value = duration(count, name)
    if count is None or name not in calendar.DAYS_IN | calendar.MONTHS_IN:
        return Sense("DURATION", "its length is not told in days", value=value)
    whole = max(int(count), 1)

    def at(on: date) -> Period:
        other = calendar.stepped(on, name, whole * side)
        return Period(min(on, other), max(on, other), name, value)

    way = "up to" if side < 0 else "from"
    return Sense("DURATION", f"the stretch {way} publication", at, "publication", value=value)


def _unit_from_publication(scene: Scene, name: str, step: int) -> Sense:
    why = {0: f"the {name} of publication", 1: f"the {name} after that of publication"}.get(
        step, f"the {name} before that of publication"
    )
    if step == 0 and scene.words.startswith(("earlier", "later")):
        is_over = scene.words.startswith("earlier")
        why = f"the part of the {name} {'before' if is_over else 'after'} publication"
        return _published(lambda on: _rest_of(calendar.containing(on, name), on, is_over=is_over), why, scene)
    mod = scene.mod or HALF_SAID.get(scene.get("half_of") or "") or ("START" if "earlier" in scene.words else None)
    sense = _published(lambda on: calendar.containing(calendar.stepped(on, name, step), name), why, scene)
    return replace(sense, mod=mod)


def _rest_of(period: Period, on: date, *, is_over: bool) -> Period:
    """Return the part of a period up to a day, or from it on."""
    return replace(period, last=on) if is_over else replace(period, first=on)


def _unit_from_time(anchor: Expression, name: str, step: int) -> Sense:
    why = {0: f"the {name} of", 1: f"the {name} after", -1: f"the {name} before"}[step]
    return _from_time(anchor, lambda on: calendar.containing(calendar.stepped(on, name, step), name), "", why)


def counted_from(anchor: Sense, step: Callable[[date], Period]) -> Callable[[date], Period]:
    """Return the days that are counted from other days: from their first and from their last."""
    at = anchor.at
    assert at is not None

    def counted(on: date) -> Period:
        base = at(on)
        first, last = step(base.first), step(base.last)
        if first.last == last.last:
            return first
        if base.unit not in {"day", "week"} and first.unit == "day":
            return Period(first.first, last.last, base.unit, base.value)
        return Period(first.first, last.last, first.unit, first.value)

    return counted


def refined(expression: Expression, anchor: Expression) -> Expression:
    """Return an expression that counts from a finer time, which the text names afterwards."""
    step = expression.sense.step
    assert step is not None
    why = f"{plain(expression.words)} than “{anchor.words}”, the day that the text names afterwards"
    at, floats = counted_from(anchor.sense, step), anchor.sense.floats
    sense = replace(expression.sense, at=at, why=why, counted_from=anchor.place, base_floats=floats)
    return replace(expression, sense=sense)


def _from_time(anchor: Expression, step: Callable[[date], Period], clock: str, why: str) -> Sense:
    """Return the sense of what is counted from a time named before: its first and its last day both count."""
    at, words = counted_from(anchor.sense, step), f"{why} “{anchor.words}”"
    kind: Kind = "TIME" if clock else "DATE"
    return Sense(
        kind,
        words,
        at,
        "previous_time",
        clock=clock,
        counted_from=anchor.place,
        step=step,
        chain=anchor.sense.chain + 1,
        base_floats=anchor.sense.floats,
    )


def _published(
    at: Callable[[date], Period], why: str, scene: Scene, clock: str = "", pattern: str | None = None
) -> Sense:
    kind: Kind = "TIME" if clock else "DATE"
    return Sense(kind, why, at, "publication", clock=clock, mod=scene.mod, pattern=pattern)


def _part(scene: Scene) -> str:
    part = scene.get("part_of_day")
    return f"T{value_of('part_of_day', part)}" if part else ""


def _weekday_near(on: date, number: int, side: int) -> date:
    return calendar.weekday_after(on, number) if side > 0 else calendar.weekday_before(on, number)


def _weekday_planned(on: date, number: int) -> date:
    """Return the next such weekday, or yesterday where it was that: what was planned is often told of when it fails."""
    back = calendar.weekday_before(on, number)
    return back if (on - back).days == 1 else calendar.weekday_after(on, number)


def _weekday_from(on: date, number: int, step: int) -> Period:
    if step < 0:
        return calendar.day(calendar.weekday_before(on, number, or_same=False))
    return calendar.day(calendar.weekday_after(on, number, or_same=False))


def _away(on: date, name: str, count: float, unit_kept: str | None = None) -> Period:
    whole = int(count)
    moved = calendar.stepped(on, name, whole)
    if count != whole and name in calendar.MONTHS_IN:
        moved = calendar.moved(moved, round((count - whole) * calendar.MONTHS_IN[name]))
        return calendar.containing(moved, unit_kept or "month")
    shown = {"night": "day", "weekend": "day", "decade": "year", "century": "year"}.get(name, name)
    return calendar.containing(moved, unit_kept or shown)
