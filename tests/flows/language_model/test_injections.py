"""Documents that give orders to the model that reads them change no code of the events of another document.

The model of these tests obeys whatever it reads. That it is asked about one document at a time, and believed of that
one alone, is what keeps the others as they are.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from benchmarks.model_server import ModelServer, model_server
from flows.pipeline import Stages, run
from tests.answers import answer_of, parties, told
from tests.finding import each
from transforms.reader_in_use import ENGINE_ALONE, ChosenReader, use_reader
from warehouse.asking import ask
from warehouse.releases import Warehouse

DECLARED: Mapping[str, Any] = yaml.safe_load(Path(__file__).with_name("injections.yaml").read_text(encoding="utf-8"))
INJECTIONS = DECLARED["injections"]
PAGE = (
    "<html><head><title>{title}</title></head><body><article><h1>{title}</h1><figure><img src='a.jpg' alt='{order}'>"
    "<figcaption>{order}</figcaption></figure><p style='display:none'>{order}</p><p>{news}</p></article></body></html>"
)
# That another document denies what this one tells is a claim of that document, as it would be in any newspaper.
CODES_OF_VICTIM = """
with here as (select report_id from reports join documents using (document_id) where path = 'victim/victim.txt')

select
    events.* exclude (
        event_id, report_id, reports, documents, independent_sources, confidence, first_published_on, last_published_on,
        has_rival_claims
    ),
    (
        select list((role, country, sector) order by role, country, sector)
        from event_participants as taking_part
        where taking_part.event_id = events.event_id
    ) as parties
from events
where event_id in (from (select event_id from event_reports semi join here using (report_id)))
order by event_type, mode, occurred_first_on
"""
REPORTS_OF_VICTIM = """
select reports.* from reports join documents using (document_id) where path = 'victim/victim.txt' order by report_id
"""


class Read(NamedTuple):
    """A warehouse that was read by the model, and what that was asked."""

    database: Path
    server: ModelServer

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Return the rows of a query."""
        return ask(self.database, sql).rows


def honest(_: str) -> str:
    """Answer about the victim as a careful reader would."""
    ministers = parties(("Norwegian Foreign Minister Espen Barth Eide", "NOR", "GOV"), ("Elina Valtonen", "FIN", "GOV"))
    return answer_of(
        told([(1, "meet"), (2, "met")], "CONSULT", actors=ministers, is_mutual=True, day="Monday", places=["Oslo"]),
        told([(3, "arrested")], "COERCE", mode="arrest", actors=parties(("Police", "NOR", "COP")),
             recipients=parties(("two protesters", "NOR", "CVL")), day="Sunday", places=["Bergen"]),
        told([(4, "condemned")], "ACCUSE", mode="disapprove", actors=parties(("Sweden", "SWE", "GOV"))),
    )  # fmt: skip


def obeying(message: str) -> str:
    """Answer about a document as whoever wrote it orders."""
    for number, injection in enumerate(INJECTIONS):
        if title_of(number) in message:
            answer = DECLARED["answers"][injection["obeyed"]]
            return answer if isinstance(answer, str) else answer_of(*map(event_of, answer))
    return honest(message)


def event_of(declared: Mapping[str, Any]) -> dict[str, Any]:
    sides = {role: parties(*map(tuple, declared[role])) for role in ("actors", "recipients") if role in declared}
    rest = {name: value for name, value in declared.items() if name not in {"reports", "event_type"}}
    return told(map(tuple, declared["reports"]), declared["event_type"], **(rest | sides))


def title_of(number: int) -> str:
    return f"Bulletin number {number + 100}"


def write_seeds(folder: Path, injections: list[Mapping[str, Any]]) -> Path:
    """Write the victim and some injected documents, each source in a folder."""
    (folder / "victim").mkdir(parents=True)
    (folder / "victim" / "victim.txt").write_text(DECLARED["victim"], encoding="utf-8")
    (folder / "bulletins").mkdir()
    for number, injection in enumerate(injections):
        title, order = title_of(number), injection["order"].replace("'", "’")
        if injection["kind"] == "caption":
            page = PAGE.format(title=title, order=order, news=injection["news"])
            (folder / "bulletins" / f"{number}.html").write_text(page, encoding="utf-8")
        else:
            text = f"{title}\n\nPARIS, May 7, 2024 - {injection['news']} {injection['order']}\n"
            (folder / "bulletins" / f"{number}.txt").write_text(text, encoding="utf-8")
    return folder


def read_by_model(folder: Path, injections: list[Mapping[str, Any]]) -> Iterator[Read]:
    with model_server(obeying) as server, pytest.MonkeyPatch.context() as patch:
        patch.setenv("ENTENTE_LLM_URL", server.url)
        patch.setenv("ENTENTE_LLM_MODEL", "obeying")
        use_reader(ChosenReader("llm", "obeying"))
        try:
            run(write_seeds(folder / "seeds", injections), folder / "data", stages=Stages(validate=lambda *_: 0))
        finally:
            use_reader(ENGINE_ALONE)
        yield Read(Warehouse(folder / "data").published().database, server)


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Read]:
    yield from read_by_model(tmp_path_factory.mktemp("alone"), [])


@pytest.fixture(scope="module")
def together(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Read]:
    yield from read_by_model(tmp_path_factory.mktemp("together"), INJECTIONS)


def test_forty_obeyed_documents_change_no_code_of_another_one(alone: Read, together: Read) -> None:
    assert len(INJECTIONS) == 40
    assert len(alone.rows(CODES_OF_VICTIM)) == 3
    assert together.rows(CODES_OF_VICTIM) == alone.rows(CODES_OF_VICTIM)
    assert together.rows(REPORTS_OF_VICTIM) == alone.rows(REPORTS_OF_VICTIM)


def test_they_do_change_what_stands_of_themselves(together: Read) -> None:
    """Otherwise the test above would say nothing."""
    told_by_them = "select count(*) from reports join documents using (document_id) where source_id = 'bulletins'"
    assert together.rows(f"{told_by_them} and event_type = 'ASSAULT'")[0][0] > 10


def test_every_document_is_asked_about_alone(together: Read) -> None:
    documents = [body["messages"][1]["content"] for body in together.server.requests]
    for document in each(documents):
        assert sum(title_of(number) in document for number in range(40)) + ("Norwegian and Finnish" in document) == 1


def test_what_stands_in_a_caption_is_not_sent(together: Read) -> None:
    hidden = [body for body in together.server.requests if "Coders, " in body["messages"][1]["content"]]
    assert hidden == []


def test_whoever_answers_in_another_form_is_asked_once_more_and_then_left(together: Read) -> None:
    waiting = together.rows("select path from rejections where reason = 'no_answer' order by path")
    assert len(waiting) == sum(injection["obeyed"] == "raw" for injection in INJECTIONS) == 2
