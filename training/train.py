"""Trains a network: `python -m training.train --corpora DIR --sentences DIR --events DIR --encoder DIR --out DIR`.

Phase one learns from the open corpora at a steady rate, so that it may be cut short or made longer. Phase two adds our
own sentences, several times over, and lets the rate fall to nothing. Phase three adds the classifiers of events and our
sentences with events, and goes over a share of all the rest again, so that nothing is forgotten. The phase `teacher`
trains a larger encoder on all of it at once, and on how factual predicates are (UDS) and on other events (GENEVA); the
phase `student` trains a small one on the same and, where `--teacher` names what one has learned, on what it says.

Each phase leaves a checkpoint; scores on development data are added to `learning_curve.jsonl` along the way. The same
seeds and data give the same weights on the same machine, however often training is killed and resumed with `--resume`.
A file `enough` in the folder ends a phase at once, one named `settle` lets its rate begin to fall now.
"""

import argparse
import json
import random
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

import torch

from training.adapters import adapt
from training.corpora import (
    Example,
    read_factuality,
    read_geneva,
    read_training,
    with_factuality,
)
from training.distil import TaughtLesson, add_projection, read_teacher, read_told, read_unlabelled
from training.encoders import VOCABULARY, load_encoder, read_config, write_vocabulary
from training.forms import known_lemmas
from training.losses import Weighted, annotated_lesson
from training.measure import Held, measure_all, open_held_out, thinned
from training.model import Network, initial_scale
from training.own import read_own
from training.shipped import shipped_weights
from training.tensors import Batch, Encoded, Encoder, Labels, batches, collate, disturbed
from training.trigger_examples import EVENTS, Names, read_events, with_quiet
from training.trigger_words import trigger_word_weights, write_trigger_words
from training.weights import AVERAGE_EVERY, Average, Rates, State, optimizer, resume, save
from transforms.language.pieces import Pieces
from transforms.language.trigger_words import TRIGGER_WORDS, TriggerWords
from transforms.ontology import load_ontology

SEED = 20221122
TEACHER, STUDENT = "teacher", "student"
FACTUALITY, GENEVA = "events/uds_factuality.jsonl", "events/geneva.jsonl"
WARM_UP = 150
"""Steps over which the rate rises."""


@dataclass(frozen=True)
class Plan:
    """How a phase goes."""

    rates: Rates
    words: int
    falls: float
    """Share of the words, at the end, over which the rate falls to nothing."""
    pieces: int = 1536
    """Word pieces of a batch, padding included."""
    measured: int = 1
    """One sentence in so many of the open development sets is measured on along the way."""


PLANS = {
    # About four epochs, eight, and five of all with events.
    "1": Plan(Rates(encoder=2e-4, classifiers=1.5e-3, triggers=1.5e-3), words=2_000_000, falls=0.0),
    "2": Plan(Rates(encoder=2e-4, classifiers=1.5e-3, triggers=1.5e-3), words=5_700_000, falls=1.0),
    "3": Plan(Rates(encoder=1e-4, classifiers=4e-4, triggers=1.5e-3), words=2_000_000, falls=1.0),
    # From the weights of the model that ships.
    "student": Plan(Rates(encoder=1e-4, classifiers=4e-4, triggers=8e-4), words=3_000_000, falls=1.0),
    # Everything at once: a teacher is too dear for three phases. Few steps, so smaller batches.
    "teacher": Plan(
        Rates(encoder=8e-5, classifiers=1e-3, triggers=1e-3), words=1_600_000, falls=0.3, pieces=512, measured=3
    ),
}
OWN_TIMES = 3
"""How often our own sentences are seen in an epoch of phase two."""
OPEN_SHARE, OWN_SHARE = 0.12, 0.5
"""Shares of the open corpora and of our own sentences without events that an epoch of phase three goes over again.

What is shown twice in phase two is gone over once, whole.
"""
NAMES_SHOWN = 0.5
"""Share of our sentences with events that teach names too; all of them would drown what other corpora call a name."""
SWAPPED_NAMES = 0.4
"""Share of the names in our sentences with events that are exchanged for others, anew in each epoch."""
TEACHER_TIMES = 2
"""How often an epoch of a teacher shows our own sentences, with and without events."""
STUDENT_SHARE = 0.5
"""Share of the open corpora that an epoch of a student shows: it begins with weights that learnt them."""
LABELS = "labels.json"
MEASURE_EVERY = 500_000
"""Words between two measurements."""
SAVE_EVERY = 25_000
"""Words between two checkpoints."""
LEFT_BEHIND = frozenset({"wnut17"})
"""Corpora that phases two and three leave out: tweets with names that emerge, far from news."""
TWICE = frozenset({"wikigold", "uner"})
"""Corpora that phases two and three show twice in an epoch: edited text, whole names."""


def rate(state: State, plan: Plan) -> float:
    """Return the share of the top rate at this step."""
    rising = min(1.0, (state.step + 1) / WARM_UP)
    left = (state.end or plan.words) - state.words
    return rising * (min(1.0, max(0, left) / (plan.falls * plan.words)) if plan.falls else 1.0)


Lesson = Callable[[Network, Batch], Weighted]
"""What a network learns from a batch."""


@dataclass
class Data:
    """What a phase learns from."""

    open: list[Encoded]
    own: list[Encoded] = field(default_factory=list)
    events: list[Example] = field(default_factory=list)
    told: list[Encoded] = field(default_factory=list)
    """What nobody annotated."""

    def epoch(self, encoder: Encoder, names: Names, chance: random.Random, phase: str) -> list[Encoded]:
        """Return the sentences of an epoch."""
        if not self.events:
            return self.open + self.own * OWN_TIMES
        if phase in {TEACHER, STUDENT}:
            sentences = [names.swapped(example, chance, SWAPPED_NAMES) for example in self.events * TEACHER_TIMES]
            again = self.open if phase == TEACHER else chance.sample(self.open, round(STUDENT_SHARE * len(self.open)))
            own = [*self.own * TEACHER_TIMES, *self.told]
            return again + own + [encoder.encode(example) for example in sentences]
        named = [one for one in self.open if one.example.source in TWICE]
        again = named[: len(named) // 2]
        others = [one for one in self.open if one.example.source not in TWICE]
        again += chance.sample(others, round(OPEN_SHARE * len(others)))
        again += chance.sample(self.own, round(OWN_SHARE * len(self.own)))
        events = [encoder.encode(names.swapped(example, chance, SWAPPED_NAMES)) for example in self.events]
        return again + [event if chance.random() < NAMES_SHOWN else replace(event, allowed=None) for event in events]


def epochs(data: Data, encoder: Encoder, state: State, pieces: int) -> Iterator[Batch]:
    """Yield batches without end, from where the state stands; the state is told how far they have come."""
    names = Names.of(data.events)
    while True:
        chance = random.Random(f"{SEED} {state.phase} {state.epoch}")
        mask = encoder.pieces.mask
        everything = [disturbed(sentence, chance, mask) for sentence in data.epoch(encoder, names, chance, state.phase)]
        groups = list(batches(everything, pieces, chance))
        for group in groups[state.batch :]:
            state.batch += 1
            yield collate(group)
        state.epoch, state.batch = state.epoch + 1, 0


def run_phase(  # noqa: PLR0913, all that a checkpoint keeps
    network: Network,
    average: Average,
    adam: torch.optim.AdamW,
    state: State,
    data: Data,
    held_out: Held,
    encoder: Encoder,
    plan: Plan,
    lesson: Lesson,
    out: Path,
    device: torch.device,
) -> None:
    """Train until as many words have been seen as planned, or until a file `enough` lies in the folder."""
    measured = saved = state.words
    path = out / checkpoint_name(state.phase)
    started = time.monotonic() - state.seconds
    running: dict[str, float] = {}
    network.train()
    for batch in epochs(data, encoder, state, plan.pieces):
        share = rate(state, plan)
        for group in adam.param_groups:
            group["lr"] = group["top"] * share
        with torch.autocast(device.type, torch.bfloat16):
            found = lesson(network, batch.to(device))
            loss = torch.stack([weight * value for weight, value in found.values()]).sum()
        torch.autograd.backward(loss)
        torch.nn.utils.clip_grad_norm_([weight for weight in network.parameters() if weight.requires_grad], 2.0)
        adam.step()
        adam.zero_grad(set_to_none=True)
        for name, (_, value) in found.items():
            running[name] = 0.98 * running.get(name, float(value.detach())) + 0.02 * float(value.detach())
        state.step += 1
        seen = int(batch.lengths.sum())
        state.words += seen
        state.total_words += seen
        if state.step % AVERAGE_EVERY == 0:
            average.update(network)
        if state.step % 50 == 0:
            shown = {name: round(value, 3) for name, value in running.items()}
            where = f"phase {state.phase} epoch {state.epoch} step {state.step} words {state.words}"
            print(where, f"seconds {state.seconds:.0f}", shown, flush=True)
        if (out / "settle").exists():
            (out / "settle").unlink()
            state.end = state.words + round(plan.falls * plan.words)
        done = state.words >= (state.end or plan.words) or (out / "enough").exists()
        state.seconds = time.monotonic() - started
        if 0 < plan.falls < 1 and share == 1.0 > rate(state, plan):
            # From here a longer run can start: once the rate has fallen, more words at the top rate would undo it.
            save(network, average, adam, state, path.with_stem(f"{path.stem}_steady"))
        if done or state.words - saved >= SAVE_EVERY:
            saved = state.words
            save(network, average, adam, state, path)
        if done or state.words - measured >= MEASURE_EVERY:
            measured = state.words
            report(network, average, state, held_out, encoder.labels, out, device)
        if done:
            (out / "enough").unlink(missing_ok=True)
            return


def checkpoint_name(phase: str) -> str:
    """Return the name of the checkpoint of a phase."""
    return f"phase{phase}.pt" if phase.isdigit() else f"{phase}.pt"


def report(  # noqa: PLR0913, all that a checkpoint keeps
    network: Network,
    average: Average,
    state: State,
    held_out: Held,
    labels: Labels,
    out: Path,
    device: torch.device,
) -> None:
    """Add the scores of the averaged weights to the learning curve."""
    average.swap(network)
    scores = measure_all(network, held_out, labels, device)
    average.swap(network)
    line = {**asdict(state), "seconds": round(state.seconds), **scores}
    print(line, flush=True)
    with (out / "learning_curve.jsonl").open("a", encoding="utf-8") as lines:
        lines.write(json.dumps(line) + "\n")


def main() -> None:  # noqa: C901, PLR0912, PLR0915, the options of the command and what each asks for
    """Run the phases that the command names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True, help="folder of open corpora: ud/, names/, roles/")
    parser.add_argument("--sentences", type=Path, required=True, help="folder of our own sentences")
    parser.add_argument("--events", type=Path, required=True, help="folder of our own sentences with events")
    parser.add_argument("--encoder", type=Path, required=True, help="folder with its config, weights, vocab.txt")
    parser.add_argument("--out", type=Path, required=True, help="folder for labels, checkpoints and the learning curve")
    parser.add_argument("--phase", choices=PLANS, nargs="*", default=["1", "2", "3"], help="phases to run")
    parser.add_argument("--resume", type=Path, help="checkpoint to go on from, of this phase or the one before")
    parser.add_argument("--start", type=Path, help="folder of a model whose weights are begun with, as it ships")
    parser.add_argument("--teacher", type=Path, help="folder of `training.learned keep`: what teaches a student")
    parser.add_argument("--teacher-encoder", type=Path, help="published encoder beside which the teacher learned")
    parser.add_argument("--unlabelled", type=Path, help="folder of sentences for the teacher alone, beside our stories")
    parser.add_argument("--words", type=int, help="words of each phase that is run, if not as many as usual")
    parser.add_argument("--adapters", type=int, default=0, help="rank by which the encoder learns; 0 for all of it")
    parser.add_argument("--device", default="cpu", help="cpu or cuda")
    parser.add_argument("--threads", type=int, default=2, help="threads of the CPU")
    arguments = parser.parse_args()
    if arguments.teacher and not arguments.teacher_encoder:
        parser.error("--teacher: say beside which encoder it learned: --teacher-encoder DIR")
    torch.set_num_threads(arguments.threads)
    # Numbers too small to matter cost a processor a hundred times the work.
    torch.set_flush_denormal(True)
    torch.manual_seed(SEED)
    device = torch.device(arguments.device)
    out: Path = arguments.out
    out.mkdir(parents=True, exist_ok=True)

    examples = read_training(arguments.corpora)
    begun: Path | None = arguments.resume.parent if arguments.resume else arguments.teacher
    if begun:
        # The ontology may have grown since: a network goes on with the words that it, or its teacher, began with.
        labels = Labels.read(begun / LABELS)
        trigger_words = TriggerWords.read(begun / TRIGGER_WORDS, labels.types[1:])
        if begun != out:
            for name in (LABELS, TRIGGER_WORDS):
                shutil.copyfile(begun / name, out / name)
    else:
        labels = Labels.of(examples)
        labels.write(out / LABELS)
        write_trigger_words(trigger_word_weights(load_ontology(), known_lemmas(examples)), out / TRIGGER_WORDS)
        trigger_words = TriggerWords.read(out / TRIGGER_WORDS, labels.types[1:])
    write_vocabulary(arguments.encoder, out / VOCABULARY)
    pieces = Pieces(out / VOCABULARY)
    encoder = Encoder(pieces, labels, trigger_words)
    data = Data([encoder.encode(example) for example in examples])
    held_out = open_held_out(arguments.corpora, encoder)

    sizes = labels.sizes()
    network = Network(sizes, read_config(arguments.encoder))
    initial_scale(network)
    load_encoder(network, arguments.encoder)
    if arguments.start:
        network.load_state_dict({**network.state_dict(), **shipped_weights(arguments.start, sizes)})
    lesson: Lesson = annotated_lesson
    if arguments.teacher:
        teacher = read_teacher(arguments.teacher, arguments.teacher_encoder, sizes, device)
        add_projection(network, teacher)
        lesson = TaughtLesson(teacher, encoder)
    if arguments.adapters:
        adapt(network, arguments.adapters)
    network.to(device)
    average, adam = Average(network), optimizer(network, PLANS[arguments.phase[0]].rates)
    state = State(phase=arguments.phase[0])
    if arguments.resume:
        state = resume(network, average, adam, arguments.resume, state.phase)
    print(f"{len(data.open)} sentences, {sizes}, device {device}", flush=True)
    for phase in arguments.phase:
        if phase != "1" and not data.own:
            ours = read_own(arguments.sentences)
            data.own = [encoder.encode(example) for example in ours.training]
            held_out["own"] = [encoder.encode(example) for example in ours.held_out]
            data.open = [sentence for sentence in data.open if sentence.example.source not in LEFT_BEHIND]
            data.open += [sentence for sentence in data.open if sentence.example.source in TWICE]
        if phase in {TEACHER, STUDENT}:
            judged = read_factuality(arguments.corpora / FACTUALITY, "train")
            data.open = [
                encoder.encode(example)
                for example in with_factuality([sentence.example for sentence in data.open], judged)
            ]
            data.open += [encoder.encode(example) for example in read_geneva(arguments.corpora / GENEVA)]
            if arguments.unlabelled:
                unlabelled = [*read_unlabelled(arguments.unlabelled), *read_told()]
                data.told = [encoder.encode(example) for example in unlabelled]
        if phase in {"3", TEACHER, STUDENT}:
            sentences = read_events(arguments.events)
            data.events = sentences.training
            data.open = [encoder.encode(example) for example in with_quiet([one.example for one in data.open])]
            held_out[EVENTS] = [encoder.encode(example) for example in sentences.held_out]
        print(f"phase {phase}: {len(data.own)} own sentences, {len(data.events)} with events", flush=True)
        if state.phase != phase:
            # A phase begins from the averaged weights of the one before, with an optimizer that remembers nothing.
            average.swap(network)
            average, adam = Average(network), optimizer(network, PLANS[phase].rates)
            state = State(phase=phase, total_words=state.total_words)
        plan = PLANS[phase] if arguments.words is None else replace(PLANS[phase], words=arguments.words)
        some = thinned(held_out, plan.measured)
        run_phase(network, average, adam, state, data, some, encoder, plan, lesson, out, device)


if __name__ == "__main__":
    main()
