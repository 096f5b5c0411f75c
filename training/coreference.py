"""Training of the ranker of antecedents: the coreference of GUM in, `transforms/language/coreference.csv` out.

    python -m training.coreference ../shared/corpora/ud

GUM (Amir Zeldes and others, CC BY 4.0) marks every noun phrase that refers and what it refers to. Our phrases are found
in its sentences by the very code that finds them in documents; one that has the head of a marked phrase has its label.
Documents of the news genre are left out: the gold set gum_news holds texts of that genre. The weights are those of a
softmax over the antecedents of each phrase and over none, fitted by full-batch Adagrad with L2; the same input gives
the same file.
"""

import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from training.softmax import Options, Settings, fit, write_weights
from transforms.coreference import (
    FAR,
    WEIGHTS,
    Referent,
    antecedents,
    beginning,
    is_anaphor,
    join_names,
    likeness,
    sort_of,
)
from transforms.language.engine import load_engine
from transforms.lexicons import load_lexicons
from transforms.phrases import Phrase, find_phrases

NOT_READ = ("news",)
"""Genres that are measured elsewhere and hence not learnt from."""
SETTINGS = Settings(rounds=400, decay=2.0, rare=5)
MARK = re.compile(r"\(([^()]+)(\)?)|([^()]+)\)")


@dataclass(slots=True)
class Marked:
    """A sentence of the corpus: its text and, by the offset of its head, what each marked phrase refers to."""

    text: str
    starts: list[int] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    phrases: list[list[int | str]] = field(default_factory=list)
    """Reference, first token and last token of each."""

    def referents(self) -> dict[int, str]:
        """Return what the phrase with its head at each offset refers to; of two with one head the shorter counts."""
        found: dict[int, str] = {}
        for name, first, last in sorted(self.phrases, key=lambda phrase: int(phrase[1]) - int(phrase[2])):
            inside = range(int(first), int(last) + 1)
            head = next((at for at in inside if self.heads[at] not in inside), int(first))
            found[self.starts[head]] = str(name)
        return found


def read_marked(path: Path) -> Iterator[tuple[str, list[Marked]]]:
    """Yield the documents of a CoNLL-U file of GUM, each with its name and its sentences."""
    name, sentences, waiting = "", list[Marked](), list[list[int | str]]()
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# newdoc id = "):
            if sentences:
                yield name, sentences
            name, sentences, waiting = line.removeprefix("# newdoc id = "), [], []
        elif line.startswith("# text = "):
            sentences.append(Marked(line.removeprefix("# text = ")))
        elif line[:1].isdigit() and line.split("\t")[0].isdigit():
            _read_word(line.split("\t"), sentences[-1], waiting)
    if sentences:
        yield name, sentences


def _read_word(cells: Sequence[str], sentence: Marked, waiting: list[list[int | str]]) -> None:
    """Take in a word and the phrases that begin or end with it."""
    after = sentence.starts[-1] + 1 if sentence.starts else 0
    sentence.starts.append(max(sentence.text.find(cells[1], after), after))
    sentence.heads.append(int(cells[6]) - 1)
    index = len(sentence.starts) - 1
    marks = re.search(r"(?:^|\|)Entity=([^|]*)", cells[9])
    for begun, ended_too, ended in MARK.findall(marks.group(1)) if marks else ():
        name = (begun or ended).split("-")[0]
        if begun:
            phrase: list[int | str] = [name, index, index]
            sentence.phrases.append(phrase)
            if not ended_too:
                waiting.append(phrase)
        else:
            phrase = next(one for one in reversed(waiting) if one[0] == name)
            phrase[2] = index
            waiting.remove(phrase)


@dataclass(slots=True)
class Choices(Options):
    """What is learnt from: options by their facts, grouped into choices, each option right or wrong."""

    sorts: list[str] = field(default_factory=list)


def choices_of(sentences: Sequence[Marked], choices: Choices, readings: Sequence[object] | None = None) -> None:
    """Add the choices that one document offers: the antecedents of each phrase that may have some."""
    lexicons = load_lexicons()
    readings = readings or load_engine().read([one.text for one in sentences])
    phrases: list[Phrase] = []
    gold: list[str] = []
    for index, (sentence, reading) in enumerate(zip(sentences, readings, strict=True)):
        referents = sentence.referents()
        for phrase in find_phrases(index, reading, None, lexicons):  # type: ignore[arg-type]
            phrases.append(phrase)
            start = phrase.tree.token(phrase.head).start
            gold.append(referents.get(start, f"?{len(gold)}"))
    named, _ = join_names(phrases)
    known: dict[str, Referent] = defaultdict(Referent)
    recent: list[int] = []
    for index, phrase in enumerate(phrases):
        if index not in named and is_anaphor(phrase) and not gold[index].startswith("?"):
            found = antecedents(index, phrase, phrases, lambda at: known[gold[at]], recent)
            right = [gold[at] == gold[index] for at in found]
            if found:
                choices.sorts.append(sort_of(phrase))
                options = [beginning(phrase)]
                options += [likeness(phrase, phrases[at], known[gold[at]], rank) for rank, at in enumerate(found)]
                choices.add(options, [not any(right), *right])
        known[gold[index]].add(index, phrase)
        recent.append(index)
        while recent and phrases[recent[0]].sentence < phrase.sentence - FAR:
            recent.pop(0)


def accuracy(choices: Choices, weights: dict[str, float]) -> dict[str, tuple[float, int]]:
    """Return by sort of phrase how often the option that the weights like best is right, and of how many."""
    best: dict[int, tuple[float, bool]] = {}
    for facts, choice, right in zip(choices.facts, choices.choice, choices.is_right, strict=True):
        score = sum(weights.get(fact, 0.0) for fact in facts)
        if choice not in best or score > best[choice][0]:
            best[choice] = (score, right)
    by_sort: dict[str, list[bool]] = defaultdict(list)
    for choice, (_, right) in best.items():
        by_sort[choices.sorts[choice]].append(right)
    return {sort: (round(sum(rights) / len(rights), 3), len(rights)) for sort, rights in sorted(by_sort.items())}


def main() -> None:
    """Learn from the training part, tell how well the other part comes out, write the weights."""
    folder = Path(sys.argv[1])
    learnt, tried = Choices(), Choices()
    for part, choices in (("train", learnt), ("dev", tried)):
        for name, sentences in read_marked(folder / f"gum_{part}.conllu"):
            if name.split("_")[1] not in NOT_READ:
                choices_of(sentences, choices)
    weights = fit(learnt, SETTINGS)
    print(len(learnt.sorts), "choices,", len(weights), "weights")
    print("train", accuracy(learnt, weights))
    print("dev", accuracy(tried, weights))
    write_weights(WEIGHTS, weights)


if __name__ == "__main__":
    main()
