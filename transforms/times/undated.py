"""Undated documents: expressions that count from an unknown day of publication in, counted from a full date before out.

"On 13 September 1974 a bomb ... On 15 September the police ...": what the document tells goes on in that year.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from transforms.times.calendar import Period
from transforms.times.sense import LONGEST_CHAIN, SAMPLE, Expression, Sense, period_at, unit_of
from transforms.times.vocabulary import words_of

REACH = {"calendar_day": 40, "month": 40, "weekday": 1}
"""Readers of what a full date places in its own year or week, and how many sentences later at most."""
ROUND = {"calendar_day": timedelta(days=366), "month": timedelta(days=366), "weekday": timedelta(days=6)}
"""How far from the full date the other side of what it may be is looked for."""
FULL = {"day", "month"}


def counted_from_full_dates(expressions: Sequence[Expression]) -> list[Expression]:
    """Return the expressions of an undated document, those without a year or a week in those of the last full date."""
    found: list[Expression] = []
    anchor: Expression | None = None
    for expression in expressions:
        if expression.sense.is_absolute and unit_of(expression) in FULL and not expression.sense.counted_from:
            anchor = expression
        elif anchor is not None and _is_near(expression, anchor):
            expression = replace(expression, sense=_counted(expression, anchor))
        found.append(expression)
    return found


def _is_near(expression: Expression, anchor: Expression) -> bool:
    """Whether an expression counts from publication and stands near enough to the full date to be of its year."""
    reach = REACH.get(expression.reader)
    if reach is None or expression.sense.anchor != "publication" or expression.sense.at is None:
        return False
    if any(word in words_of("shift") for word in expression.words.casefold().split()):
        return False  # "last June" counts from the day of publication, wherever it stands
    is_exact = expression.reader != "weekday" or unit_of(anchor) == "day"
    return is_exact and expression.sentence - anchor.sentence <= reach and anchor.sense.chain < LONGEST_CHAIN


def _counted(expression: Expression, anchor: Expression) -> Sense:
    """Return the sense of an expression in the year, or week, of a full date: the nearest to it."""
    inner, step = expression.sense, ROUND[expression.reader]
    day = period_at(anchor.sense, SAMPLE)
    assert inner.at is not None
    assert day is not None
    periods = [inner.at(day.first), inner.at(day.first + step)]
    nearest = min(periods, key=lambda period: _gap(period, day.first))
    return replace(
        inner,
        why=f"no day of publication is known: the nearest to “{anchor.words}”",
        at=lambda _: nearest,
        anchor="previous_time",
        counted_from=anchor.place,
        base_floats=False,
        chain=anchor.sense.chain + 1,
    )


def _gap(period: Period, on: date) -> int:
    return max((period.first - on).days, (on - period.last).days, 0)
