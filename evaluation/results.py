"""Takes what a scorer found, gives it as a table to read and as values for JSON."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from evaluation.gold import Item, Span
from evaluation.matching import Comparison, Count, Tally

T = TypeVar("T")

WIDTH = 48  # characters of the column of names


@dataclass(frozen=True)
class Rates:
    """Precision, recall and F1 with the counts behind them, by label too where that tells more."""

    name: str
    precision: float
    recall: float
    f1: float
    right: int
    answered: int
    gold: int
    by_label: Mapping[str, "Rates"] = field(default_factory=dict)

    @classmethod
    def of(cls, name: str, tally: Tally, with_labels: bool = False) -> "Rates":
        """Return the rates of a tally; its labels come with those that the gold has most often first."""
        ordered = sorted(tally.by_label.items(), key=lambda entry: (-entry[1].gold, -entry[1].answered, entry[0]))
        labels = {label: cls.of_count(label, count) for label, count in ordered} if with_labels else {}
        return replace(cls.of_count(name, tally.total), by_label=labels)

    @classmethod
    def of_count(cls, name: str, count: Count) -> "Rates":
        """Return the rates of one count."""
        return cls(name, count.precision, count.recall, count.f1, count.right, count.answered, count.gold)

    def as_json(self) -> dict[str, Any]:
        """Return the rates as plain values."""
        plain = {name: value for name, value in vars(self).items() if name not in ("name", "by_label")}
        return {**plain, **({"by_label": {k: v.as_json() for k, v in self.by_label.items()}} if self.by_label else {})}

    def lines(self) -> list[str]:
        """Return the rates as rows of the table."""
        rates = f"{self.precision:9.3f}{self.recall:9.3f}{self.f1:9.3f}"
        row = f"{self.name:{WIDTH}}{rates}{self.right:9}{self.answered:9}{self.gold:9}"
        return [row, *(f"  {line}" for rate in self.by_label.values() for line in rate._narrowed())]

    def _narrowed(self) -> list[str]:
        return [line.replace(f"{self.name:{WIDTH}}", f"{self.name:{WIDTH - 2}}", 1) for line in self.lines()]


@dataclass(frozen=True)
class Figure:
    """A single number, or a pair of counts such as `12/40`; null when there is nothing to compute it from."""

    name: str
    value: float | int | str | None

    def as_json(self) -> float | int | str | None:
        """Return the value."""
        return self.value

    def lines(self) -> list[str]:
        """Return the row of the table."""
        shown = f"{self.value:.3f}" if isinstance(self.value, float) else str(self.value)
        return [f"{self.name:{WIDTH}}{shown:>9}"]


Measure = Rates | Figure


@dataclass(frozen=True)
class Mistake:
    """An answer that is not right, or one that is lacking."""

    id: str
    kind: str
    """`missed`, `spurious` or `wrong`."""
    detail: str


@dataclass(frozen=True)
class Scored:
    """What a scorer finds: its measures, the one to look at first in front, and the mistakes by that one."""

    measures: Sequence[Measure]
    mistakes: Sequence[Mistake]


def mistakes_of(item: Item, compared: Comparison[T], describe: Callable[[str, T], str]) -> list[Mistake]:
    """Return what was missed and what was found for nothing; `describe` is given the item's text and the thing."""
    missed = [Mistake(item.id, "missed", describe(item.text, one)) for one in compared.missed]
    spurious = [Mistake(item.id, "spurious", describe(item.text, one)) for one in compared.spurious]
    return missed + spurious


def quoted(text: str, span: Span) -> str:
    """Return the words of a span in quotation marks."""
    return repr(text[span.start : span.end])


@dataclass(frozen=True)
class Evaluation:
    """How well a task was done on a set."""

    task: str
    gold: str
    """Path of the set."""
    items: int
    measures: tuple[Measure, ...]
    mistakes: tuple[Mistake, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the evaluation as plain values."""
        measures = {measure.name: measure.as_json() for measure in self.measures}
        mistakes = [vars(mistake) for mistake in self.mistakes]
        head = {"task": self.task, "gold": self.gold, "items": self.items, "measures": measures}
        return {**head, **({"mistakes": mistakes} if mistakes else {})}

    def __getitem__(self, name: str) -> Measure:
        """Return the measure of a name."""
        return next(measure for measure in self.measures if measure.name == name)

    def __str__(self) -> str:
        columns = ("precision", "recall", "F1", "right", "answered", "gold")
        head = f"{f'{self.task}, {self.items} texts':{WIDTH}}" + "".join(f"{column:>9}" for column in columns)
        rows = [line for measure in self.measures for line in measure.lines()]
        mistakes = [f"{mistake.kind:9} {mistake.id}  {mistake.detail}" for mistake in self.mistakes]
        return "\n".join([self.gold, head, *rows, *mistakes])
