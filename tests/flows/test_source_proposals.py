"""Proposals: a folder of unknown files is read as it is, and what its source.yaml had better say is told."""

import json
from pathlib import Path

import pytest
import yaml

from flows.cli import run
from flows.cli.interface import Exit
from flows.source_proposals import propose_settings
from transforms.documents.inventory import survey
from transforms.documents.record_reading import read_file
from transforms.documents.source import SourceFile

STORY = "Talks resumed in Geneva after the army left the town, officials of both sides said, and nobody was hurt."
FRENCH = "Le gouvernement a annoncé que les élections auront lieu dans deux mois et que la loi ne sera pas changée."


def write_records(folder: Path) -> None:
    """Write records whose fields have names of their own and whose dates nobody can read without being told."""
    folder.mkdir(parents=True)
    lines = [
        json.dumps(
            {
                "kopf": f"Talks resume in round {number} of the year",
                "meta": {"adresse": f"https://wire.example/{number}", "tag": f"{number}/03/2024"},
                "inhalt": f"{STORY} It was round {number}.",
            }
        )
        for number in range(9, 19)
    ]
    (folder / "export.jsonl").write_text("\n".join(lines), encoding="utf-8")


def test_fields_and_dates_of_unknown_records_are_proposed_and_then_read(tmp_path: Path) -> None:
    write_records(tmp_path / "seeds" / "wire")
    (proposal,) = propose_settings(tmp_path / "seeds")
    assert (proposal.documents, proposal.rejections) == (0, {"unmapped": 10})
    fields = {"text": "inhalt", "url": "meta.adresse", "published": "meta.tag", "title": "kopf"}
    assert proposal.settings == {"fields": fields, "date_format": "%d/%m/%Y"}
    assert proposal.seen["date_format"] == "10 dates such as 10/03/2024"
    (tmp_path / "seeds" / "wire" / "source.yaml").write_text("\n".join(proposal.lines()), encoding="utf-8")
    (file,) = survey(tmp_path / "seeds", "").surveyed
    first = read_file(file.file()).documents[0].document
    assert (first.title, str(first.published_first_on)) == ("Talks resume in round 9 of the year", "2024-03-09")
    (proposal,) = propose_settings(tmp_path / "seeds")
    assert (proposal.documents, proposal.settings) == (10, {"language": "en"})


def test_encoding_and_languages_are_seen(tmp_path: Path) -> None:
    (tmp_path / "wire").mkdir()
    for number in range(3):
        (tmp_path / "wire" / f"{number}.txt").write_bytes((FRENCH * 5).encode("cp1252"))
    (tmp_path / "wire" / "en.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "wire" / "a.xyz").write_bytes(b"?")
    (proposal,) = propose_settings(tmp_path)
    assert proposal.rejections == {"unknown_format": 1}
    assert (proposal.settings["language"], proposal.seen["language"]) == ("fr", "3 of 4 documents; en in 1")
    assert proposal.settings["encoding"] in ("cp1252", "iso8859-1", "cp1250")
    assert proposal.seen["encoding"] == "3 of 4 files, which are not UTF-8"


def test_days_and_months_that_may_be_either_are_told_as_such(tmp_path: Path) -> None:
    rows = "".join(f'"{STORY}",0{month}/04/2024\n' for month in range(1, 9))
    (tmp_path / "wire").mkdir()
    (tmp_path / "wire" / "a.csv").write_text(f"text,published\n{rows}", encoding="utf-8")
    (proposal,) = propose_settings(tmp_path)
    assert (proposal.settings["date_format"], "or %m/%d/%Y" in proposal.seen["date_format"]) == ("%d/%m/%Y", True)


@pytest.mark.parametrize(
    ("stated", "notation"),
    [
        ("{day}/03/2024", "%d/%m/%Y"),
        ("{day}.03.2024", "%d.%m.%Y"),
        ("{day}-03-24", "%d-%m-%y"),
        ("03/{day}/24", "%m/%d/%y"),
        ("03-{day}-2024", "%m-%d-%Y"),
        ("03/{day}/2024 10:15", "%m/%d/%Y %H:%M"),
        ("03/{day}/2024 10:15:59", "%m/%d/%Y %H:%M:%S"),
        ("{day}/03/2024 10:15 PM", "%d/%m/%Y %I:%M %p"),
        ("{day}/03/24, 22:15", "%d/%m/%y, %H:%M"),
    ],
)
def test_the_notation_of_days_is_seen_by_one_that_no_month_can_be(tmp_path: Path, stated: str, notation: str) -> None:
    rows = "".join(f'"{STORY}","{stated.format(day=day)}"\n' for day in range(11, 19))
    (tmp_path / "wire").mkdir()
    (tmp_path / "wire" / "a.csv").write_text(f"text,published\n{rows}", encoding="utf-8")
    (proposal,) = propose_settings(tmp_path)
    assert (proposal.settings["date_format"], "or" in proposal.seen["date_format"]) == (notation, False)


def test_the_command_prints_lines_of_a_source_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_records(tmp_path / "seeds" / "wire")
    assert run(["doctor", "--seeds", str(tmp_path / "seeds")]) == Exit.OK
    out = capsys.readouterr().out
    assert out.splitlines()[0] == "# wire: 1 files; of a sample 0 documents, 10 unmapped"
    assert SourceFile(**yaml.safe_load(out)).date_format == "%d/%m/%Y"
    assert run(["doctor", "--seeds", str(tmp_path / "seeds"), "--json"]) == Exit.OK
    assert json.loads(capsys.readouterr().out)[0]["settings"]["fields"]["text"] == "inhalt"
