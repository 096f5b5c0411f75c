"""Tests of why reports are one event: rows of a release and its state of linking in, links and nearest others out."""

from pathlib import Path

import pytest

from tests.rows import a
from tests.warehouse.test_explaining import DAY, DENIAL, ROWS, STRIKE, number
from transforms.chains.merging import facets_of, sketch_fields
from transforms.chains.sketch import Days, Party, Sketch
from transforms.corpus.blocks import blocks_of
from transforms.drafts import Telling, Variant
from transforms.tables import TABLES, Correction
from warehouse.asking import EventUnknown
from warehouse.database import build_database
from warehouse.joining import StateMissing, joining_of, pair_joining
from warehouse.parquet import write_rows, write_table

SYRIA, ISRAEL, JETS = Party("state.syria", "SYR", None), Party("state.israel", "ISR", "MIL"), Party(None, "ISR", "MIL")


def version(at: int, lemma: str, actor: Party, joined_by: int, factuality: str = "actual") -> Variant:
    days = Days(DAY, DAY, "stated")
    sketch = Sketch(
        *("", "", frozenset({"ASSAULT"}), frozenset(), frozenset({factuality}), frozenset({lemma})),
        acts=frozenset(),
        actors=(actor,),
        recipients=(SYRIA,),
        days=days,
    )
    return Variant(
        variant_id=number(at),
        **facets_of(sketch_fields(sketch)),
        first_on=days.first_on,
        last_on=days.last_on,
        basis=days.basis,
        blocks=blocks_of(sketch),
        fullness=4,
        component_id=number(joined_by),
        joined_by=number(joined_by),
    )


VERSIONS = [
    version(101, "strike", JETS, 101),
    version(102, "strike", ISRAEL, 101),
    version(103, "shell", ISRAEL, 103, "denied"),
]
TELLINGS = [
    Telling(report_id=number(at), document_id=number(held), variant_id=number(100 + at))
    for at, held in ((1, 1), (2, 2), (3, 2))
]
CORRECTED = a(
    Correction, target_table="reports", target_id=number(1), target_column="deaths", value="9", state="applied",
    reason="nine, not ten", author="A. Analyst",
)  # fmt: skip


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_release(tmp_path_factory.mktemp("release"), CORRECTED)


def write_release(folder: Path, *corrections: Correction) -> Path:
    rows = [*ROWS, *corrections]
    write_rows(folder, {row: [one for one in rows if type(one) is row] for row in TABLES})
    build_database(folder, folder / "entente.duckdb")
    return folder / "entente.duckdb"


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = tmp_path_factory.mktemp("state")
    write_state(folder)
    return folder


def write_state(folder: Path) -> None:
    write_table(Telling.to_arrow(TELLINGS), folder / "tellings.parquet")
    write_table(Variant.to_arrow(VERSIONS), folder / "variants.parquet")


def test_each_further_report_says_by_what_it_was_joined(database: Path, state: Path) -> None:
    joining = joining_of(database, state, STRIKE)
    (link,) = joining["links"]
    assert (link["report_id"], link["how"], link["with_report_id"]) == (number(1), "compared", number(2))
    assert link["score"] > joining["threshold"]
    assert [feature["sentence"] for feature in link["for"]][:2] == [
        "the same days: 2018-06-04 (told) here and there",
        'the same word: "strike"',
    ]
    assert link["against"][0]["sentence"] == "base rate of two documents' acts that are both ASSAULT, actual"


def test_the_nearest_other_event_says_why_it_is_another_one(database: Path, state: Path) -> None:
    (nearest,) = joining_of(database, state, STRIKE)["nearest"]
    assert (nearest["event_id"], nearest["report_id"], nearest["our_report_id"]) == (DENIAL, number(3), number(2))
    assert nearest["exclusion"] == "one document tells both as two events"


def test_what_a_document_tells_beside_an_event_is_told_where_nothing_was_compared(
    database: Path, tmp_path: Path
) -> None:
    apart = [Variant(**{**dict(one), "blocks": []}) for one in VERSIONS]
    write_table(Telling.to_arrow(TELLINGS), tmp_path / "tellings.parquet")
    write_table(Variant.to_arrow(apart), tmp_path / "variants.parquet")
    joining = joining_of(database, tmp_path, STRIKE)
    (other,) = joining["uncompared"]
    assert joining["nearest"] == []
    assert (other["event_id"], other["how"], other["our_report_id"]) == (DENIAL, "document", number(2))


def test_a_correction_of_a_report_is_told(database: Path, state: Path) -> None:
    (correction,) = joining_of(database, state, STRIKE)["corrections"]
    assert (correction["report_id"], correction["value"], correction["author"]) == (number(1), "9", "A. Analyst")


def test_an_event_of_one_report_has_no_link(database: Path, state: Path) -> None:
    assert joining_of(database, state, DENIAL)["links"] == []


def test_two_keys_tell_why_both_are_one_or_two(database: Path, state: Path) -> None:
    one = pair_joining(database, state, number(1), number(2))
    two = pair_joining(database, state, number(1), DENIAL)
    within = pair_joining(database, state, number(2), number(3))
    assert (one["are_one"], one["how"], one["features"][0]["feature"]) == (True, "compared", "days")
    assert (two["are_one"], two["how"], two["other"]["trigger"]) == (False, "compared", "shelled")
    assert (within["are_one"], within["how"]) == (False, "document")
    with pytest.raises(EventUnknown, match="name one event"):
        pair_joining(database, state, STRIKE, STRIKE)


def test_a_report_that_a_correction_moved_to_an_event_says_so(database: Path, tmp_path: Path) -> None:
    write_table(Telling.to_arrow(TELLINGS), tmp_path / "tellings.parquet")
    moved = [version(101, "strike", JETS, 101), version(102, "strike", ISRAEL, 102), VERSIONS[2]]
    write_table(Variant.to_arrow(moved), tmp_path / "variants.parquet")
    (link,) = joining_of(database, tmp_path, STRIKE)["links"]
    assert (link["report_id"], link["how"]) == (number(1), "correction")


@pytest.mark.slow  # makes a DuckDB file of its own
def test_what_a_person_calls_one_event_or_two_says_who_and_why(state: Path, tmp_path: Path) -> None:
    said = {"target_table": "reports", "target_id": number(1), "author": "A. Analyst", "state": "applied"}
    one = a(Correction, **said, target_column="same_event", value=number(2), reason="one raid", correction_id=number(1))
    two = a(
        Correction, **said, target_column="not_same_event", value=number(3), reason="gunfire", correction_id=number(2)
    )
    database = write_release(tmp_path, one, two)
    joining = joining_of(database, state, STRIKE)
    (link,) = joining["links"]
    assert (link["how"], link["with_report_id"]) == ("correction", number(2))
    assert link["correction"] == "a correction of A. Analyst: one raid"
    assert joining["corrections"] == []
    pairs = [pair_joining(database, state, number(1), number(other)) for other in (2, 3)]
    assert [(pair["are_one"], pair["how"], pair["correction"]) for pair in pairs] == [
        (True, "correction", "a correction of A. Analyst: one raid"),
        (False, "correction", "a correction of A. Analyst: gunfire"),
    ]


def test_a_release_without_its_state_of_linking_says_so(database: Path, tmp_path: Path) -> None:
    with pytest.raises(StateMissing, match="build anew"):
        joining_of(database, tmp_path, STRIKE)
