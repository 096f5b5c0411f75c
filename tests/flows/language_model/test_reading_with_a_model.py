"""A build whose reader is a language model, or both, against a server on this machine."""

from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from benchmarks.model_server import ModelServer, model_server
from flows.language_model.asking import Asking, Limits, questions_about
from flows.language_model.second_reader import SecondReader, may_be_sent
from flows.language_model.spending import Budget
from flows.pipeline import Stages, Summary, run
from flows.progress import PlainProgress
from tests.answers import answer_of, parties, sentences_in, told
from tests.comparing import differences
from tests.small_seeds import write_small_seeds
from transforms.documents.batches import Batch
from transforms.documents.inventory import survey
from transforms.documents.record_reading import ReadDocument, read_batch
from transforms.extraction import read_sentences, sentences_of
from transforms.reader_in_use import ENGINE_ALONE, ChosenReader, ReaderName, use_reader
from warehouse.answers import Answers
from warehouse.asking import ask
from warehouse.releases import Warehouse
from warehouse.storage import Storage

NOBODY: Any = None
"""Whoever is not asked."""
UNCHECKED = Stages(validate=lambda *_: 0)
KEY = "sk-not-to-be-seen-anywhere"


def read_talks_and_strike(message: str) -> str:
    """Answer about the two small documents as a careful reader would, but for one word that stands in neither."""
    if "Macron" in message:
        both = parties(("President Emmanuel Macron", "FRA", "GOV"), ("Abdel Fattah al-Sisi", "EGY", "GOV"))
        meeting = {"actors": both, "is_mutual": True, "day": "Monday", "places": ["CAIRO"]}
        met = told([(1, "hold talks"), (2, "met")], "CONSULT", **meeting)
        days = {"first_on": "2024-03-03", "last_on": "2024-03-04"}
        egypt = {"actors": parties(("Egypt", "EGY", "GOV")), "places": ["Atlantis"], "mode": "sued"}
        return answer_of(met, told([(3, "condemned")], "ACCUSE", **egypt, **days))
    jets = parties(("Turkish warplanes", "TUR", "MIL"))
    rebels = parties(("Kurdish rebels", "IRQ", "REB"))
    said = {"said_by": "the army", "contexts": ["military"], "day": "on Tuesday", "places": ["northern Iraq"]}
    return answer_of(told([(2, "bombed")], "ASSAULT", mode="aerial", actors=jets, recipients=rebels, **said))


class Built(NamedTuple):
    """A folder in which a build has run, and the server that it asked."""

    folder: Path
    server: ModelServer
    said: str

    def build(self, name: ReaderName = "llm", *, force: bool = False, limits: Limits | None = None) -> Summary:
        """Build again, without checks."""
        use_reader(ChosenReader(name, "stub-1"))
        return run(self.folder / "seeds", self.folder / "data", force=force, limits=limits, stages=UNCHECKED)

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        """Return the rows of the published release."""
        return ask(Warehouse(self.folder / "data").published().database, sql).rows


@contextmanager
def serving(folder: Path) -> Iterator[Built]:
    with model_server(read_talks_and_strike) as server, pytest.MonkeyPatch.context() as patch:
        patch.setenv("ENTENTE_LLM_URL", server.url)
        patch.setenv("ENTENTE_LLM_MODEL", "stub-1")
        patch.setenv("ENTENTE_LLM_KEY", KEY)
        write_small_seeds(folder / "seeds")
        try:
            yield Built(folder, server, "")
        finally:
            use_reader(ENGINE_ALONE)


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    """A checked build whose reader is the model."""
    with serving(tmp_path_factory.mktemp("read")) as built, redirect_stderr(StringIO()) as said:
        use_reader(ChosenReader("llm", "stub-1"))
        run(built.folder / "seeds", built.folder / "data", progress=PlainProgress())
        yield built._replace(said=said.getvalue())


def test_a_model_fills_the_same_tables(read: Built) -> None:
    rows = read.query("select trigger, event_type, mode, asserted_by, rule from reports order by 1")
    assert rows == [
        ("bombed", "ASSAULT", "aerial", "source", "llm:stub-1"),
        ("condemned", "ACCUSE", None, "document", "llm:stub-1"),
        ("hold talks", "CONSULT", None, "document", "llm:stub-1"),
        ("met", "CONSULT", None, "document", "llm:stub-1"),
    ]
    columns = "event_type, occurred_first_on::text, places.name"
    assert read.query(f"select {columns} from events left join places using (place_id) order by 1") == [
        ("ACCUSE", "2024-03-03", None),
        ("ASSAULT", "2024-03-05", "Iraq"),
        ("CONSULT", "2024-03-04", "Cairo"),
    ]
    who = "select distinct role, entity_id, country, sector from event_participants"
    assert ("actor", "person.emmanuel-macron", "FRA", "GOV") in read.query(who)


def test_a_run_tells_what_it_took_and_dropped(read: Built) -> None:
    """A place that is none in the document, and a mode that no type has, are dropped and counted."""
    told_of = "select language_model, tokens_sent + tokens_received, cost, pieces_quoted, fields_dropped from runs"
    assert read.query(told_of) == [("stub-1", read.server.tokens, None, 15, 2)]
    assert "language model: at most 3 documents to ask about, some " in read.said
    assert "ask: 2 asked, 0 kept, 0 left; " in read.said


def test_the_key_is_sent_and_stands_nowhere(read: Built) -> None:
    assert read.server.headers[0]["Authorization"] == f"Bearer {KEY}"
    files = [path for path in read.folder.rglob("*") if path.is_file()]
    secrets = (KEY.encode(), read.server.url.encode())
    assert [path for path in files if any(secret in path.read_bytes() for secret in secrets)] == []
    assert KEY not in read.said


def test_a_document_is_sent_as_numbered_sentences(read: Built) -> None:
    (message,) = (body["messages"][1]["content"] for body in read.server.requests if "Macron" in str(body))
    assert message.splitlines()[1:3] == ["Source: A Wire", "Published: Monday 2024-03-04"]
    assert sentences_in(message)[0] == "France and Egypt hold talks on Gaza"


def test_a_forced_build_asks_nobody_and_gives_the_same_rows(read: Built) -> None:
    read.build(force=True)
    first, second = (release.folder for release in Warehouse(read.folder / "data").releases())
    assert differences(first, second) == {}
    assert len(read.server.requests) == 2
    assert read.query("select tokens_sent from runs order by release desc limit 1") == [(0,)]


def test_both_readers_bear_each_other_out(tmp_path: Path) -> None:
    with serving(tmp_path) as built:
        use_reader(ChosenReader("both", "stub-1"))
        run(built.folder / "seeds", built.folder / "data")
        rows = dict(built.query("select trigger, confidence from reports where rule like 'llm:stub-1+%'"))
        assert rows == {"bombed": 0.8, "condemned": 0.8, "met": 0.8, "hold talks": 0.8}
        assert built.query("select max(confidence) from reports where rule not like 'llm:%'") == [(0.25,)]
        ((found,),) = built.query("select found from findings where name = 'both_readers_tell_the_same'")
        assert found.startswith("4 rows break it: ")


def test_what_a_budget_leaves_is_asked_in_the_next_run_and_goes_with_its_document(tmp_path: Path) -> None:
    with serving(tmp_path) as built:
        one = built.build(limits=Limits(Budget(tokens=1), concurrency=1))
        assert (one.documents, len(built.server.requests)) == (1, 1)
        assert built.query("select path from rejections where reason = 'no_answer'") == [("wire/talks.txt",)]
        both = built.build()
        assert (both.documents, len(built.server.requests)) == (2, 2)
        assert built.build().is_unchanged
        (tmp_path / "seeds" / "wire" / "talks.txt").unlink()
        built.build()
        ((document_id,),) = built.query("select document_id from documents")
        kept = Storage(tmp_path / "data").list("answers")
        assert [name.split("/")[-1].split(".")[0] for name in kept] == [document_id]
        Answers(Storage(tmp_path / "data")).remove({document_id})
        assert Storage(tmp_path / "data").list("answers") == ()


def batch_of(seeds: Path) -> Batch:
    return Batch(tuple(survey(seeds, "code").records()))


def test_a_source_that_is_never_sent_is_asked_nothing_about(tmp_path: Path) -> None:
    seeds = write_small_seeds(tmp_path / "seeds")
    assert list(may_be_sent(batch_of(seeds))) == ["wire"]
    settings = seeds / "wire" / "source.yaml"
    settings.write_text(settings.read_text() + "never_send: true\n")
    asking = Asking(tmp_path, ChosenReader("llm", "stub-1"), NOBODY, NOBODY, Limits())
    assert list(questions_about(batch_of(seeds), asking)) == []
    documents = [one for _, one in read_batch(batch_of(seeds)) if isinstance(one, ReadDocument)]
    sentences = sentences_of(documents[0].document)
    (readings,) = read_sentences([documents[0].document], [sentences])
    second = SecondReader(asking.reader, asking.answers, may_be_sent(batch_of(seeds)))
    rules = [report.rule for report in second.extract(documents[0], sentences, readings).reports]
    assert rules
    assert not [rule for rule in rules if rule.startswith("llm:")]


@pytest.mark.parametrize(("below", "asked"), [(0.0, 0), (1.0, 2)])
def test_only_documents_of_which_the_engine_is_unsure_are_sent(below: float, asked: int, tmp_path: Path) -> None:
    seeds = write_small_seeds(tmp_path / "seeds")
    reader = ChosenReader("both", "stub-1", asked="unsure", unsure_below=below)
    asking = Asking(tmp_path, reader, NOBODY, NOBODY, Limits())
    assert len(list(questions_about(batch_of(seeds), asking))) == asked
