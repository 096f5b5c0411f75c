"""The one loader: every file of ours is declared once and sorted by its key, and a row that cannot be is refused."""

import ast
import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import pytest
from annotated_types import Ge, Le

from tools.knowledge_order import HOME, csv_files, declared_files, key_of
from transforms.lexicons.classes import SECTORS_FILE, kinds_by_sector, prepositions_of, sectors_of
from transforms.loading import Csv, FirstDay, LastDay, check_nodes
from transforms.own_knowledge import OPEN_LEXICONS, KnowledgeInvalid
from transforms.row import OneOf
from transforms.tables import SECTORS

OWN_ALONE = {"actors.csv", "places.csv"}
"""Lexicons that own knowledge alone has."""


FILES = declared_files()


def test_every_csv_of_ours_is_declared() -> None:
    there = csv_files()
    assert there - FILES.keys() == set()
    assert {path.name for path in FILES.keys() - there} == OWN_ALONE


def test_a_lexicon_that_may_be_added_to_is_declared_under_its_name() -> None:
    assert OPEN_LEXICONS.keys() <= Counter(path.name for path in FILES).keys()


@pytest.mark.parametrize("file", [file for file in FILES.values() if file.path.exists()], ids=lambda file: file.name)
def test_a_file_is_right_and_sorted_by_its_key_unless_its_order_means_something(file: Csv[Any]) -> None:
    keys = [key_of(file, row) for row in file.cells()]
    assert keys
    assert file.order or keys == sorted(keys)


@pytest.mark.parametrize("path", sorted(HOME.rglob("*.yaml")), ids=lambda path: path.name)
def test_no_key_of_a_yaml_file_stands_twice(path: Path) -> None:
    check_nodes(path.read_text(encoding="utf-8"), path.name, may_alias=True)


class LoomRow(NamedTuple):
    """A row of a file that is nowhere."""

    name: str
    kind: Annotated[str, OneOf(("hand", "power"))] | None
    width: Annotated[float, Ge(0), Le(9)]
    is_old: bool
    weavers: tuple[str, ...]
    valid_first_on: FirstDay
    valid_last_on: LastDay


HEAD = "name,kind,width,is_old,weavers,valid_first_on,valid_last_on\n"


def read(folder: Path, rows: str, head: str = HEAD) -> list[LoomRow]:
    (folder / "looms.csv").write_text(head + rows, encoding="utf-8")
    return Csv("looms.csv", LoomRow, key=("name",), folder=folder).rows()


def test_a_row_is_what_its_declaration_says(tmp_path: Path) -> None:
    whole = LoomRow("a", "hand", 1.5, True, ("x", "y"), date(1990, 1, 1), date(1991, 12, 31))
    assert read(tmp_path, "a,hand,1.5,yes,x|y,1990,1991\nb,,2,no,,,\n") == [
        whole,
        LoomRow("b", None, 2.0, False, (), None, None),
    ]


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (",hand,1,yes,,,\n", "2: no name; every row needs one"),
        ("a,foot,1,yes,,,\n", "2: kind 'foot' is unknown; use one of hand, power"),
        ("a,,10,yes,,,\n", "2: width '10' is out of range; it lies between 0 and 9"),
        ("a,,wide,yes,,,\n", "2: width 'wide' is no number; write one such as 12 or 0.5"),
        ("a,,1,true,,,\n", "2: is_old 'true' is unknown; use one of yes, no"),
        ("a,,1,yes,x||y,,\n", "2: weavers 'x||y' has an empty part; write one | between"),
        ("a,,1,yes,,May,\n", "2: valid_first_on 'May' is no day; write YYYY or YYYY-MM-DD"),
        ("a,,1,yes,,,\na,,2,no,,,\n", "3: 'a' stands in line 2 already; keep one of the two"),
        ("a,,1\n", "2: 3 cells; a row has 7, so quote cells with commas"),
        ('"a,,1\n', "2: unexpected end of data"),
    ],
)
def test_a_row_that_cannot_be_is_refused_by_line(tmp_path: Path, rows: str, message: str) -> None:
    with pytest.raises(KnowledgeInvalid) as refused:
        read(tmp_path, rows)
    assert str(refused.value).startswith(f"{tmp_path}/looms.csv:{message}")


def test_another_header_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeInvalid, match=r"looms\.csv:1: columns are 'name'; they should be 'name,kind,"):
        read(tmp_path, "", "name\n")


SHOWN_NOTES = {"actors", "lexicons", "places"}
"""Packages that hand notes on, to be shown beside what they are about."""


def test_no_note_decides_anything() -> None:
    asking = {
        path.relative_to(HOME).as_posix()
        for path in HOME.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr == "note"
    }
    assert {path for path in asking if path.split("/")[0] not in SHOWN_NOTES} == set()


def test_each_sector_has_its_classes_once() -> None:
    assert {row.sector for row in SECTORS_FILE.rows()} == set(SECTORS)
    assert sectors_of("arm_of_state") < sectors_of("state") == {"GOV", "LEG", "JUD", "MIL", "SPY", "COP"}
    assert kinds_by_sector()["REB"] == "armed_group"
    with pytest.raises(KeyError, match="stately"):
        sectors_of("stately")


def test_the_view_of_sides_names_the_sectors_of_a_state() -> None:
    view = (HOME.parent / "warehouse" / "views" / "entity_sides.sql").read_text(encoding="utf-8")
    state, armed = (set(re.findall(r"\w+", listed)) for listed in re.findall(r"sector in \(([^)]*)\)", view))
    assert state == sectors_of("state")
    assert armed == sectors_of("armed")


def test_a_class_of_prepositions_is_asked_for_by_name() -> None:
    assert prepositions_of("light") == {"in", "at"}
    assert prepositions_of("of_ground") == {"in", "at", "inside", "within", "throughout", "across", "near"}
    with pytest.raises(KeyError, match="above"):
        prepositions_of("above")


@pytest.mark.parametrize("file", [file for file in FILES.values() if file.path.exists()], ids=lambda file: file.name)
def test_a_source_says_where_a_row_can_be_checked(file: Csv[Any]) -> None:
    assert {row["source"] for row in file.cells() if "public record" in row.get("source", "")} == set()
