"""Tests of corpora of other events: what they say of ours, and what is measured with and therefore not learnt from."""

import csv
import json
from pathlib import Path

from tests.finding import each
from training.corpora import GENEVA_TYPES, OPEN, read_factuality, read_geneva, read_training
from transforms.language.reading import NO_EVENT
from transforms.tables import EVENT_TYPES


def test_geneva_says_which_of_our_types_a_word_may_be(tmp_path: Path) -> None:
    path = tmp_path / "geneva.jsonl"
    events = [("Arrest", 1), ("Know", 4), ("Removing", 7)]
    row = {
        "tokens": ["They", "arrested", "those", "who", "knew", "that", "he", "withdrew"],
        "events": [{"event_type": label, "trigger": {"start": place, "end": place + 1}} for label, place in events],
    }
    path.write_text(json.dumps(row) + "\n", encoding="utf-8")
    (example,) = read_geneva(path)
    assert example.may_be == ((1, ("COERCE",)), (4, (NO_EVENT,)), (7, ()))


def test_every_type_of_geneva_is_mapped_to_types_of_ours_to_none_or_left_open() -> None:
    with GENEVA_TYPES.open(encoding="utf-8", newline="") as lines:
        rows = {row["type"]: row["may_be"].split() for row in csv.DictReader(lines)}
    assert len(rows) == 115
    assert {label for types in rows.values() for label in types} <= {*EVENT_TYPES, NO_EVENT, OPEN}
    assert all(len(types) == 1 for types in each(types for types in rows.values() if OPEN in types))


def test_predicates_of_uds_are_counted_from_the_first_word_and_only_its_part_is_read(tmp_path: Path) -> None:
    path = tmp_path / "uds.jsonl"
    rows = [
        {"sent_id": "a-1", "part": "train", "predicates": [[4, "comes", 0.967], [1, "denied", -2.5]]},
        {"sent_id": "a-2", "part": "dev", "predicates": [[1, "left", 3.0]]},
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    assert read_factuality(path, "train") == {"a-1": ((3, 0.967), (0, -2.5))}


def test_texts_of_gum_that_are_measured_with_are_not_learnt_from(tmp_path: Path) -> None:
    about = "# newdoc id = GUM_{genre}_x\n# sent_id = GUM_{genre}_x-1\n# text = Go\n"
    sentence = about + "1\tGo\tgo\tVERB\tVB\t_\t0\troot\t_\t_\n\n"
    for folder in ("ud", "roles", "names"):
        (tmp_path / folder).mkdir()
    (tmp_path / "ud/ewt_train.conllu").write_text("", encoding="utf-8")
    trees = sentence.format(genre="news") + sentence.format(genre="court")
    (tmp_path / "ud/gum_train.conllu").write_text(trees, encoding="utf-8")
    (tmp_path / "roles/ewt_train.jsonl").write_text("", encoding="utf-8")
    for name in ("wikigold.conll", "btc_e.conll", "btc_g.conll", "wnut17_train.conll", "uner_ewt_dev.iob2"):
        (tmp_path / "names" / name).write_text("", encoding="utf-8")
    assert [example.document for example in read_training(tmp_path)] == ["GUM_court_x"]
