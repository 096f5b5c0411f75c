"""Rows of whole events: cases small enough to count by hand, and two texts of our own from words to predictions."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from evaluation import Evaluation, GoldInvalid, Rates, evaluate, score
from evaluation.rows import AcceptedPlace, EventRow, Happening, ReportRow, RowItem, RowPlace
from evaluation.rows_documents import cleaned_document
from evaluation.rows_judging import are_days_right, is_place_right, judge
from evaluation.rows_scoring import taken_for
from tests.evaluation.worked_examples import figure, read_lines, reads, write_lines
from transforms.extraction import extract

OWN_GOLD = Path(__file__).parents[2] / "evaluation" / "examples" / "rows.jsonl"
TEXT = "Police arrested two editors in Tirana on Monday. The arrests were condemned."
ARREST: dict[str, Any] = {
    "id": "h1",
    "types": ["COERCE"],
    "tier": "core",
    "factuality": "actual",
    "actors": [{"country": ["ALB"], "sector": ["COP"]}],
    "recipients": [{"country": ["ALB"], "sector": ["JRN", "CVL"]}],
    "first": "2024-03-04",
    "last": "2024-03-04",
    "place": {"names": ["Tirana"], "country": ["ALB"], "lat": 41.3, "lon": 19.8},
    "mentions": [{"doc": "a", "start": 7, "end": 15}, {"doc": "a", "start": 53, "end": 60}],
}
CRITICISM: dict[str, Any] = {
    "id": "h2",
    "types": ["ACCUSE"],
    "tier": "core",
    "factuality": "actual",
    "mentions": [{"doc": "a", "start": 66, "end": 75}],
}
RIGHT = {
    "start": 7,
    "end": 15,
    "event_type": "COERCE",
    "is_actual": True,
    "confidence": 0.9,
    "incident": "one",
    "actors": [{"country": "ALB", "sector": "COP"}],
    "recipients": [{"country": "ALB", "sector": "JRN"}],
    "first": "2024-03-04",
    "last": "2024-03-04",
    "place": {"names": ["Tirana"], "country": "ALB", "lat": None, "lon": None, "precision": "city"},
}
AGAIN = {**RIGHT, "start": 53, "end": 60, "confidence": 0.8}


@pytest.fixture
def scored(tmp_path: Path) -> Any:
    """Give a scorer of rows of the one text, with the lines of events below them."""

    def by_hand(rows: list[Any], *events: Any, happenings: Any = (ARREST, CRITICISM)) -> Evaluation:
        gold = write_lines(tmp_path / "gold.jsonl", {"id": "a", "text": TEXT, "happenings": [*happenings]})
        return score("rows", gold, write_lines(tmp_path / "out.jsonl", {"id": "a", "rows": rows}, *events), errors=9)

    return by_hand


def rates(evaluation: Evaluation, name: str) -> tuple[float, float]:
    measure = evaluation[name]
    assert isinstance(measure, Rates)
    return measure.precision, measure.recall


def happening(**about: Any) -> Happening:
    return Happening.model_validate(ARREST | about)


def row(**about: Any) -> EventRow:
    return EventRow.model_validate(RIGHT | about)


def test_a_row_that_is_right_in_every_field_is_all_right(scored: Any) -> None:
    evaluation = scored([RIGHT])
    assert rates(evaluation, "happenings all right") == rates(evaluation, "happenings all right, strictly") == (1, 0.5)
    assert figure(evaluation, "rows: all right") == 1
    assert figure(evaluation, "core happenings found") == 0.5
    assert evaluation.mistakes == ()


def test_reports_of_one_event_count_once_and_a_second_event_of_it_is_wrong(scored: Any) -> None:
    assert rates(scored([RIGHT, AGAIN]), "happenings once") == (1, 0.5)
    apart = scored([RIGHT, AGAIN | {"incident": "two"}])
    assert rates(apart, "happenings once") == (0.5, 0.5)
    assert (figure(apart, "events"), figure(apart, "events: duplicates")) == (2, 1)


def test_an_event_of_no_happening_is_spurious_and_what_was_not_done_is_not_shown(scored: Any) -> None:
    evaluation = scored(
        [
            RIGHT | {"event_type": "ASSAULT"},
            RIGHT | {"start": 31, "end": 37, "event_type": "PROTEST", "incident": "two"},
            RIGHT | {"is_actual": False, "incident": None},
            RIGHT | {"confidence": 0.2},
        ]
    )
    assert (figure(evaluation, "rows shown"), figure(evaluation, "rows: type right")) == (2, 0)
    assert figure(evaluation, "events: spurious") == 2
    assert [(mistake.kind, mistake.detail) for mistake in evaluation.mistakes] == [
        ("wrong", "ASSAULT 'arrested': type, not COERCE"),
        ("spurious", "PROTEST 'Tirana'"),
    ]


def test_the_line_of_an_event_stands_for_it_before_its_surest_report(scored: Any) -> None:
    vague = RIGHT | {"place": None}
    told = {name: value for name, value in RIGHT.items() if name not in ("start", "end", "is_actual")}
    assert rates(scored([vague]), "happenings all right") == (0, 0)
    assert rates(scored([vague], told), "happenings all right") == (1, 0.5)
    assert rates(scored([vague, AGAIN | {"confidence": 0.95}]), "happenings all right") == (1, 0.5)


def test_a_background_happening_is_right_where_told_and_not_asked(scored: Any) -> None:
    evaluation = scored([RIGHT], happenings=[ARREST | {"tier": "background"}, CRITICISM])
    assert rates(evaluation, "happenings all right") == (1, 0)
    assert figure(evaluation, "core happenings") == 1


def test_a_trigger_is_taken_for_the_words_it_shares_then_for_what_is_near_and_of_its_type() -> None:
    item = RowItem.model_validate({"id": "a", "text": TEXT, "happenings": [ARREST, CRITICISM]})
    near, far = RIGHT | {"start": 20, "end": 27}, RIGHT | {"start": 20, "end": 27, "event_type": "ACCUSE"}
    reports = [AGAIN, near, far, CRITICISM["mentions"][0] | {"event_type": "ACCUSE"}]
    taken = taken_for(item, [ReportRow.model_validate(report) for report in reports])
    assert {place: one.id for place, one in taken.items()} == {0: "h1", 1: "h1", 2: "h2", 3: "h2"}


@pytest.mark.parametrize(
    ("told", "strictly", "leniently"),
    [
        ({"recipients": []}, False, False),
        ({"recipients": [{"country": "ALB", "sector": "GOV"}]}, False, True),
        ({"recipients": [{"country": "ALB", "sector": "CVL"}, {"country": "GRC", "sector": "JRN"}]}, False, False),
        ({"recipients": [{"country": "ALB", "sector": "CVL"}, {"country": "ALB", "sector": "JRN"}]}, True, True),
    ],
)
def test_a_party_that_lacks_or_does_not_belong_is_never_forgiven(told: Any, strictly: bool, leniently: bool) -> None:
    assert judge(happening(), row(**told), leniently=False)["recipient"] is strictly
    assert judge(happening(), row(**told), leniently=True)["recipient"] is leniently


def test_an_optional_party_may_be_left_out_and_those_of_a_mutual_event_stand_on_any_side() -> None:
    optional = happening(recipients=[{"country": ["ALB"], "optional": True}])
    assert judge(optional, row(recipients=[]), leniently=False)["recipient"]
    talks = happening(mutual=True, actors=[{"country": ["ALB"]}, {"country": ["GRC"]}], recipients=[])
    one_sided = row(actors=[{"country": "GRC"}], recipients=[{"country": "ALB"}])
    assert judge(talks, one_sided, leniently=False)["actor"]


@pytest.mark.parametrize(
    ("gold", "told", "strictly", "leniently"),
    [
        (("2024-03-04", "2024-03-04"), ("2024-03-03", "2024-03-04"), True, True),
        (("2024-03-04", "2024-03-04"), ("2024-03-01", "2024-03-07"), False, True),
        (("2024-03-04", "2024-03-04"), ("2024-03-01", "2024-03-09"), False, False),
        (("2024-03-01", "2024-03-31"), ("2024-03-04", "2024-03-04"), False, False),
        (("2024-03-01", "2024-03-07"), ("2024-03-04", "2024-03-04"), True, True),
        (("2024-03-04", "2024-03-04"), (None, None), False, False),
        ((None, None), ("1999-01-01", "1999-01-01"), True, True),
        ((None, "2024-03-04"), (None, "2024-03-20"), True, True),
        ((None, "2024-03-04"), ("2024-03-04", None), False, False),
    ],
)
def test_days_are_right_where_they_mostly_agree(gold: Any, told: Any, strictly: bool, leniently: bool) -> None:
    known, said = happening(first=gold[0], last=gold[1]), row(first=told[0], last=told[1])
    assert are_days_right(known, said, leniently=False) is strictly
    assert are_days_right(known, said, leniently=True) is leniently


def place(name: str, precision: str = "city", lat: float | None = None, lon: float | None = None) -> RowPlace:
    return RowPlace(names=(name,), country="ALB", lat=lat, lon=lon, precision=precision)


@pytest.mark.parametrize(
    ("told", "strictly", "leniently"),
    [
        (place("TIRANA"), True, True),
        (place("Suburb", lat=41.35, lon=19.8), True, True),
        (place("Shkoder", lat=42.1, lon=19.5), False, True),
        (place("Albania", "country"), False, False),
        (None, False, False),
    ],
)
def test_a_place_is_right_by_its_name_or_its_distance(told: Any, strictly: bool, leniently: bool) -> None:
    accepted = AcceptedPlace.model_validate(ARREST["place"])
    assert is_place_right(accepted, told, leniently=False) is strictly
    assert is_place_right(accepted, told, leniently=True) is leniently


def test_a_statement_has_no_place_and_a_country_is_named_by_its_code() -> None:
    assert [is_place_right(None, place("Albania", "country"), leniently=one) for one in (False, True)] == [False, True]
    country = AcceptedPlace(names=("Albanian territory",), country=("ALB",))
    assert is_place_right(country, place("Albania", "country"), leniently=False)
    assert not is_place_right(country, place("Tirana", lat=41.3, lon=19.8), leniently=False)


def test_offsets_lead_back_through_what_cleaning_removes_and_mends() -> None:
    text = (
        "FILE - In this photo taken Monday, March 4, 2024, soldiers stand guard. (Ana Lopes/Wire via AP)\n\n"
        "The  army shelled Marc Tr\u00c3\u00a9vin's caf\u00c3\u00a9 on Tuesday, and soldiers fled."
    )
    cleaned = cleaned_document(RowItem(id="a", text=text, date=date(2024, 3, 5), happenings=()))
    assert cleaned is not None
    assert cleaned.document.text == "The army shelled Marc Tr\u00e9vin's caf\u00e9 on Tuesday, and soldiers fled."
    assert (str(cleaned.document.published_first_on), cleaned.document.published_basis) == ("2024-03-05", "metadata")
    for word in ("army", "shelled", "soldiers", "fled"):
        start = cleaned.document.text.index(word)
        assert cleaned.original(start, start + len(word)).start == text.rindex(word)
    start = cleaned.document.text.index("caf\u00e9")
    assert text[slice(*cleaned.original(start, start + 4).model_dump().values())].startswith("caf")


def test_a_text_that_the_pipeline_rejects_has_no_rows(tmp_path: Path) -> None:
    gold = write_lines(tmp_path / "gold.jsonl", {"id": "a", "text": "12", "happenings": []})
    evaluate("rows", gold, reads(), tmp_path / "out.jsonl")
    assert read_lines(tmp_path / "out.jsonl") == [{"id": "a", "rows": []}]


def test_an_answer_to_no_text_is_an_error(tmp_path: Path) -> None:
    gold = write_lines(tmp_path / "gold.jsonl", {"id": "a", "text": TEXT, "happenings": []})
    with pytest.raises(GoldInvalid, match=r"id 'z' is not in .*gold.jsonl"):
        score("rows", gold, write_lines(tmp_path / "out.jsonl", {"id": "z", "rows": []}))


def test_our_own_texts_become_rows_in_the_format_of_the_set(tmp_path: Path) -> None:
    evaluation = evaluate("rows", OWN_GOLD, extract, tmp_path / "out.jsonl")
    assert figure(evaluation, "core happenings found") == 1
    texts, events = (
        [line for line in read_lines(tmp_path / "out.jsonl") if ("rows" in line) is is_text]
        for is_text in (True, False)
    )
    assert [line["id"] for line in texts] == [line["id"] for line in read_lines(OWN_GOLD)]
    first, told = texts[0]["rows"][0], {line["incident"]: line for line in events}
    assert (first["event_type"], first["incident"]) == ("COERCE", "entente-rows-01-17")
    assert told[first["incident"]]["place"]["names"] == ["Tirana"]
    assert score("rows", OWN_GOLD, tmp_path / "out.jsonl").measures == evaluation.measures
