"""Status: what was read of each source, held in another language, rejected and why."""

from pathlib import Path

import pytest

from flows.cli import run as run_command
from flows.cli.interface import Exit
from flows.pipeline import Stages, run
from tests.small_seeds import write_small_seeds
from warehouse.asking import ask
from warehouse.releases import Warehouse

FRENCH = "Le gouvernement a annoncé lundi que les élections auront lieu dans deux mois et que la loi sera changée.\n"
TREATY = '{"text": "Germany and Poland signed a border treaty in Warsaw."}\n'
COUNTS = "select source_id, state, detail, documents from coverage_by_source order by all"
HELD = "select language, (select count(*) from sentences where document_id = held.document_id) from documents as held"


def test_every_record_of_a_source_is_counted_with_what_became_of_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    seeds, root = write_small_seeds(tmp_path / "seeds"), tmp_path / "warehouse"
    (seeds / "wire" / "vote.txt").write_text(FRENCH, encoding="utf-8")
    (seeds / "post").mkdir()
    (seeds / "post" / "treaty.jsonl").write_text(TREATY * 2 + "{\n", encoding="utf-8")
    run(seeds, root, stages=Stages(validate=lambda *_: 0))
    database = Warehouse(root).published().database
    assert ask(database, COUNTS).rows == [
        ("post", "coded", "en", 1),
        ("post", "rejected", "broken", 1),
        ("post", "rejected", "duplicate", 1),
        ("wire", "coded", "en", 2),
        ("wire", "other language", "fr", 1),
        ("wire", "rejected", "empty", 1),
    ]
    assert ask(database, f"{HELD} where path = 'wire/vote.txt'").rows == [("fr", 0)]
    assert run_command(["status", "--warehouse", str(root)]) == Exit.OK
    assert capsys.readouterr().out.splitlines()[-2:] == [
        "A Wire  2 coded (en); 1 other language (fr); 1 rejected (empty)",
        "post    1 coded (en); 1 rejected (broken); 1 rejected (duplicate)",
    ]
