"""The lexicons of words that several packages ask for: their files, each declared once."""

from typing import Annotated, NamedTuple

from transforms.loading import Csv
from transforms.row import OneOf

CALENDAR = ("day of the week", "month")
"""Notes of the words after an hour that are names of days and months."""


class AfterHoursRow(NamedTuple):
    """A capitalised word that goes on with an hour: `10 a.m. Monday`, `6 p.m. GMT`."""

    word: str
    kind: Annotated[str, OneOf((*CALENDAR, "time zone"))]


class AttributionRow(NamedTuple):
    """A verb that follows a quotation and its speaker."""

    verb: str
    note: str


class NumberWordRow(NamedTuple):
    """Words for a number, or beside one."""

    words: str
    kind: str
    lowest: int | None
    highest: int | None
    note: str | None


AFTER_HOURS = Csv("after_hours.csv", AfterHoursRow, key=("word",))
ATTRIBUTIONS = Csv("attributions.csv", AttributionRow, key=("verb",))
NUMBER_WORDS = Csv("number_words.csv", NumberWordRow, key=("words",))
