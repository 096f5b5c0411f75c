"""Takes happenings and predictions, gives how many rows are right and how much of what happened stands there once.

A report is taken for the happening whose words its trigger shares, else for one of its type within 40 characters.
Reports that tell of nothing that did happen are not shown, nor those below a confidence. An event stands for one
happening, that of most of its reports, and a happening for one event: a second event of it is wrong.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from evaluation.gold import Item
from evaluation.options import Options
from evaluation.results import Figure, Measure, Mistake, Rates, Scored, quoted
from evaluation.rows import EventRow, Happening, Predictions, ReportRow, RowItem
from evaluation.rows_judging import FIELDS, judge

NEAR = 40  # characters between a trigger and a mention that may still be the same deed
SHOWN_FROM = 0.3  # confidence
STRICTNESS = {"": False, ", leniently": True}
"""What is added to the name of a measure, and whether it judges leniently."""


@dataclass(frozen=True)
class Shown:
    """A report that is shown, with the happening that it is taken for and what is right in it."""

    item: RowItem
    report: ReportRow
    event: str
    happening: Happening | None
    """Null when it is taken for none."""

    @property
    def happening_told(self) -> Happening | None:
        """The happening that it tells; null when it is taken for none or its type is not right for it."""
        return self.happening if self.happening and self.report.event_type in self.happening.types else None

    def right(self, *, leniently: bool) -> dict[str, bool]:
        """Return which fields are right; none of a report that tells no happening."""
        return judge(self.happening_told, self.report, leniently=leniently) if self.happening_told else {}

    def is_right(self, *, leniently: bool) -> bool:
        """Whether its type and every field are right."""
        return self.happening_told is not None and all(self.right(leniently=leniently).values())


def score_rows(items: Sequence[RowItem], predictions: Predictions, options: Options) -> Scored:
    """Return the measures of events, then those of reports, and what is wrong with each shown report."""
    floor = SHOWN_FROM if options.min_confidence is None else options.min_confidence
    shown = list(_shown(items, predictions, floor))
    happenings = {happening.id: happening for item in items for happening in item.happenings}
    asked = frozenset(name for name, happening in happenings.items() if happening.is_asked)
    measures = [*_of_events(shown, happenings, asked, predictions.events), *_of_reports(shown, asked)]
    return Scored([*measures, _row_score(shown, asked)], [mistake for one in shown for mistake in _mistakes(one)])


def _shown(items: Iterable[RowItem], predictions: Predictions, floor: float) -> Iterator[Shown]:
    """Yield the reports that are shown, in the order of the set."""
    answers = {answer.id: answer for answer in predictions.reports}
    for item in items:
        rows = answers[item.id].rows if item.id in answers else ()
        reports = [row for row in rows if row.is_actual and row.confidence >= floor]
        taken = taken_for(item, reports)
        for index, report in enumerate(reports):
            yield Shown(item, report, report.event or str((item.id, index)), taken.get(index))


def taken_for(item: RowItem, reports: Sequence[ReportRow]) -> dict[int, Happening]:
    """Return the happening that each report is taken for, by its place; several reports may tell of one."""
    mentions = [(one, of) for of in item.happenings for one in of.mentions if one.doc == item.id]
    pairs = []
    for i, report in enumerate(reports):
        for j, (mention, happening) in enumerate(mentions):
            common = min(mention.end, report.end) - max(mention.start, report.start)
            is_type = report.event_type in happening.types
            if common > 0:
                pairs.append((2 + is_type, -abs(mention.start - report.start), i, j))
            elif is_type and -common <= NEAR:
                pairs.append((1, common, i, j))
    taken: dict[int, Happening] = {}
    for *_, i, j in sorted(pairs, reverse=True):
        taken.setdefault(i, mentions[j][1])
    return taken


def _of_reports(shown: Sequence[Shown], asked: frozenset[str]) -> Iterator[Measure]:
    """Yield the measures of the reports that are shown, each report by itself."""
    typed = [shown_report for shown_report in shown if shown_report.happening_told]
    yield Figure("rows shown", len(shown))
    yield Figure("rows: type right", _share(len(typed), len(shown)))
    for suffix, leniently in STRICTNESS.items():
        judged = [shown_report.right(leniently=leniently) for shown_report in typed]
        for field in FIELDS:
            right = sum(fields[field] for fields in judged)
            yield Figure(f"rows, type right{suffix}: {field}", _share(right, len(typed)))
    for suffix, leniently in STRICTNESS.items():
        yield Figure(f"rows: all right{suffix}", _share(_right(shown, leniently), len(shown)))
    found = {shown_report.happening_told.id for shown_report in typed if shown_report.happening_told} & asked
    yield Figure("core happenings", len(asked))
    yield Figure("core happenings found", _share(len(found), len(asked)))
    for suffix, leniently in STRICTNESS.items():
        yield Figure(f"core happenings with a row all right{suffix}", _recall(shown, asked, leniently))


def _of_events(
    shown: Sequence[Shown], happenings: Mapping[str, Happening], asked: frozenset[str], told: Sequence[EventRow]
) -> Iterator[Measure]:
    """Yield the measures of the events that the shown reports tell, each event once; the headline comes first."""
    paired, rows = pair_events(shown), _rows_of_events(shown, told)
    events, meant = (
        {shown_report.event for shown_report in shown},
        {shown_report.event for shown_report in shown if shown_report.happening_told},
    )
    actual = {name for name, happening in happenings.items() if happening.is_actual}
    lenient, strict = (
        {name: _fields(happenings[name], rows[event], leniently) for event, name in paired.items()}
        for leniently in (True, False)
    )
    for suffix, judged in (("", lenient), (", strictly", strict)):
        right = {name for name, fields in judged.items() if all(fields.values())}
        yield _rates(f"happenings all right{suffix}", right, right, asked, len(events))
    yield _rates("happenings once", set(paired.values()), actual, asked, len(events))
    yield Figure("events", len(events))
    yield Figure("events: duplicates", len(meant - paired.keys()))
    yield Figure("events: spurious", len(events - meant))
    for field in ("type", *FIELDS):
        right_in = sum(fields[field] for fields in lenient.values())
        yield Figure(f"happenings paired, leniently: {field}", _share(right_in, len(paired)))


def pair_events(shown: Iterable[Shown]) -> dict[str, str]:
    """Return the happening that each event stands for, one to one; those that share most reports first.

    Ties go by the names of events and happenings, the last first.
    """
    shared: Counter[tuple[str, str]] = Counter(
        (shown_report.event, shown_report.happening_told.id) for shown_report in shown if shown_report.happening_told
    )
    paired: dict[str, str] = {}
    used: set[str] = set()
    for _, event, happening in sorted(((n, *names) for names, n in shared.items()), reverse=True):
        if event not in paired and happening not in used:
            paired[event] = happening
            used.add(happening)
    return paired


def _rows_of_events(shown: Iterable[Shown], told: Iterable[EventRow]) -> dict[str, EventRow]:
    """Return what stands for each event: what all its reports tell, else what the surest of them does."""
    reports: dict[str, list[ReportRow]] = defaultdict(list)
    for shown_report in shown:
        reports[shown_report.event].append(shown_report.report)
    surest: dict[str, EventRow] = {name: max(rows, key=lambda row: row.confidence) for name, rows in reports.items()}
    return {**surest, **{row.event: row for row in told if row.event}}


def _fields(happening: Happening, row: EventRow, leniently: bool) -> dict[str, bool]:
    return {**judge(happening, row, leniently=leniently), "type": row.event_type in happening.types}


def _rates(name: str, right: set[str], counted: Iterable[str], asked: frozenset[str], events: int) -> Rates:
    """Return the rates of happenings that are right: of all events shown, and of the happenings that are asked."""
    hits = right & set(counted)
    precision, recall = _share(len(hits), events), _share(len(hits & asked), len(asked))
    return Rates(name, precision, recall, _f1(precision, recall), len(hits), events, len(asked))


def _row_score(shown: Sequence[Shown], asked: frozenset[str]) -> Figure:
    """Return the F1 of the share of rows and the share of core happenings that are all right, leniently."""
    return Figure("row score", _f1(_share(_right(shown, True), len(shown)), _recall(shown, asked, True)))


def _right(shown: Iterable[Shown], leniently: bool) -> int:
    return sum(shown_report.is_right(leniently=leniently) for shown_report in shown)


def _recall(shown: Iterable[Shown], asked: frozenset[str], leniently: bool) -> float:
    right = {
        shown_report.happening_told.id
        for shown_report in shown
        if shown_report.happening_told and shown_report.is_right(leniently=leniently)
    }
    return _share(len(right & asked), len(asked))


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _mistakes(shown_report: Shown) -> Iterator[Mistake]:
    """Yield what is wrong with a report: no happening, another type, or the fields that are not right leniently."""
    item: Item = shown_report.item
    words = f"{shown_report.report.event_type} {quoted(item.text, shown_report.report)}"
    if shown_report.happening is None:
        yield Mistake(item.id, "spurious", words)
    elif not shown_report.happening_told:
        yield Mistake(item.id, "wrong", f"{words}: type, not {' or '.join(shown_report.happening.types)}")
    elif wrong := [field for field, is_right in shown_report.right(leniently=True).items() if not is_right]:
        yield Mistake(item.id, "wrong", f"{words}: {', '.join(wrong)}")
