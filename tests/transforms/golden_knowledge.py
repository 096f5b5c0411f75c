"""Golden knowledge: what the rows of lexicons mean, asked of the functions that read them, a line for each row.

    python -m tests.transforms.golden_knowledge     writes tests/golden/knowledge anew; read that difference as code

A probe takes what a row is looked up by and says what that means, where a function tells it: a word split off, a text
in its language, a name found. The largest files (officials, roles, armed groups) are left to docs/knowledge.md, and
patterns of the ontology to its own examples.
"""

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import astuple, dataclass, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree
from lxml.html import fragment_fromstring

from tests.rows import a
from tests.transforms.times.reading import times
from training.story_documents import SETTINGS
from transforms.actors.words import RELATIONAL_NOUNS, WATERS, relational_nouns, waters
from transforms.chains.sketching import ACTS as CHAIN_ACTS
from transforms.chains.sketching import RECALLING_WORDS, load_acts, recalling_words
from transforms.coding.numbers import find_numbers
from transforms.coding.partitives import PARTITIVES, wholes
from transforms.coreference.name_matching import LEGAL_FORMS, load_legal_forms
from transforms.documents.boilerplate import BOILERPLATE, NEWS_AGENCIES, cuts, rule_for_line
from transforms.documents.datelines import DATELINES, find_dateline
from transforms.documents.english import FOREIGN_WORDS, FUNCTION_WORDS, SCRIPTS, find_language, function_words
from transforms.documents.fields import FIELD_NAMES, find
from transforms.documents.html_metadata import STATEMENTS, read_metadata
from transforms.documents.html_pieces import HTML_PARTS, is_named_for_picture, mark_of, mark_of_heading
from transforms.extraction import extract
from transforms.former_names import FORMER_COLUMNS, Named, former_columns
from transforms.identifiers import key
from transforms.language.engine import load_engine
from transforms.language.split import CAPTION_LABELS, SENTENCE_OPENERS, split
from transforms.language.tokens import (
    ABBREVIATION_FILE,
    AFFIXES,
    CONTRACTIONS,
    DOTTED_NAMES,
    NUMBER_SUFFIXES,
    tokenize,
)
from transforms.lexicons import PSEUDO_COUNTRIES, SHARED_NAMES, load_lexicons, normalise
from transforms.lexicons.classes import (
    PREPOSITION_CLASSES,
    PREPOSITIONS_FILE,
    SECTOR_CLASSES,
    SECTORS_FILE,
    kinds_by_sector,
    prepositions_of,
    sectors_of,
)
from transforms.lexicons.named_entities import (
    ENTITY_FILES,
    OFFICIAL_FILES,
    STATES,
    TERRITORIES,
    entities_in,
    officials_in,
)
from transforms.lexicons.role_words import (
    CITIES,
    INSTITUTIONS,
    MEMBERSHIPS,
    MODIFIERS,
    PEOPLES,
    REGIONS,
    SUBDIVISIONS,
    TITLES,
)
from transforms.lexicons.words import AFTER_HOURS, ATTRIBUTIONS, NUMBER_WORDS
from transforms.loading import Csv
from transforms.phrases.phrase import (
    GIVEN_NAMES,
    NOUNS,
    PRONOUNS,
    load_given_names,
    load_nouns,
    load_pronouns,
)
from transforms.phrases.shared_names import BODY_NAMES, body_names
from transforms.places import declared
from transforms.places.gazetteer import (
    country_points,
    disputed_divisions,
    load_gazetteer,
    load_kinds,
    wide_divisions,
)
from transforms.places.keys import key_of
from transforms.places.place_candidates import candidates
from transforms.places.publishers import publisher_words
from transforms.quotes.marks import MARKS, find_quoted
from transforms.quotes.reporting_words import HEDGES, VERBS, load_hedges, load_prepositions, load_words
from transforms.quotes.reporting_words import PREPOSITIONS as REPORTING_PREPOSITIONS
from transforms.relations.patterns import PATTERNS, SUPPORT_VERBS, load_patterns, load_support_verbs
from transforms.syntax import Tree
from transforms.tables import Document
from transforms.times.vocabulary import HOLIDAYS, RULES, WORDS, holidays, rules, words_of

KNOWLEDGE = Path(__file__).parents[1] / "golden" / "knowledge"
ARROW = " -> "
MOST = 1000  # rows of a file of names; officials and armed groups would be a second copy of themselves
TIMES = ("time", "kind", "value", "mod", "first_on", "last_on", "granularity", "anchor", "reason")
"""Columns of a time."""
ALWAYS = "x"  # a value that is looked for


@dataclass(frozen=True)
class Probe:
    """How the rows of a file are asked for what they mean."""

    file: Csv[Any]
    forms: Callable[[Any], str | Iterable[str]]
    """What a row is looked up by."""
    reading: Callable[[str], Any]
    """What that means."""

    @property
    def name(self) -> str:
        """Name of its golden file."""
        return f"{self.file.path.parent.name}_{self.file.path.stem}.txt"

    def asked(self) -> list[str]:
        """Return what its rows are looked up by, each once."""
        forms = (self.forms(row) for row in self.file.rows())
        every = (form for held in forms for form in ((held,) if isinstance(held, str) else held))
        return list(dict.fromkeys(" ".join(form.split(" ")) for form in every))

    def line(self, form: str) -> str:
        """Return what a form means, as it is written."""
        return f"{form}{ARROW}{written(self.reading(form))}"


def written(value: Any) -> str:
    """Return a value as it is written: sets in order, members with blanks between them, nothing as a dash."""
    if is_dataclass(value) and not isinstance(value, type):
        return written(astuple(value))
    if isinstance(value, set | frozenset):
        return " ".join(sorted(map(written, value)))
    if isinstance(value, tuple | list):
        return "; ".join(map(written, value)) or "-"
    return "-" if value in (None, "") else str(value)


def lemma_and_pos(asked: str) -> tuple[str, str]:
    """Return a lemma and a part of speech that stand in one form."""
    lemma, pos = asked.rsplit(" ", 1)
    return lemma, pos


def sentences(*texts: str) -> str:
    """Return into how many sentences each of some texts is split."""
    return " ".join(str(len(split(text))) for text in texts)


def tokens(text: str) -> str:
    """Return a text with bars between its tokens."""
    return "|".join(text[start:end] for start, end in tokenize(text))


def named(name: str) -> list[str]:
    """Return the entities of a name, each with what it is."""
    lexicons = load_lexicons()
    entities = [(entry.how, lexicons.entities[entry.entity_id]) for entry in lexicons.candidates(name)]
    return [" ".join(filter(None, (how, it.entity_id, it.kind, it.country, it.sector))) for how, it in entities]


def spots(name: str) -> list[str]:
    """Return the places of a name that CSV files of ours add or change, each with where it is."""
    found = load_gazetteer().find(key_of(name))
    return [f"{spot.place_id} {spot.kind} {spot.country or '-'} {quality}" for spot, quality in found[:5]]


@cache
def letters_of(script: str) -> str:
    """Return some letters of a script, words of five."""
    starts = (f"{script} LETTER", f"{script} SYLLABLE", f"{script} UNIFIED", script)
    every = [chr(code) for code in range(0x250, 0xD800)]
    found = [letter for letter in every if unicodedata.name(letter, "").startswith(starts) and letter.isalpha()][:40]
    return " ".join("".join(found[at : at + 5]) for at in range(0, len(found), 5))


def stated(asked: str) -> dict[str, str]:
    """Return what is read of a page that states a value at some place under some name."""
    place, name = asked.split(" ", 1)
    value = "https://a.example/x" if "url" in name or place == "link" else "2018-06-07"
    texts = {
        "meta": f'<meta property="{name}" content="{value}">',
        "itemprop": f'<span itemprop="{name}">{value}</span>',
        "link": f'<link rel="canonical" href="{value}">',
        "jsonld": f'<script type="application/ld+json">{{"@type": "NewsArticle", "{name}": "{value}"}}</script>',
        "html": "",
    }
    language = ' lang="2018-06-07"' if place == "html" else ""
    return read_metadata(etree.HTML(f"<html{language}><head>{texts[place]}</head><body><p>a</p></body></html>"))


def taken(words: str) -> list[str]:
    """Return what rules of cleaning take of some words at the head and at the foot of a text."""
    lines = [f"{zone} {rule.reason}" for zone in ("head", "foot") if (rule := rule_for_line(words, zone))]
    pieces = [f"{zone} {reason} {start}:{end}" for zone in ("head", "foot") for start, end, reason in cuts(words, zone)]
    return lines + pieces


def classes_with(word: str, names: Iterable[str], members: Callable[[str], Iterable[str]]) -> list[str]:
    """Return the classes that hold a word."""
    return [name for name in names if word in members(name)]


def dated(text: str) -> list[str]:
    """Return the times of a text that was published on a Friday, each with all that is read of it."""
    return [
        " ".join(str(getattr(time, name)) for name in TIMES if getattr(time, name) is not None) for time in times(text)
    ]


@cache
def tree_of(text: str) -> Tree:
    """Return the tree of a sentence."""
    return Tree(load_engine().read([text])[0])


def counted(text: str) -> list[str]:
    """Return the numbers of a sentence, each with its words."""
    tree = tree_of(text)
    return [
        f"{' '.join(tree.word(at) for at in range(number.first, number.last))}: "
        f"{number.lowest} {written(number.highest)}{' about' if number.is_approximate else ''}"
        for number in find_numbers(tree)
    ]


def parted(text: str) -> list[str]:
    """Return the words of a sentence that name a part, each with those of which they do."""
    tree = tree_of(text)
    found = [(at, wholes(tree, at)) for at in range(len(tree.reading.tokens))]
    return [f"{tree.word(at)}: {' '.join(map(tree.word, held))}" for at, held in found if held]


def placed(text: str) -> list[str]:
    """Return what names of places in a text stand for."""
    (extraction,) = extract([a(Document, document_id=key(text), text=text)])
    return [f"{told.toponym} {told.stands_for} {told.place_id or '-'}" for told in extraction.toponyms]


def named_so(name: str) -> list[str]:
    """Return the likeliest places of a name that is longer than that of the place."""
    return [f"{held.spot.place_id} {held.weight:.2f} {held.precision} {held.how}" for held in candidates(name)[:3]]


def marked(asked: str) -> object:
    """Return what an element is marked as whose tag, role or name is some word, or what stands under a heading."""
    where, words = asked.split(" ", 1)
    if where == "heading":
        return mark_of_heading(words)
    tag = words if where == "tag" else "div"
    attribute = {"class": "class", "deck": "class", "picture": "class", "itemprop": "itemprop", "role": "role"}
    element = fragment_fromstring(f"<{tag}></{tag}>")
    if where in attribute:
        element.set(attribute[where], words)
    found = mark_of(element)
    return (found and (found.reason, found.is_sure), is_named_for_picture(element))


def names_in(file: Csv[Any]) -> Probe:
    """Return the probe of a file of entities: who is meant by the name of each."""
    return Probe(file, lambda row: row.name, named)


PROBES: tuple[Probe, ...] = (
    Probe(
        ABBREVIATION_FILE,
        lambda row: row.abbreviation,
        lambda word: (
            tokens(f"{word} b"),
            sentences(f"They saw {word} Ruiz.", f"They saw {word} The end.", f"They saw {word} 5 there."),
        ),
    ),
    Probe(CONTRACTIONS, lambda row: row.written, tokens),
    Probe(AFFIXES, lambda row: row.affix, lambda affix: (tokens(f"{affix}-war"), tokens(f"war-{affix}"))),
    Probe(NUMBER_SUFFIXES, lambda row: row.suffix, lambda suffix: tokens(f"5{suffix}")),
    Probe(DOTTED_NAMES, lambda row: row.suffix, lambda suffix: tokens(f"Loom.{suffix}")),
    Probe(SENTENCE_OPENERS, lambda row: row.word, lambda word: sentences(f"They left the U.S. {word} others.")),
    Probe(CAPTION_LABELS, lambda row: row.label, lambda label: sentences(f"They left {label}: Ana Ruiz")),
    Probe(AFTER_HOURS, lambda row: row.word, lambda word: sentences(f"They left at 10 a.m. {word} others.")),
    Probe(ATTRIBUTIONS, lambda row: row.verb, lambda verb: sentences(f"“We go!” Ana Ruiz {verb} that.")),
    Probe(FUNCTION_WORDS, lambda row: row.word, lambda word: word in function_words()),
    Probe(FOREIGN_WORDS, lambda row: row.words, lambda words: find_language(" ".join([words] * 3))),
    Probe(SCRIPTS, lambda row: row.script, lambda script: find_language(letters_of(script))),
    Probe(BOILERPLATE, lambda row: row.example, taken),
    Probe(
        NEWS_AGENCIES,
        lambda row: row.name,
        lambda name: (find_dateline(f"KYIV ({name}) - Talks."), *taken(f"Ana Ruiz/{name}")),
    ),
    Probe(DATELINES, lambda row: row.example, find_dateline),
    Probe(
        FIELD_NAMES,
        lambda row: f"{row.field} {row.name}",
        lambda asked: find(dict.fromkeys(asked.split(" ", 1)[1].split(" + "), ALWAYS), asked.split(" ")[0], SETTINGS),
    ),
    Probe(STATEMENTS, lambda row: f"{row.place} {row.name}", stated),
    Probe(HTML_PARTS, lambda row: f"{row.where} {row.example}", marked),
    Probe(
        FORMER_COLUMNS,
        lambda row: f"{row.table}.{row.column}",
        lambda name: former_columns().get(Named(*name.split(".")), "unknown"),
    ),
    Probe(VERBS, lambda row: f"{row.lemma} {row.pos}", lambda asked: load_words().get(lemma_and_pos(asked))),
    Probe(REPORTING_PREPOSITIONS, lambda row: row.words, lambda words: load_prepositions().get(tuple(words.split()))),
    Probe(HEDGES, lambda row: row.word, lambda word: word in load_hedges()),
    Probe(
        MARKS,
        lambda row: f"{row.opening} {row.closing}",
        lambda pair: [
            (held.start, held.end, held.is_speech)
            for held in find_quoted(f"He said {pair.split(' ')[0]}we will go home.{pair.split(' ')[1]}")
        ],
    ),
    Probe(PATTERNS, lambda row: f"{row.lemma} {row.pos}", lambda asked: load_patterns().get(lemma_and_pos(asked))),
    Probe(SUPPORT_VERBS, lambda row: row.lemma, lambda lemma: lemma in load_support_verbs()),
    Probe(CHAIN_ACTS, lambda row: row.words, lambda words: load_acts().get(words)),
    Probe(
        RECALLING_WORDS,
        lambda row: f"{row.place} {row.says} {row.word}",
        lambda asked: asked.split(" ", 2)[2] in recalling_words(*asked.split(" ", 2)[:2]),
    ),
    Probe(
        LEGAL_FORMS,
        lambda row: row.word,
        lambda word: load_legal_forms().get(word, load_legal_forms().get(word.lower())),
    ),
    Probe(NOUNS, lambda row: row.noun, lambda noun: load_nouns().get(noun)),
    Probe(PRONOUNS, lambda row: row.pronoun, lambda pronoun: load_pronouns().get(pronoun)),
    Probe(
        GIVEN_NAMES,
        lambda row: row.name,
        lambda name: load_given_names().get(name, load_given_names().get(name.lower())),
    ),
    Probe(BODY_NAMES, lambda row: row.name, lambda name: body_names().get(normalise(name))),
    Probe(WATERS, lambda row: row.noun, lambda noun: noun in waters()),
    Probe(RELATIONAL_NOUNS, lambda row: row.noun, lambda noun: relational_nouns().get(noun)),
    Probe(
        PREPOSITIONS_FILE,
        lambda row: row.preposition,
        lambda word: classes_with(word, PREPOSITION_CLASSES, prepositions_of),
    ),
    Probe(
        SECTORS_FILE,
        lambda row: row.sector,
        lambda sector: (kinds_by_sector().get(sector), *classes_with(sector, SECTOR_CLASSES, sectors_of)),
    ),
    Probe(PSEUDO_COUNTRIES, lambda row: row.code, lambda code: load_lexicons().pseudo_countries.get(code)),
    Probe(SHARED_NAMES, lambda row: row.name, lambda name: [entry.entity_id for entry in load_lexicons().names[name]]),
    Probe(
        REGIONS,
        lambda row: (row.name, *row.demonyms),
        lambda name: getattr(load_lexicons().regions.get(normalise(name)), "name", None),
    ),
    Probe(TITLES, lambda row: row.title, lambda title: load_lexicons().titles.get(normalise(title))),
    Probe(
        INSTITUTIONS,
        lambda row: row.name,
        lambda name: [
            getattr(load_lexicons().institutions.get(normalise(name)), held, None)
            for held in ("kind", "slug", "sector")
        ],
    ),
    Probe(MODIFIERS, lambda row: row.modifier, lambda word: load_lexicons().modifiers.get(normalise(word))),
    Probe(MEMBERSHIPS, lambda row: row.noun, lambda noun: load_lexicons().memberships.get(normalise(noun))),
    Probe(SUBDIVISIONS, lambda row: row.names[0], lambda name: load_lexicons().parts.get(normalise(name))),
    Probe(CITIES, lambda row: row.names[0], lambda name: load_lexicons().parts.get(normalise(name))),
    Probe(PEOPLES, lambda row: (row.people, *row.forms), lambda name: load_lexicons().parts.get(normalise(name))),
    Probe(STATES, lambda row: (row.name, *row.demonyms, *filter(None, (row.capital,)), *row.government_names), named),
    Probe(TERRITORIES, lambda row: row.names, named),
    *(names_in(entities_in(file)) for file in ENTITY_FILES),
    *(names_in(officials_in(file)) for file in OFFICIAL_FILES),
    Probe(declared.AREAS, lambda row: row.name, spots),
    Probe(declared.NAMES, lambda row: (*row.names, *row.adjectives), spots),
    Probe(declared.DIVISIONS, lambda row: (*row.names, *row.abbreviations, *row.adjectives), spots),
    Probe(declared.COUNTRIES, lambda row: row.iso, lambda iso: country_points().get(iso)),
    Probe(declared.WIDE_DIVISIONS, lambda row: row.code, lambda code: wide_divisions().get(code)),
    Probe(declared.DISPUTED_DIVISIONS, lambda row: row.code, lambda code: disputed_divisions().get(code)),
    Probe(declared.PLACE_KINDS, lambda row: row.kind, lambda kind: load_kinds().get(kind)),
    Probe(
        declared.GENERICS,
        lambda row: f"{row.words} {{}}" if row.side == "first" else f"{{}} {row.words}",
        lambda frame: (*named_so(frame.format("Hama")), *named_so(frame.format("Cedar"))),
    ),
    Probe(declared.PUBLISHER_WORDS, lambda row: row.word, lambda word: word in publisher_words()),
    Probe(declared.DIRECTIONS, lambda row: row.example, lambda words: placed(f"They fought in {words} Sudan.")),
    Probe(declared.PLACE_NOUNS, lambda row: row.example, lambda words: placed(f"They spoke of {words}.")),
    Probe(declared.PLACE_VERBS, lambda row: row.example, lambda words: placed(f"They {words}.")),
    Probe(declared.PREPOSITIONS, lambda row: row.example, lambda words: placed(f"They spoke {words}.")),
    Probe(NUMBER_WORDS, lambda row: row.words, lambda words: counted(f"They killed {words} hundred men, {words} 20.")),
    Probe(PARTITIVES, lambda row: row.lemma, lambda lemma: parted(f"They met a {lemma} of rebels.")),
    Probe(
        HOLIDAYS,
        lambda row: row.forms,
        lambda form: (holidays().get(form), *dated(f"They met on {form}."), *dated(f"They met on {form} 2015.")),
    ),
    Probe(
        WORDS,
        lambda row: [f"{row.class_}: {form}" for form in row.forms],
        lambda asked: words_of(asked.split(": ", 1)[0]).get(asked.split(": ", 1)[1], "unknown"),
    ),
    Probe(
        RULES,
        lambda row: row.example,
        lambda words: (
            *(rule.name for rule in rules() if rule.pattern.fullmatch(words)),
            *dated(f"They met {words}."),
            *dated(f"They will meet {words}."),
        ),
    ),
)


def asked(probe: Probe) -> list[str]:
    """Return what the rows of a file are looked up by; nothing of a file of names with more rows than `MOST`."""
    return [] if probe.reading is named and len(probe.file.rows()) > MOST else probe.asked()


def expected() -> Mapping[str, list[str]]:
    """Return the lines that are kept, by the name of their file."""
    return {path.name: path.read_text(encoding="utf-8").splitlines() for path in sorted(KNOWLEDGE.glob("*.txt"))}


def write() -> None:
    """Write what all rows mean."""
    KNOWLEDGE.mkdir(parents=True, exist_ok=True)
    for path in KNOWLEDGE.glob("*.txt"):
        path.unlink()
    for probe in PROBES:
        if forms := asked(probe):
            lines = [probe.line(form) for form in forms]
            (KNOWLEDGE / probe.name).write_text("\n".join([*lines, ""]), encoding="utf-8")


if __name__ == "__main__":
    write()
