"""Trains the network: `python -m training.train --corpora DIR --sentences DIR --encoder DIR --out DIR`.

Phase one learns from the open corpora at a steady rate, so that it may be cut short or made longer. Phase two adds our
own sentences, several times over, and lets the rate fall to nothing. Each phase leaves a checkpoint; scores on
development data are added to `learning_curve.jsonl` along the way. The same seeds and data give the same weights on
the same machine.
"""

import argparse
import json
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from training.batches import UNKNOWN_LABEL, Batch, Encoded, Encoder, Labels, batches, collate, disturbed
from training.corpora import read_names, read_roles, read_training, read_trees, with_roles
from training.model import Network, Sizes, initial_scale, load_encoder
from training.own import read_own
from training.predict import measure, predict
from transforms.language.paths import paths
from transforms.language.pieces import Pieces
from transforms.language.spans import BEGIN, OUTSIDE, tag

SEED = 20221122
ENCODER_RATE = 2e-4
HEADS_RATE = 1.5e-3
WARM_UP = 150
"""Steps over which the rate rises."""
PIECES = 1536
"""Word pieces of a batch, padding included."""
WORDS_ONE = 2_000_000
"""Words of phase one, about four epochs."""
WORDS_TWO = 5_700_000
"""Words of phase two, about eight epochs."""
OWN_TIMES = 3
"""How often our own sentences are seen in an epoch of phase two."""
AVERAGE = 0.98
"""Of the running average of weights, what remains after `AVERAGE_EVERY` steps."""
AVERAGE_EVERY = 5
MEASURE_EVERY = 500_000
"""Words between two measurements."""
LEFT_BEHIND = frozenset({"wnut17"})
"""Corpora that phase two leaves out: tweets with names that emerge, far from news."""
TWICE = frozenset({"wikigold", "uner"})
"""Corpora that phase two shows twice in an epoch: edited text, whole names."""
PREFER_OUTSIDE = 0.5
"""Weight of the kinds that a corpus leaves open outside its names; below one, so that an untaught kind stays quiet."""
WEIGHTS = {"upos": 0.5, "lemma": 0.3, "arcs": 1.0, "relations": 1.0, "predicates": 0.3, "roles": 2.0, "names": 1.0}
"""Weights of the tasks in the loss; roles count more because most of their tags are empty."""


@dataclass
class State:
    """Where a training run stands."""

    phase: int
    step: int = 0
    words: int = 0
    total_words: int = 0
    seconds: float = 0.0


def losses(network: Network, batch: Batch) -> dict[str, Tensor]:
    """Return the loss of each task that the batch is annotated for."""
    x = network.words(batch.ids, batch.shapes, batch.firsts, batch.lasts)
    found: dict[str, Tensor] = {}
    sentences, places = (batch.heads != UNKNOWN_LABEL).nonzero(as_tuple=True)
    upos, lemmas, names, predicates = network.tags(x)
    if len(sentences):
        arcs = network.arcs(x)
        width = arcs.shape[-1]
        beyond = torch.arange(width, device=arcs.device)[None, :] > batch.lengths[:, None]
        arcs = arcs.masked_fill(beyond[:, None, :], -1e4)
        gold = batch.heads[sentences, places]
        found["arcs"] = F.cross_entropy(arcs[sentences, places], gold)
        dependents, heads = network.relation_vectors(x)
        relations = network.relations_of(dependents[sentences, places], heads[sentences, gold])
        found["relations"] = F.cross_entropy(relations, batch.relations[sentences, places])
        found["upos"] = F.cross_entropy(upos[sentences, places], batch.upos[sentences, places])
        edits = batch.lemmas[sentences, places]
        if bool((edits != UNKNOWN_LABEL).any()):
            found["lemma"] = F.cross_entropy(lemmas[sentences, places], edits)
    if bool(batch.named.any()):
        scores = names[batch.named].log_softmax(-1)
        allowed = batch.allowed[batch.named]
        weights = torch.where(allowed, 0.0, -1e4).to(scores.dtype)
        open_outside = allowed[:, OUTSIDE]
        weights[:, OUTSIDE + 1 :] += torch.log(torch.tensor(PREFER_OUTSIDE)) * open_outside[:, None]
        found["names"] = -(scores + weights).logsumexp(-1).mean()
    if bool((batch.predicates >= 0).any()):
        known = batch.predicates >= 0
        found["predicates"] = F.binary_cross_entropy_with_logits(predicates[known], batch.predicates[known].float())
    if len(batch.role_places):
        as_predicate, as_word = network.role_vectors(x)
        found_paths = predicted_paths(network, batch, arcs, dependents, heads)
        scores = network.roles_of(
            as_predicate[batch.role_sentences, batch.role_places],
            as_word[batch.role_sentences],
            batch.role_places,
            found_paths,
        )
        found["roles"] = F.cross_entropy(scores.flatten(0, 1), batch.role_tags.flatten())
    return found


@torch.no_grad()
def predicted_paths(network: Network, batch: Batch, arcs: Tensor, dependents: Tensor, heads: Tensor) -> Tensor:
    """Return the paths from predicates to words in the trees that the network believes in now.

    Gold trees would teach the roles to trust the tree more than they can when reading.
    """
    best = arcs.argmax(-1)
    best[torch.arange(best.shape[1], device=best.device)[None, :] >= batch.lengths[:, None]] = 0
    rows = torch.arange(len(best), device=best.device)[:, None]
    relations = network.relations_of(dependents, heads[rows, best]).argmax(-1)
    found = paths(
        best.cpu().numpy(),
        relations.cpu().numpy(),
        batch.role_sentences.cpu().numpy(),
        batch.role_places.cpu().numpy(),
        network.sizes.relations,
    )
    return torch.from_numpy(found).to(best.device)


class Average:
    """A running average of the weights that learn."""

    def __init__(self, network: Network) -> None:
        self.weights = {
            name: weight.detach().clone() for name, weight in network.named_parameters() if weight.requires_grad
        }
        self.updates = 0

    @torch.no_grad()
    def update(self, network: Network) -> None:
        """Take in the weights of now."""
        self.updates += 1
        keep = min(AVERAGE, (1 + self.updates) / (10 + self.updates))
        for name, weight in network.named_parameters():
            if name in self.weights:
                self.weights[name].lerp_(weight, 1 - keep)

    @torch.no_grad()
    def swap(self, network: Network) -> None:
        """Exchange the network's weights and the averages."""
        for name, weight in network.named_parameters():
            if name in self.weights:
                now = weight.detach().clone()
                weight.copy_(self.weights[name])
                self.weights[name] = now


def optimizer(network: Network) -> torch.optim.AdamW:
    """Return the optimizer: a slow rate for the published weights, a faster one for what starts from nothing."""
    slow: list[nn.Parameter] = []
    fast: list[nn.Parameter] = []
    for name, weight in network.named_parameters():
        if weight.requires_grad:
            (slow if name.startswith(("layers.", "positions", "embedded_norm")) else fast).append(weight)
    return torch.optim.AdamW(
        [{"params": slow, "top": ENCODER_RATE}, {"params": fast, "top": HEADS_RATE}],
        lr=HEADS_RATE, weight_decay=0.01, betas=(0.9, 0.98), fused=True,
    )  # fmt: skip


def rate(state: State, words: int, decays: bool) -> float:
    """Return the share of the top rate at this step."""
    rising = min(1.0, (state.step + 1) / WARM_UP)
    return rising * (max(0.0, 1 - state.words / words) if decays else 1.0)


def epochs(groups_of: Sequence[Encoded], own: Sequence[Encoded], chance: random.Random, mask: int) -> Iterator[Batch]:
    """Yield batches without end."""
    while True:
        everything = [disturbed(sentence, chance, mask) for sentence in [*groups_of, *(list(own) * OWN_TIMES)]]
        for group in batches(everything, PIECES, chance):
            yield collate(group)


def run_phase(
    network: Network,
    average: Average,
    adam: torch.optim.AdamW,
    state: State,
    data: tuple[Sequence[Encoded], Sequence[Encoded]],
    held_out: dict[str, list[Encoded]],
    labels: Labels,
    words: int,
    out: Path,
    device: torch.device,
    mask: int,
) -> None:
    """Train until so many words have been seen, or until a file `enough` lies in the folder."""
    chance = random.Random(SEED + state.phase + state.words)
    torch.manual_seed(SEED + state.phase + state.words)
    measured = state.words
    started = time.monotonic() - state.seconds
    running: dict[str, float] = {}
    network.train()
    for batch in epochs(*data, chance, mask):
        share = rate(state, words, decays=state.phase == 2)
        for group in adam.param_groups:
            group["lr"] = group["top"] * share
        with torch.autocast(device.type, torch.bfloat16):
            found = losses(network, batch.to(device))
            loss = torch.stack([WEIGHTS[name] * value for name, value in found.items()]).sum()
        torch.autograd.backward(loss)
        torch.nn.utils.clip_grad_norm_([weight for weight in network.parameters() if weight.requires_grad], 2.0)
        adam.step()
        adam.zero_grad(set_to_none=True)
        for name, value in found.items():
            running[name] = 0.98 * running.get(name, float(value.detach())) + 0.02 * float(value.detach())
        state.step += 1
        seen = int(batch.lengths.sum())
        state.words += seen
        state.total_words += seen
        if state.step % AVERAGE_EVERY == 0:
            average.update(network)
        if state.step % 50 == 0:
            state.seconds = time.monotonic() - started
            print(f"phase {state.phase} step {state.step} words {state.words} seconds {state.seconds:.0f}",
                  {name: round(value, 3) for name, value in running.items()}, flush=True)  # fmt: skip
        done = state.words >= words or (out / "enough").exists()
        if done or state.words - measured >= MEASURE_EVERY:
            measured = state.words
            state.seconds = time.monotonic() - started
            report(network, average, state, held_out, labels, out, device)
            save(network, average, adam, state, out / f"phase{state.phase}.pt")
        if done:
            (out / "enough").unlink(missing_ok=True)
            return


def report(
    network: Network,
    average: Average,
    state: State,
    held_out: dict[str, list[Encoded]],
    labels: Labels,
    out: Path,
    device: torch.device,
) -> None:
    """Add the scores of the averaged weights to the learning curve."""
    average.swap(network)
    scores = {name: measure(predict(network, encoded, labels, device)) for name, encoded in held_out.items()}
    average.swap(network)
    line = {**asdict(state), "seconds": round(state.seconds), **scores}
    print(line, flush=True)
    with (out / "learning_curve.jsonl").open("a", encoding="utf-8") as lines:
        lines.write(json.dumps(line) + "\n")


def save(network: Network, average: Average, adam: torch.optim.AdamW, state: State, path: Path) -> None:
    """Write a checkpoint, whole or not at all."""
    partial = path.with_suffix(".partial")
    torch.save({
        "network": network.state_dict(), "average": average.weights, "updates": average.updates,
        "adam": adam.state_dict(), "state": asdict(state), "sizes": asdict(network.sizes),
    }, partial)  # fmt: skip
    partial.replace(path)


def main() -> None:
    """Run the phases that the command names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True, help="folder of open corpora: ud/, names/, roles/")
    parser.add_argument("--sentences", type=Path, required=True, help="folder of our own sentences")
    parser.add_argument("--encoder", type=Path, required=True, help="folder with model.safetensors and vocab.txt")
    parser.add_argument("--out", type=Path, required=True, help="folder for labels, checkpoints and the learning curve")
    parser.add_argument("--phase", type=int, choices=(1, 2), nargs="*", default=[1, 2], help="phases to run")
    parser.add_argument("--resume", type=Path, help="checkpoint to go on from, of this phase or the one before")
    parser.add_argument("--words-one", type=int, default=WORDS_ONE, help="words of phase one")
    parser.add_argument("--words-two", type=int, default=WORDS_TWO, help="words of phase two")
    parser.add_argument("--device", default="cpu", help="cpu or cuda")
    parser.add_argument("--threads", type=int, default=2, help="threads of the CPU")
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    # Numbers too small to matter cost a processor a hundred times the work.
    torch.set_flush_denormal(True)
    torch.manual_seed(SEED)
    device = torch.device(arguments.device)
    out: Path = arguments.out
    out.mkdir(parents=True, exist_ok=True)

    examples = read_training(arguments.corpora)
    labels = Labels.of(examples)
    labels.write(out / "labels.json")
    pieces = Pieces(arguments.encoder / "vocab.txt")
    encoder = Encoder(pieces, labels)
    open_ = [encoder.encode(example) for example in examples]
    ud, roles = arguments.corpora / "ud", arguments.corpora / "roles"
    trees = with_roles(read_trees(ud / "ewt_dev.conllu", "ewt"), read_roles(roles / "ewt_dev.jsonl"))
    held_out = {
        "ewt_dev": [encoder.encode(example) for example in trees],
        "gum_dev": [encoder.encode(example) for example in read_trees(ud / "gum_dev.conllu", "gum")],
        "uner_ewt_test": [
            encoder.encode(example)
            for example in read_names(arguments.corpora / "names/uner_ewt_test.iob2", "uner")
        ],
    }  # fmt: skip

    sizes = Sizes(
        upos=len(labels.upos), lemmas=len(labels.lemmas), relations=len(labels.relations),
        names=tag(len(labels.kinds), BEGIN), roles=tag(len(labels.roles), BEGIN),
    )  # fmt: skip
    network = Network(sizes)
    initial_scale(network)
    load_encoder(network, arguments.encoder / "model.safetensors")
    network.to(device)
    average, adam = Average(network), optimizer(network)
    state = State(phase=arguments.phase[0])
    if arguments.resume:
        saved = torch.load(arguments.resume, map_location=device)
        state = State(**saved["state"])
        if state.phase == arguments.phase[0]:
            network.load_state_dict(saved["network"])
            average.weights, average.updates = saved["average"], saved["updates"]
            adam.load_state_dict(saved["adam"])
        else:
            network.load_state_dict(saved["network"])
            average.weights = saved["average"]
    print(f"{len(open_)} sentences, {sizes}, device {device}", flush=True)
    for phase in arguments.phase:
        own: list[Encoded] = []
        if phase == 2:
            ours = read_own(arguments.sentences)
            own = [encoder.encode(example) for example in ours.training]
            held_out["own"] = [encoder.encode(example) for example in ours.held_out]
            print(f"{len(own)} own sentences, {len(held_out['own'])} held out", flush=True)
            open_ = [sentence for sentence in open_ if sentence.example.source not in LEFT_BEHIND]
            open_ += [sentence for sentence in open_ if sentence.example.source in TWICE]
        if state.phase != phase:
            # A phase begins from the averaged weights of the one before, with an optimizer that remembers nothing.
            average.swap(network)
            average, adam = Average(network), optimizer(network)
            state = State(phase=phase, total_words=state.total_words)
        words = arguments.words_one if phase == 1 else arguments.words_two
        run_phase(network, average, adam, state, (open_, own), held_out, labels, words, out, device, pieces.mask)


if __name__ == "__main__":
    main()
