"""Takes a student and its teacher, gives how far what the student says of a batch is from what the teacher says.

Both cut sentences into the same word pieces, so they are compared word by word: the scores of every classifier, and the
vectors of words, which a linear layer takes from the student's width to the teacher's. The teacher reads sentences as
they were written, the student reads them disturbed.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from training.corpora import Example
from training.encoders import read_vocabulary
from training.learned import whole_weights
from training.losses import WEIGHTS as ANNOTATED_WEIGHTS
from training.losses import Trees, Weighted, likeliest_trees, losses
from training.model import Network, Sizes
from training.stories import read_stories
from training.tensors import Batch, Encoder
from transforms.language.split import split
from transforms.language.tokens import tokenize

WEIGHTS = {
    "upos": 0.5, "lemmas": 0.3, "arcs": 1.0, "relations": 1.0, "names": 1.5, "predicates": 0.5, "roles": 2.0,
    "types": 4.0, "modes": 0.5, "factuality": 0.7, "contexts": 0.2, "participants": 2.0, "vectors": 2.0,
}  # fmt: skip
"""Weights of what is compared, about those of the same task learnt from annotations."""
ANNOTATED = 0.5
"""Weight of the losses on annotations beside those on what the teacher says."""
LIKELY = 0.3
"""Probability of an event from which the teacher's roles of a word are learnt."""
BELOW = -1e4
"""Score of what cannot be."""
PROJECTION = "to_teacher"
"""Name of the layer from the student's vectors to the teacher's; it is no part of the model that ships."""
UNLABELLED = "unlabelled"


@dataclass(frozen=True)
class Said:
    """What a network says of a batch: logarithms of probabilities, sentences x words x labels, and vectors of words."""

    vectors: Tensor
    upos: Tensor
    lemmas: Tensor
    names: Tensor
    predicates: Tensor
    """Scores of sentences x words."""
    arcs: Tensor
    types: Tensor
    modes: Tensor
    factuality: Tensor
    contexts: Tensor
    """Scores, since a word may have several."""


def read_teacher(learned: Path, encoder: Path, sizes: Sizes, device: torch.device) -> Network:
    """Return the network of what a teacher has learned, that reads and learns no more; its labels are the student's.

    Raises `NotLearned` where it was not learned beside this published encoder.
    """
    weights, config = whole_weights(learned, encoder)
    teacher = Network(sizes, config, pieces=len(read_vocabulary(encoder)))
    teacher.load_state_dict({name: torch.from_numpy(weight) for name, weight in weights.items()})
    teacher.requires_grad_(requires_grad=False)
    return teacher.to(device).eval()


def add_projection(student: Network, teacher: Network) -> None:
    """Give the student a layer from its vectors of words to those of the teacher."""
    student.add_module(PROJECTION, nn.Linear(2 * student.config.width, 2 * teacher.config.width))


def read_unlabelled(folder: Path) -> list[Example]:
    """Return sentences that nobody annotated, one a line of the text files of a folder; each once."""
    lines = {
        line.strip(): None
        for path in sorted(folder.glob("*.txt"))
        for line in path.read_text(encoding="utf-8").split("\n")
        if line.strip() and not line.startswith("#")
    }
    return _unlabelled(lines)


def read_told() -> list[Example]:
    """Return the sentences of our stories that are not held out, as nobody annotated them; each once."""
    told = [document.text for story in read_stories() if not story.is_held_out for document in story.documents]
    return _unlabelled({text[start:end]: None for text in told for start, end in split(text)})


def _unlabelled(sentences: Iterable[str]) -> list[Example]:
    return [
        Example(source=UNLABELLED, words=tuple(text[start:end] for start, end in tokenize(text)), text=text)
        for text in sentences
    ]


def as_written(batch: Batch, encoder: Encoder) -> Batch:
    """Return the batch with the pieces and the shapes of its sentences as they were before they were disturbed."""
    ids, shapes = torch.zeros_like(batch.ids), torch.zeros_like(batch.shapes)
    for row, sentence in enumerate(batch.encoded):
        numbers, forms, _, _ = encoder.see(sentence.example.words)
        ids[row, : len(numbers)], shapes[row, : len(forms)] = torch.tensor(numbers), torch.tensor(forms)
    return replace(batch, ids=ids, shapes=shapes)


def say(network: Network, batch: Batch, x: Tensor) -> Said:
    """Return what a network says, from the vectors of words, the root first."""
    upos, lemmas, names, predicates = network.tags(x)
    arcs = network.arcs(x)
    beyond = torch.arange(arcs.shape[-1], device=arcs.device)[None, :] > batch.lengths[:, None]
    types, modes, factuality, contexts = network.triggers.of_tokens(x[:, 1:], batch.trigger_words)
    return Said(
        x, upos.log_softmax(-1), lemmas.log_softmax(-1), names.log_softmax(-1), predicates,
        arcs.masked_fill(beyond[:, None, :], BELOW).log_softmax(-1),
        types.log_softmax(-1), modes.log_softmax(-1), factuality.log_softmax(-1), contexts,
    )  # fmt: skip


def divergence(student: Tensor, teacher: Tensor) -> Tensor:
    """Return the Kullback-Leibler divergence of rows of logarithms of probabilities."""
    return F.kl_div(student, teacher, reduction="none", log_target=True).sum(-1)


@dataclass(frozen=True)
class TaughtLesson:
    """What a student learns from a batch: its annotations, and what the teacher says of it."""

    teacher: Network
    encoder: Encoder

    def __call__(self, network: Network, batch: Batch) -> Weighted:
        """Return the weight and the loss of each task."""
        x = network.words(batch.ids, batch.shapes, batch.firsts, batch.lasts)
        found = {
            name: (ANNOTATED * ANNOTATED_WEIGHTS[name], value) for name, value in losses(network, batch, x).items()
        }
        taught = distil_losses(network, self.teacher, batch, x, as_written(batch, self.encoder))
        return {**found, **{f"taught {name}": (WEIGHTS[name], value) for name, value in taught.items()}}


def distil_losses(student: Network, teacher: Network, batch: Batch, x: Tensor, written: Batch) -> dict[str, Tensor]:
    """Return how far a student is from its teacher.

    `x` holds the student's vectors of words, `written` is the batch as the teacher reads it.
    """
    with torch.no_grad():
        of_teacher = teacher.words(written.ids, written.shapes, written.firsts, written.lasts)
        theirs = say(teacher, batch, of_teacher)
    ours = say(student, batch, x)
    inside = torch.arange(theirs.upos.shape[1], device=x.device)[None, :] < batch.lengths[:, None]
    found = {
        name: divergence(getattr(ours, name)[inside], getattr(theirs, name)[inside]).mean()
        for name in ("upos", "lemmas", "arcs", "names", "types")
    }
    found["predicates"] = F.binary_cross_entropy_with_logits(
        ours.predicates[inside], theirs.predicates[inside].sigmoid()
    )
    event = 1 - theirs.types[..., 0].exp()
    share = event[inside] / event[inside].sum().clamp(min=1)
    for name in ("modes", "factuality"):
        found[name] = (divergence(getattr(ours, name)[inside], getattr(theirs, name)[inside]) * share).sum()
    contexts = F.binary_cross_entropy_with_logits(
        ours.contexts[inside], theirs.contexts[inside].sigmoid(), reduction="none"
    ).sum(-1)
    found["contexts"] = (contexts * share).sum()
    projected = student.get_submodule(PROJECTION)(x)[:, 1:][inside].float()
    found["vectors"] = (1 - F.cosine_similarity(projected, of_teacher[:, 1:][inside].float(), dim=-1)).mean()
    found.update(_pair_losses(student, teacher, batch, ours, theirs, inside, (event > LIKELY) & inside))
    return found


def _pair_losses(  # noqa: PLR0913, both networks with what each said
    student: Network, teacher: Network, batch: Batch, ours: Said, theirs: Said, inside: Tensor, likely: Tensor
) -> Iterator[tuple[str, Tensor]]:
    """Yield the losses on what is said of pairs of words: relations, roles of predicates, roles in events.

    The pairs are those that the teacher believes in; the tree that roles are read from is each network's own.
    """
    rows, words = inside.nonzero(as_tuple=True)
    tops = theirs.arcs.argmax(-1)[rows, words]
    relations = []
    trees: list[Trees] = []
    for network, said in ((teacher, theirs), (student, ours)):
        dependents, heads = network.relation_vectors(said.vectors)
        trees.append(likeliest_trees(network, batch, said.arcs, dependents, heads))
        relations.append(network.relations_of(dependents[rows, words], heads[rows, tops]).log_softmax(-1))
    yield "relations", divergence(relations[1], relations[0].detach()).mean()
    for name, places in (("roles", (theirs.predicates > 0) & inside), ("participants", likely)):
        sentences, owners = places.nonzero(as_tuple=True)
        if not len(sentences):
            continue
        scores = [
            _pairs(network, name, said.vectors, sentences, owners, tree.paths(sentences, owners))
            for network, said, tree in zip((teacher, student), (theirs, ours), trees, strict=True)
        ]
        layers = [len(scores[0][0, 0])] if name == "roles" else list(student.sizes.triggers.participants)
        among = inside[sentences]
        parts = [
            divergence(mine.log_softmax(-1)[among], other.detach().log_softmax(-1)[among]).mean()
            for other, mine in zip(*(both.split(layers, -1) for both in scores), strict=True)
        ]
        yield name, torch.stack(parts).sum()


def _pairs(network: Network, name: str, x: Tensor, sentences: Tensor, places: Tensor, paths: Tensor) -> Tensor:
    """Return scores of tags, owners x words x tags, of the roles of predicates or of those in events."""
    if name == "participants":
        return network.triggers.participants(x[:, 1:], sentences, places, paths)
    return network.role_scores(x, sentences, places, paths)
