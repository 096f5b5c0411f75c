"""Tests of the page in a real browser: drawn without a complaint or a request, and every part of it answers."""

import csv
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import pytest

from tests.rows import a
from tests.warehouse.report.browser import CHROMIUM, SECONDS, Tab, browser
from tests.warehouse.report.small import ALLIES, event, small_rows, small_warehouse, warehouse_of
from transforms.row import Row
from transforms.tables import Document, Run
from warehouse.report.data import Limits
from warehouse.report.page import write_report

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here; on Debian the package chromium has it"),
]

BASE = ("Run", "Source", "Document", "Entity", "Place")  # what every event of the small warehouse refers to
WIDE, NARROW = (1280, 900), (390, 844)
PANELS = (
    "front",
    "contents",
    "counts",
    "timeline",
    "map",
    "coarse",
    "matrix",
    "network",
    "rifts",
    "actors",
    "events",
    "quality",
)


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
    assert all(words in facts for words in ("CONSULT", "2018-05-02", "Ankara", "80 of 100", "in its own voice"))


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


def test_a_value_is_explained_by_the_words_that_gave_it(tab: Tab, page: Path) -> None:
    tab.open(page, *WIDE, "light", "#event=eeeeeeeeeeee")
    facts = text(tab, "#reader-facts")
    assert "in the words “Iran”, “Turkey”" in facts
    assert "dated by “May 2, 2018”" in facts
    assert "By “met”" in facts


def test_on_a_telephone_the_coding_stands_beside_its_sentence(tab: Tab, page: Path) -> None:
    shown = "getComputedStyle(document.querySelector('.beside-sentence')).display"
    after = "document.querySelector('#reader-text .sentence').nextElementSibling.className"
    tab.open(page, *NARROW, "light", "#event=eeeeeeeeeeee")
    assert (tab.run(after), tab.run(shown)) == ("coding beside-sentence", "grid")
    tab.open(page, *WIDE, "light", "#event=eeeeeeeeeeee")
    assert tab.run(shown) == "none"


def test_words_are_sought_in_sentences_without_regard_to_case_and_accents(tab: Tab, page: Path) -> None:
    tab.open(page, *WIDE, "light", "#words=TURKEY%20b%C3%B3mbed")
    assert text(tab, "#filter-count") == "1 of 3 events shown"
    assert "Turkey bombed Iran." in text(tab, "#events tbody tr")
    tab.open(page, *WIDE, "light", "#words=%22bombed%20Turkey%22")
    assert text(tab, "#filter-count") == "0 of 3 events shown"


def test_a_column_sorts_the_events_and_once_more_the_other_way(tab: Tab, page: Path) -> None:
    tab.open(page, *WIDE, "light", "#sort=event")
    first = "document.querySelector('#events tbody tr .coded').innerText"
    assert tab.run(first) == "ACCUSE"
    tab.run("document.querySelectorAll('#events th button')[2].click()")
    assert (tab.run(first), tab.run("location.hash")) == ("CONSULT", "#sort=event-other")
    assert tab.run("document.querySelectorAll('#events th')[2].getAttribute('aria-sort')") == "descending"


def downloaded(file: Path) -> Path:
    """Return the file once the browser has written it."""
    until = time.monotonic() + SECONDS
    while not file.exists() and time.monotonic() < until:
        time.sleep(0.05)
    return file


def test_what_the_filters_leave_is_downloaded_without_formulas(tab: Tab, tmp_path: Path) -> None:
    rows = [
        row.model_copy(update={"title": '=HYPERLINK("x")'}) if isinstance(row, Document) else row
        for row in small_rows()
    ]
    page = write_report(warehouse_of(tmp_path, rows), tmp_path / "report.html")
    tab.call("Page.setDownloadBehavior", behavior="allow", downloadPath=str(tmp_path))
    tab.open(page, *WIDE, "light", "#type=ASSAULT")
    tab.run("document.getElementById('download').click()")
    file = downloaded(tmp_path / "entente-events.csv")
    (row,) = csv.DictReader(file.read_text(encoding="utf-8-sig").splitlines())
    assert (row["event_type"], row["actors"], row["recipients"]) == ("ASSAULT", "Turkey", "Iran")
    assert (row["title"], row["sentence"]) == ('\'=HYPERLINK("x")', "Turkey bombed Iran.")
    assert (row["occurred_first_on"], row["latitude"]) == ("2018-05-02", "")


def test_as_parquet_the_events_have_the_rows_and_types_of_the_view(tab: Tab, tmp_path: Path) -> None:
    database = small_warehouse(tmp_path)
    page = write_report(database, tmp_path / "report.html")
    tab.call("Page.setDownloadBehavior", behavior="allow", downloadPath=str(tmp_path))
    tab.open(page, *WIDE, "light")
    tab.run("document.getElementById('download-parquet').click()")
    file = downloaded(tmp_path / "entente-events.parquet")
    with duckdb.connect(database, read_only=True) as connection:
        written = connection.execute(f"from '{file}'")
        names, types = zip(*[(name, kind) for name, kind, *_ in written.description], strict=True)
        rows = sorted(written.fetchall())
        # The page holds the beginning of a key, hundredths of confidence, thousandths of a degree and single spaces.
        rounded = {"confidence": "round(confidence, 2)", "event_id": "event_id[:12]"}
        rounded |= {"sentence": "replace(sentence, chr(8232) || ' ', '')"}
        rounded |= {name: f"round({name}, 3)" for name in ("latitude", "longitude")}
        of_view = ", ".join(f"{rounded.get(name, name)} as {name}" for name in names)
        view = connection.execute(f"select {of_view} from events_flat where factuality = 'actual' order by event_id")
        assert types == tuple(kind for _, kind, *_ in view.description)
        assert rows == view.fetchall()
    assert (len(rows), len(names)) == (3, 28)


def test_a_name_of_the_network_shows_its_neighbours(tab: Tab, page: Path) -> None:
    tab.open(page, *WIDE, "light", "#least=3")
    assert count(tab, "#network .node") == 0
    tab.open(page, *WIDE, "light")
    tab.run("document.querySelector('#network .node').dispatchEvent(new MouseEvent('click'))")
    assert tab.run("location.hash") in ("#around=IRN", "#around=TUR")
    assert count(tab, "#network .node") == 2
    assert "Show all sides" in text(tab, "#network-buttons")


def test_borders_can_be_left_out(tab: Tab, page: Path) -> None:
    tab.open(page, *WIDE, "light")
    assert (count(tab, "#map path.border"), "disputed" in text(tab, "#map-legend")) == (1, True)
    tab.run("document.getElementById('borders').click()")
    assert (count(tab, "#map path.border"), "disputed" in text(tab, "#map-legend")) == (0, False)


def test_contents_lead_to_panels_and_leave_the_filters_alone(tab: Tab, page: Path) -> None:
    tab.open(page, *WIDE, "light", "#type=ASSAULT")
    tab.run("[...document.querySelectorAll('#contents a')].find(a => a.textContent.startsWith('Events')).click()")
    assert tab.run("[location.hash, document.activeElement.id]") == ["#type=ASSAULT", "events-title"]


def bombing(number: int, day: date) -> list[Row]:
    key, about = f"{number:014x}00", {"occurred_first_on": day, "occurred_last_on": day}
    return event(key, "d" * 16, ALLIES, 1, "bombed", ["Turkey"], ["Iran"], **about)


def test_the_axis_leaves_out_the_hundredth_at_either_end_and_says_so(tab: Tab, tmp_path: Path) -> None:
    days = [date(1815, 6, 18), *[date(2018, 5, 2)] * 118, date(2021, 1, 1)]
    rows = [row for number, day in enumerate(days) for row in bombing(number, day)]
    base = [row for row in small_rows() if type(row).__name__ in BASE]
    page = write_report(warehouse_of(tmp_path, [*base, *rows]), tmp_path / "report.html")
    tab.open(page, *WIDE, "light")
    assert text(tab, "#timeline-buttons").split("\n") == ["◂ 1 earlier, from 1815-06-18", "1 later, to 2021-01-01 ▸"]
    tab.run("document.querySelector('#timeline-buttons button').click()")
    assert text(tab, "#timeline-buttons") == "Back to the usual axis"
    assert tab.run("document.querySelector('#timeline svg').getAttribute('aria-label')").count("1810-01-01") == 1
