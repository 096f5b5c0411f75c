"""A user's own knowledge: it adds to ours or overrules it, and what cannot be is refused by file and line."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.reading_choices import check_own_knowledge
from tests.own import ACTORS, PLACES, STOPPAGE, write_own
from tests.rows import a
from transforms.extraction import Extraction, extract
from transforms.language.reading import Trigger
from transforms.lexicons import load_lexicons
from transforms.ontology import known_types, load_contexts, load_ontology
from transforms.own_knowledge import NOTHING, KnowledgeInvalid, OwnKnowledge, read_knowledge, using
from transforms.places.gazetteer import load_gazetteer
from transforms.tables import CONTEXTS, EVENT_TYPES, Document


def read(text: str) -> Extraction:
    (extraction,) = extract([a(Document, text=text, published_first_on=None, published_last_on=None)])
    return extraction


def coded(text: str) -> list[tuple[str, str | None, str]]:
    """Return type, mode and rule of the reports of a text."""
    return [(report.event_type, report.mode, report.rule) for report in read(text).reports]


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OwnKnowledge]:
    knowledge = read_knowledge(write_own(tmp_path_factory.mktemp("codebook")))
    with using(knowledge):
        yield knowledge


def test_an_event_type_of_its_own_is_coded_though_no_model_has_seen_it(own: OwnKnowledge) -> None:
    assert coded("Dockers downed tools on Monday.") == [
        ("STOPPAGE", None, "lexicon:STOPPAGE:down_tool@own/stoppage.yaml")
    ]
    assert known_types() == (*EVENT_TYPES, "STOPPAGE")


def test_a_mode_of_its_own_touches_one_file_and_goes_before_ours(own: OwnKnowledge) -> None:
    rule = "lexicon:COERCE:set_up+checkpoint@own/coerce.yaml"
    assert coded("Soldiers set up a checkpoint on the road.") == [("COERCE", "checkpoint", rule)]
    (report,) = read("Soldiers set up a checkpoint on the road.").reports
    assert (report.score, report.cameo_root) == (-4, "17")


def test_what_own_knowledge_does_not_say_stays_as_ours_has_it(own: OwnKnowledge) -> None:
    coerce = load_ontology().types["COERCE"]
    assert "arrest" in coerce.modes
    assert any(pattern.rule == "COERCE:arrest" for pattern in coerce.patterns)


def test_a_context_of_its_own_is_told_by_its_words(own: OwnKnowledge) -> None:
    assert tuple(load_contexts()) == (*CONTEXTS, "labour")
    (report,) = read("Dockers downed tools over unpaid wages.").reports
    assert report.contexts == ["economic", "labour"]


def test_an_actor_of_a_watch_list_has_its_codes(own: OwnKnowledge) -> None:
    (report,) = read("The HDU began a strike against the port authority.").participants[:1]
    assert (report.entity_id, report.country, report.sector) == ("organisation.harran-dockers-union", "TUR", "LAB")


def test_a_row_about_an_actor_of_ours_amends_it(own: OwnKnowledge) -> None:
    hamas = load_lexicons().entities["armed_group.hamas"]
    assert (hamas.country, hamas.sector, hamas.kind) == ("PSE", "UAF", "armed_group")
    assert "Zeal Movement" in hamas.aliases
    assert [entry.entity_id for entry in load_lexicons().candidates("Zeal Movement")] == ["armed_group.hamas"]


def test_a_place_of_its_own_is_what_its_name_means(own: OwnKnowledge) -> None:
    extraction = read("Valley Watch clashed with soldiers near Checkpoint 17.")
    assert [(place.place_id, place.latitude, place.country) for place in extraction.places] == [
        ("own.gate-17", 36.91, "SYR")
    ]
    assert [report.place_id for report in extraction.reports] == ["own.gate-17"]


def test_without_own_knowledge_nothing_of_it_stays(own: OwnKnowledge) -> None:
    with using(NOTHING):
        assert known_types() == EVENT_TYPES
        assert load_lexicons().candidates("Harran Dockers' Union") == ()
        assert load_gazetteer().find("gate 17") == []
    assert "STOPPAGE" in load_ontology().types


def test_a_type_of_the_model_that_the_ontology_has_not_is_not_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    before = coded("Rebels attacked a convoy.")
    assert [event_type for event_type, _, _ in before] == ["ASSAULT"]
    monkeypatch.setattr(Trigger, "event_type", property(lambda _: "EARTHQUAKE"))
    assert coded("Rebels attacked a convoy.") == [("ASSAULT", None, "lexicon:ASSAULT:attack")]


def test_the_digest_follows_names_and_content_and_not_the_folder(tmp_path: Path) -> None:
    one, other = (read_knowledge(write_own(tmp_path / name)) for name in ("one", "other"))
    assert one.digest == other.digest
    changed = read_knowledge(write_own(tmp_path / "changed", actors=f"{ACTORS}Blue Watch,,,SYR,UAF\n"))
    assert changed.digest != one.digest
    assert NOTHING.digest == ""
    assert one.names()[0].startswith("lexicons/actors.csv ")


def refusal_of(folder: Path) -> str:
    """Return how own knowledge in a folder is refused, without the way to the folder."""
    with using(read_knowledge(folder)), pytest.raises(KnowledgeInvalid) as refused:
        check_own_knowledge()
    return str(refused.value).removeprefix(f"{folder}/")


@pytest.mark.parametrize(
    ("stem", "content", "message"),
    [
        (
            "actors",
            "name,nation\nX,SYR\n",
            "lexicons/actors.csv:1: column 'nation' is unknown; actors.csv may have name",
        ),
        ("actors", "aliases,kind\nX,media\n", "lexicons/actors.csv:1: no column 'name'; actors.csv needs it"),
        ("actors", "name,name\nX,Y\n", "lexicons/actors.csv:1: column 'name' stands twice"),
        ("actors", "name,country\n,SYR\n", "lexicons/actors.csv:2: no name; every row needs one"),
        ("actors", "name,country\nX,SYX\n", "lexicons/actors.csv:2: country 'SYX' is unknown; use an ISO 3166 code"),
        ("actors", "name,sector\nX,REB\nY,ARM\n", "lexicons/actors.csv:3: sector 'ARM' is unknown; use one of COP"),
        ("actors", "name,sector\nX,REB\nX,GOV\n", "lexicons/actors.csv:3: 'X' stands in line 2 already"),
        ("actors", "name,aliases\nX,Z\nY,Z\n", "lexicons/actors.csv:3: 'Z' is a name of another row too"),
        ("actors", "name,sector\nX\n", "lexicons/actors.csv:2: 1 cells; a row has 2"),
        (
            "actors",
            "name,entity_id\nHamas,armed_group.other\n",
            "lexicons/actors.csv:2: 'Hamas' is the name of 'armed_group.hamas' in transforms/lexicons/",
        ),
        ("actors", "name,country\nSyria,IRN\n", "lexicons/actors.csv:2: 'Syria' is a state, whose codes are fixed"),
        ("actors", "name,valid_first_on\nX,2 May\n", "lexicons/actors.csv:2: valid_first_on '2 May' is no day; write"),
        ("places", PLACES.replace("36.91", "96.91"), "lexicons/places.csv:2: latitude '96.91' is out of range"),
        ("places", PLACES.replace("36.91", "north"), "lexicons/places.csv:2: latitude 'north' is no number"),
        ("places", PLACES.replace("site", "gate"), "lexicons/places.csv:2: kind 'gate' is unknown; use one of airport"),
        ("places", PLACES.replace("SYR", "SYX"), "lexicons/places.csv:2: country 'SYX' is unknown"),
        ("stoppage", STOPPAGE.replace("score: -4\n", "scores: -4\n"), "ontology/stoppage.yaml:4: scores: no such key"),
        ("stoppage", STOPPAGE.replace("quad_class: 4", "quad_class: 5"), "ontology/stoppage.yaml:3: quad_class: Input"),
        ("stoppage", STOPPAGE.replace("score: -4\n", ""), "ontology/stoppage.yaml:1: no score; a type that PLOVER has"),
        (
            "stoppage",
            STOPPAGE.replace("STOPPAGE", "STRIKE"),
            "ontology/stoppage.yaml:1: event_type is 'STRIKE'; a file",
        ),
        (
            "stoppage",
            STOPPAGE.replace("at, against]", "whence]"),
            "ontology/stoppage.yaml:10: triggers: 'down tool': slot",
        ),
        ("stoppage", STOPPAGE.replace(".85}", ".85, mode: wild}"), "ontology/stoppage.yaml:11: triggers: begin, stage"),
        ("stoppage", f"{STOPPAGE}score: -5\n", "ontology/stoppage.yaml:16: 'score' stands in line 4 already; keep one"),
        ("stoppage", STOPPAGE.replace("[hour, day]", "*work"), "ontology/stoppage.yaml:8: an alias, *work; write its"),
        ("stoppage", "event_type: [", "ontology/stoppage.yaml:1: "),
        ("contexts", "labour: {words: [wage]}\n", "ontology/contexts.yaml:1: labour: a context of its own needs a"),
        ("contexts", "economic: {word: [wage]}\n", "ontology/contexts.yaml:1: economic: word: no such key"),
    ],
)
def test_what_cannot_be_is_refused_by_file_and_line(tmp_path: Path, stem: str, content: str, message: str) -> None:
    refusal = refusal_of(write_own(tmp_path, **{stem: content}))
    assert refusal.startswith(message) or message in refusal.partition(": ")[2]


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("lexicons/cities.csv", "no lexicon of that name can be added to; those that can are actors.csv, places.csv"),
        ("lexicons/actors.xlsx", "it is not read; lexicons/ holds files that end in .csv"),
        ("ontology/strike.yml", "it is not read; ontology/ holds files that end in .yaml"),
    ],
)
def test_a_file_that_has_no_place_there_is_refused(tmp_path: Path, path: str, message: str) -> None:
    file = write_own(tmp_path) / path
    file.write_text("x\n", encoding="utf-8")
    with pytest.raises(KnowledgeInvalid) as refused:
        read_knowledge(tmp_path)
    assert str(refused.value).startswith(f"{file}: {message}")


def test_bytes_that_are_no_text_are_refused_by_line(tmp_path: Path) -> None:
    (write_own(tmp_path) / "lexicons" / "actors.csv").write_bytes(b"name\nX\n\xff\n")
    assert refusal_of(tmp_path).startswith("lexicons/actors.csv:3: ")


def test_a_lexicon_of_ours_is_amended_by_key(tmp_path: Path) -> None:
    (tmp_path / "lexicons").mkdir()
    file = tmp_path / "lexicons" / "roles.csv"
    file.write_text("phrase,sector,head\npresident,ELI,\nshop steward,LAB,person\n", encoding="utf-8")
    with using(read_knowledge(tmp_path)):
        roles = load_lexicons().roles
        assert (roles["president"].sector, roles["president"].head) == ("ELI", "person")
        assert roles["shop stewards"].sector == "LAB"
    assert load_lexicons().roles["president"].sector == "GOV"
