"""Tests of distillation: a student that says what its teacher says loses nothing, and one that does not learns it."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.finding import each

torch = pytest.importorskip("torch", reason="torch is installed for training only")

from training.corpora import Example, Happening, name_tags  # noqa: E402
from training.distil import TaughtLesson, add_projection, as_written, distil_losses, read_unlabelled  # noqa: E402
from training.model import EncoderConfig, Network  # noqa: E402
from training.tensors import Batch, Encoder, Labels, collate  # noqa: E402
from transforms.language.pieces import Pieces  # noqa: E402
from transforms.language.trigger_words import TriggerWords  # noqa: E402

WORDS = ("Envoys", "signed", "a", "truce", "in", "Cairo")
LARGE, SMALL = (EncoderConfig(width, 4, 2, 32, buckets=buckets) for width, buckets in ((24, 8), (12, 0)))
EXAMPLES = [
    Example(
        source="events",
        words=WORDS,
        upos=("NOUN", "VERB", "DET", "NOUN", "ADP", "PROPN"),
        lemmas=("envoys", "signed", "a", "truce", "in", "cairo"),
        heads=(2, 0, 4, 2, 6, 2),
        relations=("dep", "root", "dep", "dep", "dep", "dep"),
        names=name_tags(6, [("gpe", 5, 6)]),
        predicates=((1, (("ARG0", 0, 1), ("ARG1", 2, 4))),) * 100,
        happenings=(Happening(1, "AGREE", "none", "actual", (), (("actor", 0, 1), ("place", 5, 6))),),
    ),
    Example(source="unlabelled", words=WORDS[:3]),
]
LABELS = Labels.of(EXAMPLES)


@pytest.fixture
def encoder(tmp_path: Path) -> Encoder:
    vocabulary = tmp_path / "vocabulary.txt"
    marks = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    vocabulary.write_text("\n".join([*marks, *(word.lower() for word in WORDS)]) + "\n", encoding="utf-8")
    return Encoder(Pieces(vocabulary), LABELS, TriggerWords({}, LABELS.types[1:]))


def network(config: EncoderConfig, seed: int) -> Network:
    torch.manual_seed(seed)
    made = Network(LABELS.sizes(), config, dropout=0.0, head_dropout=0.0, pieces=11)
    for weight in made.parameters():
        torch.nn.init.normal_(weight, std=0.3)
    # Without a predicate there would be no roles to compare.
    torch.nn.init.constant_(made.predicate.bias, 9.0)
    return made


def batch(encoder: Encoder) -> Batch:
    return collate([encoder.encode(example) for example in EXAMPLES])


def test_a_student_that_is_its_teacher_loses_nothing_on_what_is_said(encoder: Encoder) -> None:
    teacher = network(LARGE, seed=1).eval()
    add_projection(teacher, teacher)
    of_batch = batch(encoder)
    x = teacher.words(of_batch.ids, of_batch.shapes, of_batch.firsts, of_batch.lasts)
    found = distil_losses(teacher, teacher, of_batch, x, of_batch)
    compared = {"upos", "lemmas", "arcs", "relations", "names", "types", "modes", "factuality", "roles", "participants"}
    assert compared <= found.keys()
    assert {name: round(float(found[name]), 4) for name in compared} == dict.fromkeys(compared, 0.0)


def test_a_student_learns_what_its_teacher_says_of_sentences_without_annotations(encoder: Encoder) -> None:
    teacher, student = network(LARGE, seed=1).eval(), network(SMALL, seed=2)
    teacher.requires_grad_(requires_grad=False)
    add_projection(student, teacher)
    lesson = TaughtLesson(teacher, encoder)
    bare = collate([encoder.encode(Example(source="unlabelled", words=WORDS))])
    adam = torch.optim.Adam([weight for weight in student.parameters() if weight.requires_grad], lr=3e-3)
    history = []
    for _ in range(60):
        found = lesson(student, bare)
        assert all(name.startswith("taught") for name in each(found))
        loss = torch.stack([weight * value for weight, value in found.values()]).sum()
        torch.autograd.backward(loss)
        adam.step()
        adam.zero_grad()
        history.append(float(loss.detach()))
    assert history[-1] < history[0] / 2


def test_annotations_count_beside_the_teacher(encoder: Encoder) -> None:
    teacher, student = network(LARGE, seed=1).eval(), network(SMALL, seed=2)
    add_projection(student, teacher)
    found = TaughtLesson(teacher, encoder)(student, batch(encoder))
    assert {"arcs", "names", "roles", "triggers", "taught arcs", "taught vectors", "taught roles"} <= found.keys()


def test_the_teacher_reads_a_sentence_as_it_was_written(encoder: Encoder) -> None:
    whole = batch(encoder)
    hidden = replace(whole, ids=whole.ids.clone().fill_(4), shapes=whole.shapes.clone().fill_(3))
    seen = as_written(hidden, encoder)
    assert torch.equal(seen.ids, whole.ids)
    assert torch.equal(seen.shapes, whole.shapes)


def test_unlabelled_sentences_stand_one_a_line_and_count_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("# Headlines\nTruce holds in north\n\nTruce holds in north\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text("Envoys left.\n", encoding="utf-8")
    assert [example.words for example in read_unlabelled(tmp_path)] == [
        ("Truce", "holds", "in", "north"),
        ("Envoys", "left", "."),
    ]
