"""Occurrence: coded reports and the times of their document in, the same reports with their days out.

What did happen has the likeliest of the days that times, tense and publication offer it. What is planned, demanded or
denied has the time that syntax or roles attach to it, else lies ahead or belongs to the news of the day.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from transforms.document_drafts import CodedParticipant, CodedReport, DatedReport
from transforms.language.reading import Reading
from transforms.occurrence.candidates import UNKNOWN, Days, days_at, eve_of, open_from
from transforms.occurrence.ranking import likeliest_days
from transforms.occurrence.scene import Scene, Stage, scenes_of
from transforms.tables import Document, Sentence, Time

AHEAD = {"planned", "predicted", "demanded", "threatened"}
"""Kinds of factuality that lie after publication when nothing dates them."""
NEAR = 3  # sentences in which a text names the day of what it placed in a week
FINENESS = ("time", "day", "week", "month", "quarter", "interval", "year", "decade")


def date_reports(  # noqa: PLR0913, all tables of a document
    document: Document,
    sentences: Sequence[Sentence],
    readings: Sequence[Reading],
    reports: Sequence[CodedReport],
    times: Sequence[Time],
    participants: Sequence[CodedParticipant] = (),
    not_before: date | None = None,
) -> list[DatedReport]:
    """Return the reports with their days, in their order.

    `not_before` is the day from which an undated document was published, as far as its text tells.
    """
    places = {sentence.sentence_id: index for index, sentence in enumerate(sentences)}
    days = days_of_reports(scenes_of(document, sentences, readings, reports, times, not_before), times)
    settled = _narrowed(reports, days, places, participants)
    return [
        DatedReport.of(
            report,
            occurred_first_on=days.first_on,
            occurred_last_on=days.last_on,
            occurred_precision=days.precision,
            occurred_basis=days.basis,
            time_id=days.time_id,
            confidence_when=days.probability,
        )
        for report in reports
        for days in (settled[report.report_id],)
    ]


def days_of_reports(stage: Stage, times: Sequence[Time]) -> dict[str, Days]:
    """Return the days of each report, by its key, with how sure they are."""
    known = {time.time_id: time for time in times}
    days: dict[str, Days] = {}
    for scene in stage.scenes:
        for report in scene.reports:
            is_over = report.factuality == "actual"
            days[report.report_id] = (likeliest_days if is_over else _days_of_the_unreal)(stage, scene, report)
        days.update(counted_from(scene, days, known))
    return days


def _days_of_the_unreal(stage: Stage, scene: Scene, report: CodedReport) -> Days:
    """Return the days of what is not told to have happened: of the time that belongs to it, else by its factuality."""
    trigger = scene.trigger_of(report)
    ranked = [
        (rank, FINENESS.index(time.granularity or "decade"), abs(scene.heads[time.time_id] - trigger), time)
        for time in scene.times
        if (rank := scene.rank(trigger, time)) is not None
    ]
    for *_, time in sorted(ranked, key=lambda found: found[:3]):
        if days := days_at(stage, scene, time, is_over=False):
            return days
    first_on, last_on = stage.document.published_first_on, stage.document.published_last_on
    if first_on is None or last_on is None:
        return open_from(stage.not_before) if report.factuality in AHEAD else UNKNOWN
    if report.factuality in AHEAD:
        return Days(first_on, None, "interval", "tense", None)
    if report.factuality == "habitual":
        return Days(None, last_on, "interval", "tense", None)
    return Days(eve_of(first_on), last_on, "interval", "publication", None)


def counted_from(scene: Scene, days: Mapping[str, Days], known: Mapping[str, Time]) -> Iterator[tuple[str, Days]]:
    """Yield reports of a week with the day from which the same sentence counts on.

    "They deployed this week and left a day later": when the text then names the Monday, they deployed on it.
    """
    for time in scene.times:
        anchor = known.get(time.anchor_time_id or "")
        if anchor is None or anchor.granularity != "day" or anchor.time_start < time.time_start:
            continue
        told = (
            report
            for report in scene.reports
            if days[report.report_id].precision == "week" and days[report.report_id].time_id
        )
        if report := min(told, key=lambda report: report.trigger_start, default=None):
            yield report.report_id, Days(anchor.first_on, anchor.last_on, "day", "narrative", anchor.time_id)


def _narrowed(
    reports: Sequence[CodedReport],
    days: Mapping[str, Days],
    places: Mapping[str, int],
    participants: Sequence[CodedParticipant],
) -> Mapping[str, Days]:
    """Return the days, those of a week narrowed to the day that the text gives the same deed a few sentences on."""
    doers = _doers_of(participants)
    found = dict(days)
    exact: dict[str, list[CodedReport]] = {}
    for report in reversed(reports):
        mine = days[report.report_id]
        if mine.precision == "day" and mine.basis in {"stated", "narrative"} and report.factuality == "actual":
            exact.setdefault(report.event_type, []).append(report)
        elif mine.precision == "week" and report.factuality == "actual":
            for other in exact.get(report.event_type, [])[-NEAR:]:
                theirs = days[other.report_id]
                is_near = 0 <= places[other.sentence_id] - places[report.sentence_id] <= NEAR
                is_same = bool(doers.get(report.report_id, set()) & doers.get(other.report_id, set()))
                if is_near and is_same and _is_within(theirs, mine):
                    found[report.report_id] = Days(theirs.first_on, theirs.last_on, "day", "narrative", theirs.time_id)
                    break
    return found


def _doers_of(participants: Sequence[CodedParticipant]) -> dict[str, set[str]]:
    doers: dict[str, set[str]] = {}
    for participant in participants:
        if participant.role == "actor":
            names = filter(None, (participant.entity_id, participant.country))
            doers.setdefault(participant.report_id, set()).update(names)
    return doers


def _is_within(inner: Days, outer: Days) -> bool:
    return bool(
        inner.first_on and inner.last_on and outer.first_on and outer.last_on
        and outer.first_on <= inner.first_on and inner.last_on <= outer.last_on
    )  # fmt: skip
