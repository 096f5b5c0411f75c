"""Takes annotated corpora, gives examples: words with what a corpus says of them, and what it leaves open."""

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from transforms.language.tagged_spans import BEGIN, END, INSIDE, OUTSIDE, SINGLE, tag

KINDS = (
    "person", "gpe", "loc", "fac", "org", "armed", "norp", "weapon", "date", "number", "event", "law",
)  # fmt: skip
"""What a name may be, as `training/sentences/README.md` defines it."""

OUTSIDE_LABEL = "outside"
OPEN = "open"
"""In `geneva.csv`: such an event says nothing about ours."""
MEASURED_WITH = "GUM_news"
GUM_PERSON = "person"
MAPPINGS = Path(__file__).with_name("corpus_kinds.csv")
GENEVA_TYPES = Path(__file__).with_name("geneva.csv")

Allowed = int
"""A set of tags as the bits of a number: what the tag of a word may be."""

Predicates = tuple[tuple[int, tuple[tuple[str, int, int], ...]], ...]
"""Words that are predicates, each with the label, first word and word after the last of its arguments."""


@dataclass(frozen=True)
class Happening:
    """An event that a sentence tells; of each participant the role, the first word and the word after the last."""

    token: int
    event_type: str
    mode: str
    factuality: str
    contexts: tuple[str, ...]
    participants: tuple[tuple[str, int, int], ...]


ANY_TAG: Allowed = (1 << tag(len(KINDS), BEGIN)) - 1


@dataclass(frozen=True)
class Example:
    """A sentence with its annotations; a task that its corpus says nothing about is `None`."""

    source: str
    words: tuple[str, ...]
    upos: tuple[str, ...] | None = None
    xpos: tuple[str, ...] | None = field(default=None, repr=False)
    lemmas: tuple[str, ...] | None = None
    heads: tuple[int, ...] | None = None
    """0 is the root, i the i-th word counted from 1."""
    relations: tuple[str, ...] | None = None
    names: tuple[Allowed, ...] | None = None
    predicates: Predicates | None = None
    happenings: tuple[Happening, ...] | None = None
    factual: tuple[tuple[int, float], ...] | None = None
    """Words that name something that may have happened, from -3, it surely did not, to 3, it surely did."""
    may_be: tuple[tuple[int, tuple[str, ...]], ...] | None = None
    """Words that a corpus of other events marks, each with the types of ours that it may be; without any it is open."""
    sentence_id: str = ""
    text: str = ""
    document: str = ""
    starts_paragraph: bool = False


def read_trees(path: Path, source: str) -> list[Example]:
    """Return the sentences of a CoNLL-U file; words are syntactic words, empty nodes are left out."""
    examples = []
    document = ""
    for comments, rows in _blocks(path):
        about = dict(line[2:].split(" = ", 1) for line in comments if " = " in line)
        document = about.get("newdoc id", document)
        columns = [row.split("\t") for row in rows]
        words = [column for column in columns if column[0].isdigit()]
        example = Example(
            source=source,
            words=tuple(column[1] for column in words),
            lemmas=tuple(column[2] for column in words),
            upos=tuple(column[3] for column in words),
            xpos=tuple(column[4] for column in words),
            heads=tuple(int(column[6]) for column in words),
            relations=tuple(column[7] for column in words),
            sentence_id=about["sent_id"],
            text=about["text"],
            document=document,
            starts_paragraph=any(line.startswith("# newpar") for line in comments),
        )
        if source == "gum":
            example = replace(example, names=_gum_names(example, [column[9] for column in words]))
        examples.append(example)
    return examples


def _blocks(path: Path) -> Iterator[tuple[list[str], list[str]]]:
    """Yield the comments and the rows of each block of a file in which an empty line ends a block."""
    comments: list[str] = []
    rows: list[str] = []
    for line in [*path.read_text(encoding="utf-8").split("\n"), ""]:
        if not line.strip():
            if rows:
                yield comments, rows
            comments, rows = [], []
        elif line.startswith("# "):
            comments.append(line)
        else:
            rows.append(line)


def read_names(path: Path, source: str) -> list[Example]:
    """Return the sentences of a file of words and BIO tags, separated by tabs or a space."""
    mapping = _mapping(source)
    examples = []
    for comments, rows in _blocks(path):
        cells = _word_cells(rows)
        sentence_id = next((line.split(" = ", 1)[1] for line in comments if line.startswith("# sent_id = ")), "")
        words = tuple(cell[0] for cell in cells)
        spans = bio_spans([cell[1] for cell in cells])
        if any(label not in mapping for label, _, _ in spans):
            continue
        names = _allow(len(cells), [(mapping[label], first, last) for label, first, last in spans], mapping["O"])
        examples.append(Example(source=source, words=words, names=names, sentence_id=sentence_id))
    return examples


def _word_cells(rows: Sequence[str]) -> list[list[str]]:
    """Return word and tag of each row, without the number that some files put before them."""
    cells = [re.split(r"[\t ]", row) for row in rows]
    return [cell[1:] for cell in cells] if cells[0][0].isdigit() and len(cells[0]) > 3 else cells


def bio_spans(tags: Sequence[str]) -> list[tuple[str, int, int]]:
    """Return the spans of BIO tags; an I without its B begins a span."""
    found: list[tuple[str, int, int]] = []
    for index, cell in enumerate(tags):
        position, _, label = cell.partition("-")
        if position == "I" and found and found[-1][0] == label and found[-1][2] == index:
            found[-1] = (label, found[-1][1], index + 1)
        elif position in {"B", "I"}:
            found.append((label, index, index + 1))
    return found


def _mapping(corpus: str) -> dict[str, list[int]]:
    """Return the kinds that each label of a corpus may stand for; -1 is no name at all."""
    with MAPPINGS.open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["corpus"] == corpus]
    if not rows:
        raise ValueError(f"{MAPPINGS}: no rows for corpus {corpus!r}; say what its labels may stand for")
    return {
        row["label"]: [-1 if kind == OUTSIDE_LABEL else KINDS.index(kind) for kind in row["kinds"].split()]
        for row in rows
    }


def _allow(length: int, spans: Sequence[tuple[list[int], int, int]], elsewhere: list[int]) -> tuple[Allowed, ...]:
    """Return the tags allowed for each word, given spans with the kinds they may be and the kinds open elsewhere."""
    open_ = 0
    for kind in elsewhere:
        open_ |= 1 << OUTSIDE if kind < 0 else sum(1 << tag(kind, position) for position in range(4))
    allowed = [open_] * length
    for kinds, first, last in spans:
        for index in range(first, last):
            allowed[index] = 0
            position = position_in(index, first, last)
            for kind in kinds:
                allowed[index] |= 1 << OUTSIDE if kind < 0 else 1 << tag(kind, position)
    return tuple(allowed)


def position_in(index: int, first: int, last: int) -> int:
    """Return the position of a word in a span."""
    if last - first == 1:
        return SINGLE
    return BEGIN if index == first else END if index == last - 1 else INSIDE


def name_tags(length: int, spans: Sequence[tuple[str, int, int]]) -> tuple[Allowed, ...]:
    """Return the tags of words whose names are all marked."""
    return _allow(length, [([KINDS.index(kind)], first, last) for kind, first, last in spans], [-1])


def _gum_names(example: Example, miscellany: Sequence[str]) -> tuple[Allowed, ...]:
    """Return the tags that GUM's mentions allow.

    A mention holds determiners, titles and appositions, so it does not say where the name begins and ends. Its last
    proper word says the kind; the proper words before it may be of the name or not. A word that is proper but in no
    mention with a kind of ours is left open.
    """
    mapping = _mapping("gum")
    heads, xpos = example.heads or (), example.xpos or ()
    proper = [label.startswith("NNP") for label in xpos]
    allowed = _open_words(example.words, xpos, mapping["O"])
    for label, first, last in _mentions(miscellany):
        tops = [index for index in range(first, last) if not first <= heads[index] - 1 < last]
        if label not in mapping or label == "O" or len(tops) != 1 or not proper[tops[0]]:
            continue
        start, end = _proper_run(proper, tops[0], first, last)
        # GUM's persons are peoples too: "the Kurds", in the plural.
        kinds = mapping[label] + [KINDS.index("norp")] * (label == GUM_PERSON and xpos[tops[0]] == "NNPS")
        for index in range(start, end + 1):
            positions = (END, SINGLE) if index == end else (BEGIN, INSIDE, SINGLE)
            tags = _tags(kinds, positions)
            allowed[index] = tags if index == end else tags | 1 << OUTSIDE
        if end + 1 < last:
            # What follows may be of the name, "University of Oslo", or not, "Oslo, where she lived".
            allowed[end] |= _tags(kinds, (BEGIN, INSIDE))
            allowed[end + 1 : last] = [ANY_TAG] * (last - end - 1)
    return tuple(allowed)


NEVER_NAMES = frozenset(
    {"DT", "IN", "PRP", "PRP$", "VBD", "VBZ", "VBP", "MD", "CC", "TO", "RB", "WDT", "WP", "WRB", "EX", "UH"}
)
"""Parts of speech, as the Penn treebank has them, of words that a capital letter makes no name."""


def _open_words(words: Sequence[str], xpos: Sequence[str], elsewhere: Sequence[int]) -> list[Allowed]:
    """Return what words may be outside mentions: any tag for one that may be a name, else none or a kind left open."""
    closed = 1 << OUTSIDE | _tags([kind for kind in elsewhere if kind >= 0], range(4))
    return [
        ANY_TAG if any(letter.isupper() for letter in word) and part not in NEVER_NAMES else closed
        for word, part in zip(words, xpos, strict=True)
    ]


def _proper_run(proper: Sequence[bool], top: int, first: int, last: int) -> tuple[int, int]:
    """Return the first and the last of the proper words in a row around the top word of a mention.

    A flat name hangs on its first word; its last proper word in a row is where the name ends.
    """
    start = end = top
    while end + 1 < last and proper[end + 1]:
        end += 1
    while start > first and proper[start - 1]:
        start -= 1
    return start, end


def _tags(kinds: Iterable[int], positions: Iterable[int]) -> Allowed:
    """Return the tags of names of these kinds at these positions of a word in its name."""
    places = tuple(positions)
    return sum(1 << tag(kind, position) for kind in kinds for position in places)


def _mentions(miscellany: Sequence[str]) -> list[tuple[str, int, int]]:
    """Return type, first word and word after the last of the mentions of a sentence of GUM, outer ones last."""
    opened: dict[str, list[tuple[str, int]]] = {}
    found = []
    for index, cell in enumerate(miscellany):
        entity = next((part[7:] for part in cell.split("|") if part.startswith("Entity=")), "")
        for opening, number, rest, closing in re.findall(r"(\()?(\d+)((?:-[^()]*)?)(\))?", entity):
            if opening:
                opened.setdefault(number, []).append((rest.split("-")[1] if "-" in rest else "", index))
            if closing and opened.get(number):
                label, first = opened[number].pop()
                found.append((label, first, index + 1))
    return sorted(found, key=lambda mention: mention[2] - mention[1])


def read_roles(path: Path) -> dict[str, Predicates]:
    """Return the predicates of each sentence by its id."""
    found = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        found[row["sent_id"]] = tuple(
            (predicate["index"], tuple((label, first, last) for label, first, last in predicate["args"]))
            for predicate in row["predicates"]
        )
    return found


def with_roles(examples: Sequence[Example], roles: dict[str, Predicates]) -> list[Example]:
    """Return the examples, those with roles joined to them by their id."""
    return [replace(example, predicates=roles.get(example.sentence_id)) for example in examples]


def read_factuality(path: Path, part: str) -> dict[str, tuple[tuple[int, float], ...]]:
    """Return how factual the predicates of the sentences of a part of UDS are, by the id of the sentence."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return {
        row["sent_id"]: tuple((number - 1, value) for number, _, value in row["predicates"])
        for row in rows
        if row["part"] == part
    }


def with_factuality(
    examples: Sequence[Example], factuality: Mapping[str, tuple[tuple[int, float], ...]]
) -> list[Example]:
    """Return the examples, those whose predicates were judged joined to the judgements by their id."""
    return [replace(example, factual=factuality.get(example.sentence_id)) for example in examples]


def read_geneva(path: Path) -> list[Example]:
    """Return the sentences of GENEVA, its events as the types of ours that they may be; see `geneva.csv`."""
    with GENEVA_TYPES.open(encoding="utf-8", newline="") as lines:
        types = {row["type"]: row["may_be"].split() for row in csv.DictReader(lines)}
    examples = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        marked = {
            event["trigger"]["start"]: tuple(label for label in types[event["event_type"]] if label != OPEN)
            for event in row["events"]
        }
        examples.append(Example(source="geneva", words=tuple(row["tokens"]), may_be=tuple(sorted(marked.items()))))
    return examples


def read_training(folder: Path) -> list[Example]:
    """Return the sentences with trees, roles and names that every model learns from.

    Texts of GUM's genre of news are measured with, so they are not among them.
    """
    names = folder / "names"
    return [
        *with_roles(read_trees(folder / "ud/ewt_train.conllu", "ewt"), read_roles(folder / "roles/ewt_train.jsonl")),
        *(
            example
            for example in read_trees(folder / "ud/gum_train.conllu", "gum")
            if not example.document.startswith(MEASURED_WITH)
        ),
        *read_names(names / "wikigold.conll", "wikigold"),
        *read_names(names / "btc_e.conll", "btc"),
        *read_names(names / "btc_g.conll", "btc"),
        *read_names(names / "wnut17_train.conll", "wnut17"),
        *read_names(names / "uner_ewt_dev.iob2", "uner"),
    ]
