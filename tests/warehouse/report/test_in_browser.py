"""Tests of the page in a real browser: drawn without a complaint or a request, and every part of it answers."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.rows import a
from tests.warehouse.report.browser import CHROMIUM, Tab, browser
from tests.warehouse.report.small import ALLIES, small_warehouse, warehouse_of
from transforms.tables import Run
from warehouse.report.data import Limits
from warehouse.report.page import write_report

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here; on Debian the package chromium has it"),
]

WIDE, NARROW = (1280, 900), (390, 844)
PANELS = ("counts", "timeline", "map", "coarse", "matrix", "network", "rifts", "actors", "events", "quality")


@pytest.fixture(scope="module")
def tab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tab]:
    with browser(tmp_path_factory.mktemp("browser")) as tab:
        yield tab


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("small")
    return write_report(small_warehouse(folder), folder / "report.html")


@pytest.fixture(autouse=True)
def quiet(tab: Tab) -> Iterator[None]:
    """Hold every test to a page that complains of nothing and asks for nothing but its own file."""
    tab.requests.clear()
    tab.complaints.clear()
    yield
    assert tab.complaints == []
    assert [url for url in tab.requests if not url.startswith(("file:", "about:", "data:"))] == []


def text(tab: Tab, selector: str) -> str:
    return str(tab.run(f"document.querySelector({selector!r}).innerText"))


def count(tab: Tab, selector: str) -> int:
    return int(tab.run(f"document.querySelectorAll({selector!r}).length"))


def blank(tab: Tab) -> list[str]:
    return [panel for panel in PANELS if not count(tab, f"#{panel} > *")]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_everything_is_drawn_and_nothing_is_wider_than_the_window(
    tab: Tab, page: Path, size: tuple[int, int], scheme: str
) -> None:
    tab.open(page, *size, scheme)
    assert blank(tab) == []
    assert count(tab, "#timeline rect.q1") == count(tab, "#timeline rect.q3") == count(tab, "#timeline rect.q4") == 1
    assert count(tab, "#map path.land") == 1
    assert count(tab, "#network .node") == 2
    assert count(tab, "#events tbody tr") == 3
    assert tab.run("document.documentElement.scrollWidth") == size[0]


def test_an_event_known_to_its_country_is_no_dot_but_counted_beside_the_map(tab: Tab, page: Path) -> None:
    tab.open(page, *WIDE, "light")
    assert count(tab, "#map .dot") == 1
    assert "Ankara" in tab.run("document.querySelector('#map .dot').getAttribute('aria-label')")
    assert text(tab, "#coarse").split() == ["Iran", "2"]


def test_an_event_opens_on_its_words_in_the_document(tab: Tab, page: Path) -> None:
    tab.open(page, *WIDE, "light", "#event=eeeeeeeeeeee")
    assert ALLIES.split(". ", maxsplit=1)[0] in text(tab, "#reader-text .sentence")
    marks = tab.run("[...document.querySelectorAll('#reader-text mark')].map(m => [m.dataset.part, m.textContent])")
    assert marks == [["actor", "Iran"], ["actor", "Turkey"], ["trigger", "met"], ["time", "May 2, 2018"]]
    facts = text(tab, "#reader-facts")
    assert all(words in facts for words in ("CONSULT", "2018-05-02", "Ankara", "0.80", "in its own voice"))


def test_text_of_a_document_is_shown_as_text(tab: Tab, page: Path) -> None:
    tab.open(page, *WIDE, "light", "#event=aaaaaaaaaaaa")
    shown = text(tab, "#reader-text")
    assert '</script><script>document.title = "owned"</script>{{data}} <img src=x onerror=' in shown
    assert '[U+202E]Turkey[U+202C], =HYPERLINK("x") said.' in shown
    # An astral sign before them shifts offsets of UTF-16, not those of the warehouse.
    marks = tab.run("[...document.querySelectorAll('#reader-text mark')].map(m => m.textContent)")
    assert marks == ["Iran", "condemned", "Turkey"]
    assert tab.run("document.title").startswith("Entente report")
    assert count(tab, "#reader img") == count(tab, "#reader script") == 0
    assert "A <b>Wire</b>" in shown


def test_the_reader_is_walked_with_buttons_and_closed_with_its_key(tab: Tab, page: Path) -> None:
    tab.open(page, *WIDE, "light")
    tab.run("document.querySelector('.event-row button').click()")
    before = text(tab, "#reader-title")
    tab.run("document.getElementById('reader-next').click()")
    assert text(tab, "#reader-title") != before
    assert "event=" in tab.run("location.hash")
    for kind in ("keyDown", "keyUp"):
        tab.call("Input.dispatchKeyEvent", type=kind, key="Escape", code="Escape", windowsVirtualKeyCode=27)
    tab.wait("!document.getElementById('reader').open")
    tab.wait("location.hash === ''")


def test_filters_apply_to_every_panel_and_stand_in_the_address(tab: Tab, page: Path) -> None:
    tab.open(page, *WIDE, "light")
    tab.run("const field = document.querySelector('[name=type]'); field.value = 'ASSAULT';"
            "field.dispatchEvent(new Event('input', {bubbles: true}))")  # fmt: skip
    tab.wait("location.hash === '#type=ASSAULT'")
    assert text(tab, "#filter-count") == "1 of 3 events shown"
    assert count(tab, "#events tbody tr") == 1
    assert "No event" not in text(tab, "#events")
    assert count(tab, "#map .dot") == 0
    tab.run("document.getElementById('clear').click()")
    assert (count(tab, "#events tbody tr"), tab.run("location.hash")) == (3, "")


def test_an_address_with_filters_opens_filtered(tab: Tab, page: Path) -> None:
    tab.open(page, *WIDE, "light", "#acts=TUR~IRN&confidence=10")
    # Who meet act upon each other, so Turkey acts upon Iran in the meeting and in the raid.
    assert count(tab, "#events tbody tr") == 2
    assert "Turkey → Iran" in text(tab, "#chips")


def test_filters_that_nothing_fits_give_reasons_and_not_blanks(tab: Tab, page: Path) -> None:
    tab.open(page, *WIDE, "light", "#from=1999-01-01&to=1999-01-02")
    assert count(tab, ".empty") >= 4
    assert blank(tab) == []


def test_days_are_chosen_by_keyboard_and_by_pointer(tab: Tab, page: Path) -> None:
    tab.open(page, *WIDE, "light")
    tab.run("document.querySelector('#timeline svg').dispatchEvent(new KeyboardEvent('keydown', {key: 'ArrowRight'}))")
    assert tab.run("location.hash") == "#from=2018-05-02&to=2018-05-02"
    tab.run("document.querySelector('#timeline svg').dispatchEvent(new KeyboardEvent('keydown', {key: 'Escape'}))")
    assert tab.run("location.hash") == ""
    tab.run("document.getElementById('timeline').scrollIntoView({block: 'center'})")
    box = tab.run("(({left, top, width, height}) => [left + width / 2, top + height / 3])"
                  "(document.querySelector('#timeline svg').getBoundingClientRect())")  # fmt: skip
    for kind in ("mousePressed", "mouseReleased"):
        tab.call("Input.dispatchMouseEvent", type=kind, x=box[0], y=box[1], button="left", clickCount=1)
    tab.wait("location.hash === '#from=2018-05-02&to=2018-05-02'")


def test_a_page_with_a_sample_of_the_evidence_says_so(tab: Tab, tmp_path: Path) -> None:
    sampled = write_report(small_warehouse(tmp_path), tmp_path / "report.html", Limits(evidence_bytes=0))
    tab.open(sampled, *WIDE, "light", "#event=ffffffffffff")
    assert "carries the documents of 0 of its 3 events" in text(tab, "#events-note")
    assert "entente explain ffffffffffff" in text(tab, "#reader-text")


def test_a_warehouse_without_events_has_a_page_with_reasons(tab: Tab, tmp_path: Path) -> None:
    bare = write_report(warehouse_of(tmp_path, [a(Run)]), tmp_path / "report.html")
    tab.open(bare, *WIDE, "light")
    assert count(tab, ".empty") >= 6
    assert blank(tab) == []
