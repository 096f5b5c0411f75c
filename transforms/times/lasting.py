"""Durations, sets and references: readers of how long, how often, and of a past, present or future without days."""

from transforms.times.quantities import amount_of, duration
from transforms.times.relative import stretch
from transforms.times.sense import Scene, Sense
from transforms.times.vocabulary import value_of

SIDES = {"past": -1, "future": 1}
SINGULAR = {"a", "an", "one", "single"}
FRACTIONS = {"second", "quarter", "weekend"}
"""Units whose singular tells no length: "a second term", "a quarter of the seats", "a weekend of protest"."""


def framed_units(scene: Scene) -> Sense | None:
    """Read so many units that end or begin at publication, as "the past two years"."""
    frame, name = value_of("frame", scene.groups["frame"]), value_of("unit", scene.groups["unit"])
    words = scene.groups["unit"]
    is_counted = bool(scene.get("quantity") or scene.get("vague_count"))
    if not is_counted and not words.endswith("s"):
        return None
    if not is_counted and scene.groups["frame"] in {"the", "first", "the first", "last"}:
        return None
    count = amount_of(scene)
    if name in FRACTIONS and count == 1:
        return None
    if frame not in SIDES:
        return _lasting(scene, count, name)
    sense = stretch(count, name, SIDES[frame])
    return Sense("DURATION", sense.why, sense.at, sense.anchor, sense.value, mod=scene.mod)


def units(scene: Scene) -> Sense | None:
    """Read a length of time."""
    name, count = value_of("unit", scene.groups["unit"]), amount_of(scene)
    if scene.get("quantity") in SINGULAR and (name in FRACTIONS or is_rate(scene)):
        return None
    if scene.get("quantity") is None and scene.get("vague_count") is None:
        count = 1.0  # "an additional year"
    is_year = name == "year" and count is not None and count > LONGEST
    return None if is_year else _lasting(scene, count, name)


def is_rate(scene: Scene) -> bool:
    """Whether "a year" says how much in each: "two flights a week", "$50 a night"."""
    return scene.get("quantity") in {"a", "an"} and "approximation" not in scene.groups and scene.is_after_amount


LONGEST = 5000  # years; more is geology


def vague_units(scene: Scene) -> Sense | None:
    """Read days, weeks, years without a number; "for years" means long, and tells no time."""
    if scene.before == "for":
        return None
    return _lasting(scene, None, value_of("unit", scene.groups["vague_unit"]))


def unit_long(scene: Scene) -> Sense | None:
    """Read what lasts a unit or several: day-long, decades-long."""
    count = None if scene.words.split("-")[0].endswith("s") else 1.0
    return _lasting(scene, count, value_of("unit", scene.groups["unit"]))


def every_unit(scene: Scene) -> Sense | None:
    """Read what recurs with every unit."""
    name, count = value_of("unit", scene.groups["unit"]), amount_of(scene)
    return Sense("SET", "recurs", value=duration(2.0 if "other" in scene.words else count or 1.0, name))


def times_a_unit(scene: Scene) -> Sense | None:
    """Read how often in a unit."""
    return Sense("SET", "recurs", value=duration(1.0, value_of("unit", scene.groups["unit"])))


def every_weekday(scene: Scene) -> Sense | None:
    """Read what recurs on a weekday."""
    part = scene.get("part_of_day")
    clock = f"T{value_of('part_of_day', part)}" if part else ""
    return Sense("SET", "recurs", value=f"XXXX-WXX-{value_of('weekday', scene.groups['weekday'])}{clock}")


def frequency(scene: Scene) -> Sense | None:
    """Read an adjective or adverb of frequency."""
    return Sense("SET", "recurs", value=value_of("frequency", scene.groups["frequency"]))


def reference(scene: Scene) -> Sense | None:
    """Read a past, present or future of which no days are told."""
    return Sense("DATE", "names no days", value=value_of("reference", scene.groups["reference"]))


def recent(scene: Scene) -> Sense | None:
    """Read "recent" before a noun."""
    return Sense("DATE", "names no days", value=value_of("recent_unit", scene.words))


def _lasting(scene: Scene, count: float | None, name: str) -> Sense:
    return Sense("DURATION", "how long, not when", value=duration(count, name), mod=scene.mod)
