"""Clock times: a reader of hours, with the day that stands beside them or that the text is about."""

from dataclasses import replace
from datetime import date, timedelta

from transforms.times import calendar
from transforms.times.calendar import Period
from transforms.times.dates import nearest, side_of
from transforms.times.sense import Scene, Sense
from transforms.times.vocabulary import value_of, words_of

HOURS, NOON = range(24), 12
LEADS = {"at", "by", "until", "till", "from", "around", "about", "before", "after", "since", "to", "and", "between"}
UTC = "Z"


def clock(scene: Scene) -> Sense | None:
    """Read a time of day; its day is the one beside it, else the last one named nearby, else that of publication."""
    at = _time_of_day(scene)
    if at is None:
        return None
    zone = scene.get("zone")
    suffix = f"T{at}{UTC if zone and value_of('zone', zone) == UTC else ''}"
    sense = _day_of(scene)
    return replace(sense, kind="TIME", clock=suffix, mod=scene.mod)


def _time_of_day(scene: Scene) -> str | None:
    """Return hour and minute, or None where digits are no time."""
    if word := scene.get("clock_word"):
        return value_of("clock_word", word)
    if digits := scene.get("hundreds"):
        return f"{digits[:2]}:{digits[2:]}" if int(digits[:2]) in HOURS else None
    if hour := scene.get("hour24"):
        is_time = scene.get("zone") or scene.before in LEADS or "hours" in scene.words or "hrs" in scene.words
        return f"{hour}:{scene.groups['minute24']}" if is_time and int(hour) in HOURS else None
    number, minute = int(scene.groups["hour"]), scene.get("minute") or "00"
    if not 0 < number <= NOON or int(minute) > 59:
        return None
    afternoon = scene.groups["half"].startswith("p")
    return f"{number % NOON + (NOON if afternoon else 0):02}:{minute}"


def _day_of(scene: Scene) -> Sense:
    """Return the sense of the day on which a time of day lies."""
    if rest := scene.get("rest"):
        if rest in words_of("weekday"):
            number, side = int(value_of("weekday", rest)), scene.tense
            step = calendar.weekday_after if side in {"future", "planned"} else calendar.weekday_before
            return Sense("TIME", "the weekday beside it", lambda on: calendar.day(step(on, number)), "publication")
        if rest in words_of("named_day"):
            days = timedelta(days=int(value_of("named_day", rest)))
            return Sense("TIME", "the day beside it", lambda on: calendar.day(on + days), "publication")
        month, number = int(value_of("month", rest.rsplit(" ", 1)[0])), int(rest.rsplit(" ", 1)[1])

        def of(year: int) -> Period:
            return calendar.day(date(year, month, number))

        return Sense("TIME", "the day beside it", lambda on: nearest(of, side_of(scene), on), "publication")
    last = scene.earlier[-1] if scene.earlier else None
    if last and last.sentence == scene.sentence and last.sense.at is None and scene.before.isdigit():
        return Sense("TIME", f"on “{last.words}”, of which the day is not known")
    if (anchor := scene.last_named("day", within=1)) and anchor.sense.at:
        why, chain = f"on the day of “{anchor.words}”", anchor.sense.chain + 1
        at = anchor.sense.at
        return Sense(
            "TIME", why, at, "previous_time", counted_from=anchor.place, chain=chain, base_floats=anchor.sense.floats
        )
    return Sense("TIME", "on the day of publication", calendar.day, "publication", pattern="XXXX-XX-XX")
