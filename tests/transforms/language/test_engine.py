"""The engine with the model that ships."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.language.engine import Engine, load_engine
from transforms.language.engines import ENGINE_VERSION
from transforms.language.model_folder import CHECKSUMS, MODEL, DamagedModel
from transforms.language.reading import ROOT, Reading

HOUSE = Path(__file__).parents[3]

SENTENCES = [
    "Turkish jets hit PKK camps near Qandil overnight, Ankara said.",
    "The rebels were driven out of Aleppo by Russian aircraft.",
    "KHARTOUM, April 12 - Sudan's foreign minister met the UN envoy on Monday.",
    "No.",
    "Protesters in Tunis demanded that the government resign, and police fired tear gas at them.",
    "MOSCOW WARNS KIEV OVER GAS",
    "the kremlin did not say whether putin would go to geneva",
]


@pytest.fixture(scope="module")
def engine() -> Engine:
    return load_engine()


def assert_sound(reading: Reading, text: str) -> None:
    """Every offset lies in the text, and the tokens make one tree."""
    assert reading.text == text
    count = len(reading.tokens)
    place = 0
    for token in reading.tokens:
        assert place <= token.start < token.end <= len(text)
        place = token.end
        assert token.head == ROOT or 0 <= token.head < count
        assert token.lemma
    assert sum(token.head == ROOT for token in reading.tokens) == bool(count)
    for token in reading.tokens:
        steps = 0
        while token.head != ROOT:
            token = reading.tokens[token.head]
            steps += 1
            assert steps <= count
    spans = [(name.first, name.last) for name in reading.names]
    spans += [(argument.first, argument.last) for predicate in reading.predicates for argument in predicate.arguments]
    assert all(0 <= first < last <= count for first, last in spans)


def test_a_passive_has_its_agent_and_its_place(engine: Engine) -> None:
    (reading,) = engine.read([SENTENCES[1]])
    lemmas = [token.lemma for token in reading.tokens]
    driven = lemmas.index("drive")
    assert reading.tokens[driven].head == ROOT
    relations = {lemmas[index]: token.relation for index, token in enumerate(reading.tokens) if token.head == driven}
    assert relations["rebel"] == "nsubj:pass"
    assert relations["aircraft"] == "obl:agent"
    (predicate,) = [one for one in reading.predicates if one.token == driven]
    assert {one.role: reading.words(one.first, one.last) for one in predicate.arguments}["ARG1"] == "The rebels"


def test_names_have_their_kinds(engine: Engine) -> None:
    (reading,) = engine.read([SENTENCES[0]])
    found = {reading.words(name.first, name.last): name.kind for name in reading.names}
    assert found["Turkish"] == "norp"
    assert found["PKK"] == "armed"
    assert found["Ankara"] == "gpe"


def test_an_irregular_form_has_its_lemma(engine: Engine) -> None:
    (reading,) = engine.read(["He sought what they had forsaken and fled."])
    assert {"seek", "forsake", "flee"} <= {token.lemma for token in reading.tokens}


def test_a_sentence_reads_the_same_in_any_batch(engine: Engine) -> None:
    alone = [engine.read([text])[0] for text in SENTENCES]
    together = engine.read(SENTENCES)
    backwards = engine.read(SENTENCES[::-1] * 3)
    assert alone == together
    assert together == backwards[: len(SENTENCES)][::-1]


def test_a_thread_more_changes_nothing(engine: Engine) -> None:
    assert load_engine(threads=2).read(SENTENCES) == engine.read(SENTENCES)


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "\n\t ", "a", ".", "\x00", "\x00\x01\x7f", "\ufeff", "\u200b", "\ud800", "😀", "👨‍👩‍👧‍👦 🇸🇾",
        "قال الرئيس السوري إن الحرب انتهت", "Президент сообщил о переговорах.", "中国外交部发言人说。",
        "Der Minister traf sich am Montag mit der Kanzlerin.", "\u202eelddim eht ni txet", "e\u0301" * 50,
        "ALL CAPITALS FROM A WIRE IN ANKARA", "all lower case from ankara", "-" * 500, "((((((((((", "'" * 99,
    ],
)  # fmt: skip
def test_bad_input_is_read(engine: Engine, text: str) -> None:
    (reading,) = engine.read([text])
    assert_sound(reading, text)


def test_a_text_of_white_space_has_no_tokens(engine: Engine) -> None:
    assert engine.read(["", "  \n"]) == [Reading("", (), (), ()), Reading("  \n", (), (), ())]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=120), max_size=5))
def test_any_text_is_read(texts: list[str]) -> None:
    for text, reading in zip(texts, load_engine().read(texts), strict=True):
        assert_sound(reading, text)


@pytest.mark.parametrize("text", ["x" * 100_000, "й" * 100_000, "1" * 100_000, "the envoy met rebels " * 250])
def test_a_very_long_text_is_read_in_linear_time(engine: Engine, text: str) -> None:
    engine.read([text[:1000]])
    started = time.process_time()
    (reading,) = engine.read([text])
    assert time.process_time() - started < 20
    assert_sound(reading, text)


def test_a_damaged_file_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "model"
    shutil.copytree(MODEL, folder)
    with (folder / "labels.json").open("a", encoding="utf-8") as file:
        file.write(" ")
    with pytest.raises(DamagedModel, match=r"labels\.json: found"):
        Engine(folder)
    (folder / CHECKSUMS).unlink()
    with pytest.raises(DamagedModel, match=r"SHA256SUMS: no such file"):
        Engine(folder)


def test_the_version_names_the_model() -> None:
    assert ENGINE_VERSION.startswith("reading-")


def test_the_model_is_small() -> None:
    assert sum(path.stat().st_size for path in MODEL.iterdir()) <= 30e6


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("praised", "praise"),
        ("ousted", "oust"),
        ("denounced", "denounce"),
        ("criticised", "criticise"),
        ("axed", "axe"),
    ],
)
def test_verbs_of_the_ontology_have_lemmas_that_are_words(form: str, lemma: str) -> None:
    (reading,) = load_engine().read([f"Egypt {form} Israel on Monday."])
    assert reading.tokens[1].lemma == lemma


def test_reading_leaves_nothing_in_the_home_of_whoever_runs_it(tmp_path: Path) -> None:
    """Newer builds of onnxruntime write an identifier of the device there, and call home with it."""
    words = "from transforms.language.engine import load_engine; load_engine().read(['Troops left.'])"
    home = {name: str(tmp_path) for name in ("HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME")}
    subprocess.run([sys.executable, "-c", words], check=True, cwd=HOUSE, env={**os.environ, **home})
    assert list(tmp_path.rglob("*")) == []


def test_a_sentence_that_stands_there_twice_is_read_once(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    read_words = engine.read_words

    def remembering(sentences: list[str], offsets: list[list[tuple[int, int]]]) -> list[Reading]:
        asked.extend(sentences)
        return read_words(sentences, offsets)

    monkeypatch.setattr(engine, "read_words", remembering)
    readings = engine.read([SENTENCES[3], SENTENCES[5], SENTENCES[3]])
    assert asked == [SENTENCES[3], SENTENCES[5]]
    assert [reading.text for reading in readings] == [SENTENCES[3], SENTENCES[5], SENTENCES[3]]
    assert readings[0] == readings[2]
