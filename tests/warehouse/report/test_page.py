"""Tests of the page as text: it asks nobody for anything, and what documents say cannot become part of it."""

import base64
import hashlib
import html
import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.warehouse.report.small import HOSTILE, small_warehouse
from warehouse.report.page import embedded, write_report

NAMESPACE = "http://www.w3.org/2000/svg"
ELEMENT = r"<{0}[^>]*>(.*?)</{0}>"


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("small")
    return write_report(small_warehouse(folder), folder / "report.html").read_text(encoding="utf-8")


def without_data(page: str) -> str:
    return re.sub(r'<script type="application/json".*?</script>', "", page, flags=re.DOTALL)


def test_the_page_names_no_host_and_loads_nothing(page: str) -> None:
    own = without_data(page).replace(NAMESPACE, "")
    assert not re.search(r"https?://\w|\bsrc=|@import|url\(|<link|<iframe|<object|fetch\(|XMLHttpRequest|import\(", own)


def test_scripts_never_take_text_as_markup(page: str) -> None:
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", page)


def test_the_policy_lets_this_style_and_this_script_work_and_nothing_else(page: str) -> None:
    policy = html.unescape(re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1])  # type: ignore[index]
    (style,) = re.findall(ELEMENT.format("style"), page, re.DOTALL)
    (script,) = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    for directive, text in (("style-src", style), ("script-src", script)):
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{directive} 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy


def test_text_of_documents_is_kept_whole_and_cannot_end_its_script(page: str) -> None:
    blocks = dict(re.findall(r'<script type="application/json" id="(\w+)">(.*?)</script>', page, re.DOTALL))
    texts = {document["text"] for document in json.loads(blocks["evidence"])["documents"].values()}
    assert HOSTILE in texts
    assert page.count("</script>") == 4
    assert not re.search("[<>&\u2028\u2029\u202a-\u202e]", blocks["evidence"] + blocks["data"])


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_any_text_survives_being_embedded(text: str) -> None:
    kept = embedded({"text": text})
    assert json.loads(kept) == {"text": text}
    assert not set(kept) & set("<>&\u2028\u2029\u202e\u2066")


def test_the_same_warehouse_gives_the_same_page(tmp_path: Path) -> None:
    database = small_warehouse(tmp_path)
    one, other = (write_report(database, tmp_path / name).read_bytes() for name in ("one.html", "other.html"))
    assert one == other


def test_the_land_comes_with_its_licence() -> None:
    folder = Path(__file__).parents[3] / "warehouse" / "report" / "page"
    assert json.loads((folder / "land.json").read_text())["type"] == "Topology"
    assert "Michael Bostock" in (folder / "land.LICENSE").read_text()
