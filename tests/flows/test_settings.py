"""Settings: where own knowledge is found, and that runs heed it."""

from pathlib import Path

import pytest

from flows.code_versions import code_of
from flows.pipeline import Stages, run
from flows.settings import SettingsInvalid, find_own_knowledge, use_own_knowledge
from tests.own import ACTORS, write_own
from transforms.own_knowledge import NOTHING, own_knowledge, using
from warehouse.asking import ask
from warehouse.releases import Warehouse

TEXT = "Dockers at Port Harran downed tools on 4 March 2024. Valley Watch fighters set up a checkpoint near Gate 17."


def test_the_nearest_file_of_settings_names_the_folder(tmp_path: Path) -> None:
    write_own(tmp_path / "codebook")
    (tmp_path / "entente.toml").write_text('knowledge = "codebook"  # ours\n', encoding="utf-8")
    (tmp_path / "below" / "deep").mkdir(parents=True)
    assert len(find_own_knowledge(None, tmp_path / "below" / "deep").files) == 5


def test_the_folder_of_an_empty_file_of_settings_is_meant_itself(tmp_path: Path) -> None:
    (write_own(tmp_path) / "entente.toml").touch()
    assert len(find_own_knowledge(None, tmp_path).files) == 5


def test_an_option_goes_before_the_file(tmp_path: Path) -> None:
    (tmp_path / "entente.toml").write_text('knowledge = "nowhere"\n', encoding="utf-8")
    assert len(find_own_knowledge(write_own(tmp_path / "mine"), tmp_path).files) == 5


def test_without_a_file_there_is_no_own_knowledge(tmp_path: Path) -> None:
    assert find_own_knowledge(None, tmp_path) == NOTHING


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('\nknowlege = "codebook"\n', "entente.toml:2: 'knowlege' is unknown; it may say knowledge"),
        ("knowledge = 3\n", 'entente.toml:1: knowledge = 3; write knowledge = "folder"'),
        (
            '# ours\nknowledge = "nowhere"\n',
            "entente.toml:2: knowledge = 'nowhere': no such folder; name one",
        ),
        ('knowledge = "empty"\n', "entente.toml:1: knowledge = 'empty': it holds neither ontology/ nor lexicons/"),
        ("knowledge = codebook\n", "entente.toml:1: Invalid value"),
    ],
)
def test_a_file_of_settings_that_is_wrong_is_told_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "entente.toml").write_text(text, encoding="utf-8")
    with pytest.raises(SettingsInvalid) as refused:
        find_own_knowledge(None, tmp_path)
    assert str(refused.value).startswith(f"{tmp_path}/{message}")


def test_an_option_that_names_no_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(SettingsInvalid, match=r"^--knowledge .*nowhere: no such folder"):
        find_own_knowledge(tmp_path / "nowhere", tmp_path)


def test_own_knowledge_is_part_of_the_code_of_reading_and_resolving(tmp_path: Path) -> None:
    parsed = tmp_path / "code.json"
    plain = {stage: code_of(stage, parsed) for stage in ("extract", "resolve", "publish")}
    with using(find_own_knowledge(write_own(tmp_path / "codebook"), tmp_path)):
        assert {stage for stage in plain if code_of(stage, parsed) != plain[stage]} == {"extract", "resolve"}
    assert code_of("extract", parsed) == plain["extract"]


@pytest.mark.slow
def test_a_changed_file_reads_anew_and_an_unchanged_one_does_not(tmp_path: Path) -> None:
    (tmp_path / "seeds" / "desk").mkdir(parents=True)
    (tmp_path / "seeds" / "desk" / "one.txt").write_text(TEXT, encoding="utf-8")
    codebook, stages = write_own(tmp_path / "codebook"), Stages(validate=lambda _: 0)

    def build() -> tuple[int, bool]:
        use_own_knowledge(codebook)
        summary = run(tmp_path / "seeds", tmp_path / "warehouse", stages=stages)
        return summary.documents_read, summary.is_unchanged

    with using(own_knowledge()):
        assert build() == (1, False)
        assert build() == (0, True)
        (codebook / "lexicons" / "actors.csv").write_text(f"{ACTORS}Blue Watch,,,SYR,UAF\n", encoding="utf-8")
        assert build() == (1, False)
    database = Warehouse(tmp_path / "warehouse").published().database
    found = ask(database, "select event_type, mode, rule from reports order by trigger_start").rows
    assert found == [
        ("STOPPAGE", None, "lexicon:STOPPAGE:down_tool@own/stoppage.yaml"),
        ("COERCE", "checkpoint", "lexicon:COERCE:set_up+checkpoint@own/coerce.yaml"),
    ]
    named = ask(database, "select len(knowledge), split_part(knowledge[1], ' ', 1) from runs order by release").rows
    assert named == [(5, "lexicons/actors.csv"), (5, "lexicons/actors.csv")]
