"""Measures the reading engine: `python -m benchmarks.engine_accuracy --corpora DIR --gold DIR --sentences DIR --out
DIR`.

Writes `reading.json` with every figure and `reading.md`, the table that the model card shows. `--compare` names the
folder of the same model unrounded, and adds what rounding to eight bits costs. Nothing here needs torch.
"""

import argparse
import csv
import json
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from training.corpora import Example, bio_spans, read_roles, read_trees, with_roles
from training.own import is_held_out, read_marked
from training.scores import Counts, agreement, count, tree_scores
from transforms.language.engine import Engine
from transforms.language.model_folder import MODEL
from transforms.language.reading import ROOT, Reading
from transforms.language.split import split
from transforms.language.tokens import tokenize

HERE = Path(__file__).parent
IGNORED = "ignored"
NUMBERED, OTHERS = range(5), ("TMP", "LOC", "NEG", "MOD", "ADV", "MNR", "PRP", "DIS")
LISTED_ROLES = frozenset([*(f"ARG{number}" for number in NUMBERED), *(f"ARGM-{label}" for label in OTHERS)])
"""The roles that the first reader of a sentence asks for."""
ALWAYS = frozenset({"PER", "ORG", "LOC"})
"""Classes that every set of names has."""
AT_ONCE = 256
"""Sentences given to the engine in one call."""
AT_MOST = frozenset({"cost.size_mb", "cost.memory_mb", "cost.load_seconds"})
"""Figures whose bar is an upper bound."""

Span = tuple[int, int]


class Kinds(NamedTuple):
    """The classes of a set: of its own labels and of our kinds."""

    gold: dict[str, str]
    ours: dict[str, str]


def read_kinds(name: str) -> Kinds:
    """Return the classes that a set is scored in."""
    with (HERE / "name_kinds.csv").open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["set"] == name]
    sides = ({row["label"]: row["class"] for row in rows if row["side"] == side} for side in ("gold", "ours"))
    return Kinds(*sides)


def laid_out(words: Sequence[str]) -> tuple[str, list[Span]]:
    """Return words with blanks between them, and where each stands."""
    offsets = []
    start = 0
    for word in words:
        offsets.append((start, start + len(word)))
        start += len(word) + 1
    return " ".join(words), offsets


def read_gold_words(
    engine: Engine, sentences: Sequence[Sequence[str]], predicates: Sequence[Sequence[int]] | None = None
) -> Iterator[Reading]:
    """Yield the readings of sentences whose words, and perhaps predicates, are given."""
    for start in range(0, len(sentences), AT_ONCE):
        pairs = [laid_out(words) for words in sentences[start : start + AT_ONCE]]
        given = predicates[start : start + AT_ONCE] if predicates is not None else None
        yield from engine.read_words([text for text, _ in pairs], [offsets for _, offsets in pairs], given)


def measure_trees(engine: Engine, path: Path) -> dict[str, float]:
    """Return parts of speech, lemmas and trees on a treebank's own words."""
    examples = read_trees(path, "ewt")
    totals: dict[str, Counts] = defaultdict(Counts)
    for example, reading in zip(examples, read_gold_words(engine, [one.words for one in examples]), strict=True):
        tokens = reading.tokens
        totals["upos"] += agreement(example.upos or (), [token.pos for token in tokens])
        totals["lemma"] += agreement(example.lemmas or (), [token.lemma for token in tokens])
        heads = [0 if token.head == ROOT else token.head + 1 for token in tokens]
        relations = [token.relation for token in tokens]
        for name, counts in tree_scores(example.heads or (), example.relations or (), heads, relations).items():
            totals[name] += counts
    return {name: counts.f1 for name, counts in totals.items()}


def raw_documents(examples: Sequence[Example]) -> Iterator[tuple[str, list[Span], list[Span]]]:
    """Yield each document as a paper prints it, with the sentences and the words of the gold."""
    documents: dict[str, list[Example]] = defaultdict(list)
    for example in examples:
        documents[example.document].append(example)
    for sentences in documents.values():
        text = ""
        lines: list[Span] = []
        words: list[Span] = []
        for example in sentences:
            if text:
                text += "\n\n" if example.starts_paragraph else " "
            start = len(text)
            text += example.text
            lines.append((start, len(text)))
            words.extend(_find_words(example, text, start))
        yield text, lines, words


def _find_words(example: Example, text: str, start: int) -> Iterator[Span]:
    """Yield where the words of a sentence stand; the parts of a word that is written otherwise share its place."""
    place = start
    for word in example.words:
        found = text.find(word, place, place + len(word) + 2)
        first = found if found >= 0 else place
        place = min(first + len(word), len(text))
        yield first, place


def measure_raw(examples: Sequence[Example]) -> dict[str, float]:
    """Return how well words and sentences are found in raw text."""
    words, sentences = Counts(), Counts()
    for text, gold_sentences, gold_words in raw_documents(examples):
        found = split(text)
        sentences += count(gold_sentences, found)
        said = [(start + first, start + last) for start, end in found for first, last in tokenize(text[start:end])]
        words += count(gold_words, said)
    return {"words": words.f1, "sentences": sentences.f1}


def name_spans(reading: Reading, classes: dict[str, str], offset: int = 0) -> list[tuple[str, int, int]]:
    """Return the names of a reading that a set has a class for, as classes and characters."""
    return [
        (classes[name.kind], offset + reading.tokens[name.first].start, offset + reading.tokens[name.last - 1].end)
        for name in reading.names
        if name.kind in classes
    ]


def score_names(
    gold: Sequence[tuple[str, int, int]], ignored: Sequence[Span], said: Sequence[tuple[str, int, int]]
) -> Counts:
    """Return the counts of names; what is wrong but touches something ignored is not counted."""
    wanted = set(gold)
    counted = [
        name for name in said if name in wanted or not any(start < name[2] and name[1] < end for start, end in ignored)
    ]
    return count(gold, counted)


def measure_uner(engine: Engine, path: Path) -> dict[str, float]:
    """Return the F1 of names on a file of Universal NER, with kinds and without."""
    kinds = read_kinds("uner")
    sentences: list[list[list[str]]] = [[]]
    for line in path.read_text(encoding="utf-8").split("\n"):
        if not line.strip():
            sentences.append([])
        elif not line.startswith("# "):
            sentences[-1].append(line.split("\t"))
    rows = [sentence for sentence in sentences if sentence]
    strict, loose = Counts(), Counts()
    readings = read_gold_words(engine, [[cells[1] for cells in row] for row in rows])
    for row, reading in zip(rows, readings, strict=True):
        gold = [(kinds.gold[label], first, last) for label, first, last in bio_spans([cells[2] for cells in row])]
        said = [(kinds.ours[name.kind], name.first, name.last) for name in reading.names if name.kind in kinds.ours]
        strict += count(gold, said)
        loose += count([span[1:] for span in gold], [span[1:] for span in said])
    return {"strict": strict.f1, "any_kind": loose.f1}


def measure_documents(engine: Engine, path: Path, name: str) -> dict[str, float]:
    """Return the F1 of names on a gold set of documents with character offsets, over all and by class."""
    kinds = read_kinds(name)
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    seen_small = {word.strip(".,;:!?\"'()") for row in rows for word in row["text"].split() if word[0].islower()}
    totals: dict[str, Counts] = defaultdict(Counts)
    for row in rows:
        text = row["text"]
        gold, ignored = [], []
        for entity in row["entities"]:
            label = kinds.gold[entity["type"]]
            if label == IGNORED or (name == "wikievents" and not is_named(entity["text"], seen_small)):
                ignored.append((entity["start"], entity["end"]))
            else:
                gold.append((label, entity["start"], entity["end"]))
        spans = split(text)
        readings = engine.read([text[start:end] for start, end in spans])
        said = [
            span
            for (start, _), reading in zip(spans, readings, strict=True)
            for span in name_spans(reading, kinds.ours, start)
        ]
        totals["all"] += score_names(gold, ignored, said)
        totals["any_kind"] += score_names(
            [("", start, end) for _, start, end in gold], ignored, [("", start, end) for _, start, end in said]
        )
        for labels in [ALWAYS, *({label} for label in {*kinds.gold.values()} - {IGNORED})]:
            # As gold/score.py does with --types: what belongs to a class that is not asked for is ignored.
            others = [one[1:] for one in gold if one[0] not in ALWAYS]
            totals["/".join(sorted(labels))] += score_names(
                [one for one in gold if one[0] in labels],
                ignored + others if labels <= ALWAYS else ignored,
                [one for one in said if one[0] in labels],
            )
    return {label: counts.f1 for label, counts in totals.items()}


def is_named(mention: str, seen_small: set[str]) -> bool:
    """Say whether a mention is a name, in a set that marks pronouns and nouns too and does not tell them apart.

    It is one if a word of it begins with a capital and that word is nowhere in the set written small.
    """
    return any(word[:1].isupper() and len(word) > 1 and word.lower() not in seen_small for word in mention.split())


def measure_own(engine: Engine, folder: Path) -> dict[str, float]:
    """Return the F1 of names on our own held-out sentences, over all and by kind."""
    marked = [one for _, _, one in read_marked(folder) if is_held_out(one.text)]
    totals: dict[str, Counts] = defaultdict(Counts)
    for one, reading in zip(marked, engine.read([one.text for one in marked]), strict=True):
        said = name_spans(reading, {kind: kind for kind in [name.kind for name in reading.names]})
        totals["all"] += count(one.names, said)
        for kind in {name[0] for name in [*one.names, *said]}:
            totals[kind] += count(
                [name for name in one.names if name[0] == kind], [name for name in said if name[0] == kind]
            )
    return {"sentences": float(len(marked)), **{kind: counts.f1 for kind, counts in totals.items()}}


def measure_roles(engine: Engine, trees: Path, roles: Path) -> dict[str, float]:
    """Return the F1 of predicates found, and of arguments of the gold predicates."""
    examples = [role for role in with_roles(read_trees(trees, "ewt"), read_roles(roles)) if role.predicates is not None]
    words = [one.words for one in examples]
    given = [[place for place, _ in one.predicates or ()] for one in examples]
    every, listed, found = Counts(), Counts(), Counts()
    for example, reading, alone in zip(
        examples, read_gold_words(engine, words, given), read_gold_words(engine, words), strict=True
    ):
        gold = {(place, argument) for place, arguments in example.predicates or () for argument in arguments}
        said = {
            (predicate.token, (argument.role, argument.first, argument.last))
            for predicate in reading.predicates
            for argument in predicate.arguments
        }
        every += count(gold, said)
        listed += count(
            [one for one in gold if one[1][0] in LISTED_ROLES], [one for one in said if one[1][0] in LISTED_ROLES]
        )
        found += count([place for place, _ in example.predicates or ()], [one.token for one in alone.predicates])
    return {"ewt_test": every.f1, "ewt_test_listed": listed.f1, "predicates": found.f1}


def measure_cost(folder: Path, corpora: Path) -> dict[str, float]:
    """Return speed, memory and time to load, of a fresh process with one thread."""
    command = [sys.executable, "-m", "benchmarks.engine_accuracy", "--cost", str(folder), "--corpora", str(corpora)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    figures: dict[str, float] = json.loads(done.stdout)
    files = [path for path in folder.iterdir() if path.is_file()]
    return {**figures, "size_mb": sum(path.stat().st_size for path in files) / 1e6}


def print_cost(folder: Path, corpora: Path) -> None:
    """Print the costs of this process as JSON. Speed is in words per second of the processor's time."""
    import resource

    started = time.perf_counter()
    engine = Engine(folder, threads=1)
    loaded = time.perf_counter() - started
    examples = [*read_trees(corpora / "ud/pud_test.conllu", "ewt"), *gum_news(corpora)]
    texts = [text for text, _, _ in raw_documents(examples)]
    engine.read(["A first call takes longer than those after it."])
    words = 0
    started = time.process_time()
    for start in range(0, len(texts), 64):
        sentences = [text[first:last] for text in texts[start : start + 64] for first, last in split(text)]
        words += sum(len(reading.tokens) for reading in engine.read(sentences))
    seconds = time.process_time() - started
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"words_per_second": words / seconds, "memory_mb": memory, "load_seconds": loaded}))


def gum_news(corpora: Path) -> list[Example]:
    """Return the news of GUM, of all its parts: the rules that find words and sentences learnt from none."""
    return [
        example
        for part in ("train", "dev", "test")
        for example in read_trees(corpora / f"ud/gum_{part}.conllu", "gum")
        if example.document.startswith("GUM_news")
    ]


def measure_reading(folder: Path, corpora: Path, gold: Path, sentences: Path) -> dict[str, dict[str, float]]:
    """Return the figures that depend on what the model says."""
    engine = Engine(folder, threads=2)
    uner = measure_uner(engine, corpora / "names/uner_pud_test.iob2")
    crossner = measure_documents(engine, gold / "entities/crossner_politics.dev.jsonl", "crossner")
    wikievents = measure_documents(engine, gold / "entities/wikievents.dev.jsonl", "wikievents")
    own = measure_own(engine, sentences)
    return {
        **{name: measure_trees(engine, corpora / f"ud/{name}.conllu") for name in ("ewt_test", "pud_test", "gum_test")},
        "names": {
            "uner_pud": uner["strict"], "uner_pud_any_kind": uner["any_kind"],
            "crossner_politics": crossner["LOC/ORG/PER"], "crossner_with_events": crossner["all"],
            "wikievents": wikievents["LOC/ORG/PER"], "own": own["all"],
        },
        "crossner_politics": crossner,
        "wikievents": wikievents,
        "own": own,
        "roles": measure_roles(engine, corpora / "ud/ewt_test.conllu", corpora / "roles/ewt_test.jsonl"),
    }  # fmt: skip


def table(figures: dict[str, dict[str, float]], compared: dict[str, dict[str, float]] | None) -> str:
    """Return the figures against their bars, as Markdown."""
    lines = ["| what | bar | measured | | unrounded |", "|---|---|---|---|---|"]
    with (HERE / "engine_bars.csv").open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            group, name = row["figure"].split(".")
            value = figures[group][name]
            short = f"{value:.0f}" if value >= 100 else f"{value:.2f}"
            bar = row["at_least"]
            verdict = ""
            if bar:
                reached = value <= float(bar) if row["figure"] in AT_MOST else value >= float(bar)
                verdict = "reached" if reached else "**short**"
            other = (compared or {}).get(group, {}).get(name)
            lines.append(f"| {row['what']} | {bar} | {short} | {verdict} | {'' if other is None else f'{other:.2f}'} |")
    return "\n".join(lines) + "\n"


def curve(path: Path) -> str:
    """Return a learning curve as Markdown; its figures are of development data."""
    columns = {"EWT dev UPOS": ("ewt_dev", "upos"), "LAS": ("ewt_dev", "las"), "arguments": ("ewt_dev", "arguments"),
               "GUM dev LAS": ("gum_dev", "las"), "UNER EWT test names": ("uner_ewt_test", "names"),
               "own held-out names": ("own", "names")}  # fmt: skip
    lines = [f"| phase | words seen | {' | '.join(columns)} |", "|---" * (len(columns) + 2) + "|"]
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        cells = [row.get(group, {}).get(name, "") for group, name in columns.values()]
        lines.append(f"| {row['phase']} | {row['total_words']:,} | {' | '.join(str(cell) for cell in cells)} |")
    return "\n".join(lines) + "\n"


def put_into_card(card: Path, tables: dict[str, str]) -> None:
    """Replace the tables of the model card, each between two comments that name it."""
    text = card.read_text(encoding="utf-8")
    for name, new in tables.items():
        begin, end = f"<!-- {name} -->\n", f"<!-- end of {name} -->"
        if begin not in text or end not in text:
            raise ValueError(f"{card}: no place for {name!r}; put it between {begin.strip()!r} and {end!r}")
        text = text[: text.index(begin) + len(begin)] + new + text[text.index(end) :]
    card.write_text(text, encoding="utf-8")


def main() -> None:
    """Measure, and write what was measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True, help="folder of open corpora")
    parser.add_argument("--gold", type=Path, help="folder of gold sets")
    parser.add_argument("--sentences", type=Path, help="folder of our own sentences")
    parser.add_argument("--model", type=Path, default=MODEL, help="folder of the model")
    parser.add_argument("--compare", type=Path, help="folder of the same model unrounded")
    parser.add_argument("--out", type=Path, help="folder for reading.json and reading.md")
    parser.add_argument("--card", type=Path, help="model card whose tables are replaced")
    parser.add_argument("--curve", type=Path, help="learning curve of the model, for the card")
    parser.add_argument("--cost", type=Path, help="measure the cost of this model alone and print it")
    arguments = parser.parse_args()
    if arguments.cost:
        print_cost(arguments.cost, arguments.corpora)
        return
    data = (arguments.corpora, arguments.gold, arguments.sentences)
    figures = measure_reading(arguments.model, *data)
    figures["pud_raw"] = measure_raw(read_trees(arguments.corpora / "ud/pud_test.conllu", "ewt"))
    figures["gum_news_raw"] = measure_raw(gum_news(arguments.corpora))
    figures["cost"] = measure_cost(arguments.model, arguments.corpora)
    compared = measure_reading(arguments.compare, *data) if arguments.compare else None
    rounded = {group: {name: round(value, 3) for name, value in row.items()} for group, row in figures.items()}
    arguments.out.mkdir(parents=True, exist_ok=True)
    (arguments.out / "reading.json").write_text(json.dumps(rounded, indent=1) + "\n", encoding="utf-8")
    markdown = table(figures, compared)
    (arguments.out / "reading.md").write_text(markdown, encoding="utf-8")
    if arguments.card:
        put_into_card(arguments.card, {"figures": markdown, "curve": curve(arguments.curve)})
    print(markdown)


if __name__ == "__main__":
    main()
