"""Takes the readings of the sentences of a document, gives its toponyms with their places.

A toponym is a name that the engine tells as a place, the adjective or people of one, or a place in the name of a body
("Anbar Police Command"). Whether it stands for the place, or for who governs it, is told by its syntax: what says,
sends and agrees is a government, what something happens in is a place. A direction alone ("the North") is none, and
neither is the surname of somebody whom the document names in full.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from transforms.document_drafts import MentionDraft
from transforms.identifiers import key
from transforms.language.reading import Name as EngineName
from transforms.language.reading import Reading
from transforms.mentions import Spotted
from transforms.places.gazetteer import Spot, load_gazetteer, load_kinds, read_rows
from transforms.places.locales import settle_unknown
from transforms.places.metonyms import is_government, place_nouns, prepositions
from transforms.places.neighbours import fill
from transforms.places.place_candidates import candidates, trimmed
from transforms.places.publishers import home_of
from transforms.places.toponym_resolution import Hints, Name, Resolution, resolve
from transforms.syntax import Tree
from transforms.tables import Document, Place, Sentence, Toponym

PLACES = {"gpe", "loc", "fac"}
BODIES = {"org", "armed"}
LONGEST = 6  # words of a place's name inside that of a body
BODY_WEIGHT = 5.0  # powers of ten of people from which a place inside the name of a body is surely that place
GROUNDS = {"place", "facility", "state", "government", "people"}
"""Kinds of entity of which a name may be that of a place; what a lexicon knows as anything else is none."""
UNSURE = {"norp", "org", "armed"}
"""Kinds of names that are toponyms only where the gazetteer knows them."""
ACTOR = 0.2  # weight of a mention of an actor of a country, beside that of a place in it
WIDE = {"country", "continent"}
"""Kinds of place in which nothing is "at": what is so named is a building or a field, "at the Emirates"."""


@dataclass(frozen=True, slots=True)
class Found:
    """Words that name a place, where they stand, and what they are in their sentence."""

    name: Name
    sentence: Sentence | None
    stands_for: str
    """`place`, `people` or `organisation`; whether a place stands for its government is told once it is known."""
    tree: Tree | None
    head: int


def find_toponyms(
    document: Document,
    sentences: Sequence[Sentence],
    readings: Sequence[Reading],
    spotted: Sequence[Sequence[Spotted]] = (),
) -> tuple[tuple[Toponym, ...], tuple[Place, ...]]:
    """Return the toponyms of a document in the order of its text, and the places that they name."""
    mentions = [one.mention for inside in spotted for one in inside]
    others = {
        (one.mention.mention_start, one.mention.mention_end)
        for inside in spotted
        for one in inside
        if one.entity and one.entity.origin == "lexicon" and one.entity.kind not in GROUNDS
    }
    found = [one for one in _found(document, sentences, readings) if (one.name.start, one.name.end) not in others]
    found.sort(key=lambda one: one.name.start)
    names = [one.name for one in found]
    resolutions = resolve(names, document.text, hints_of(document, mentions))
    resolutions = [None if _is_at(*pair) else pair[1] for pair in zip(found, resolutions, strict=True)]
    resolutions = settle_unknown([(one.name, one.tree, one.head) for one in found], resolutions)
    uses = [_use(one, resolution) for one, resolution in zip(found, resolutions, strict=True)]
    resolutions = fill(names, resolutions, [use == "place" for use in uses])
    toponyms, places = [], dict[str, Place]()
    for one, use, resolution in zip(found, uses, resolutions, strict=True):
        if resolution is None and one.name.label in UNSURE:
            continue
        toponyms.append(toponym_of(document, one.name, one.sentence, use, resolution))
        if resolution:
            places.setdefault(resolution.spot.place_id, place_of(resolution.spot))
    return tuple(toponyms), tuple(places.values())


def hints_of(document: Document, mentions: Iterable[MentionDraft]) -> Hints:
    """Return what a document tells of its setting beside its place names: its publisher, and its actors' countries."""
    home = home_of(document.url)
    countries: Counter[str] = Counter()
    for mention in mentions:
        # A mention that is itself the name of a place would bear witness to its own first reading.
        if mention.country and mention.kind != "pronoun" and not candidates(mention.mention):
            countries[mention.country] += 1
    weights = {country: ACTOR * min(count, 9) ** 0.5 for country, count in countries.items()}
    return Hints(weights, home.homes, home.home_country)


def place_of(spot: Spot) -> Place:
    """Return the row of a place."""
    kind = load_kinds()[spot.kind]
    return Place(
        place_id=spot.place_id,
        name=spot.name,
        kind=spot.kind,
        latitude=spot.latitude,
        longitude=spot.longitude,
        country=spot.country,
        admin1=load_gazetteer().divisions.get(spot.division) if spot.kind != "division" else None,
        feature_class=kind.feature_class,
        precision=kind.precision,
        note=spot.note,
    )


def _use(found: Found, resolution: Resolution | None) -> str:
    """Return what a name stands for in its sentence, once its place is known."""
    if resolution and found.stands_for == "place" and found.tree:
        return "government" if is_government(found.tree, found.head, resolution.spot) else "place"
    return found.stands_for


def toponym_of(
    document: Document, name: Name, sentence: Sentence | None, use: str, resolution: Resolution | None
) -> Toponym:
    """Return the row of words that name a place, with the place that they mean."""
    return Toponym(
        toponym_id=key(document.document_id, name.start, name.end),
        document_id=document.document_id,
        sentence_id=sentence.sentence_id if sentence else None,
        toponym_start=name.start,
        toponym_end=name.end,
        toponym=document.text[name.start : name.end],
        stands_for=use,
        place_id=resolution.spot.place_id if resolution else None,
        precision=resolution.candidate.precision if resolution else "unknown",
        confidence=resolution.confidence if resolution else 0.0,
        reason=resolution.reason if resolution else "no gazetteer knows the name",
    )


def _found(document: Document, sentences: Sequence[Sentence], readings: Sequence[Reading]) -> Iterator[Found]:
    """Yield the words of a document that name a place."""
    yield from _in_dateline(document)
    surnames = surnames_in(readings)
    for sentence, reading in zip(sentences, readings, strict=True):
        tree = Tree(reading)
        for named in reading.names:
            if named.kind in PLACES and not _is_no_place(tree, named, surnames):
                yield _at(sentence, tree, named.first, named.last, named.kind, "place")
            elif named.kind == "norp":
                first = _without_article(reading, named)
                known = candidates(reading.words(first, named.last))[:3]
                if any(one.is_adjective for one in known):
                    yield _at(sentence, tree, first, named.last, named.kind, "people")
                elif known and (last := _end_with_noun(tree, named)):
                    yield _at(sentence, tree, first, last, named.kind, "place")
            elif named.kind == "event":
                for first, last in inside_event(tree, named):
                    yield _at(sentence, tree, first, last, named.kind, "place")
            elif named.kind in BODIES:
                for first, last in inside_body(reading, named):
                    yield _at(sentence, tree, first, last, named.kind, "organisation")


def surnames_in(readings: Sequence[Reading]) -> frozenset[str]:
    """Return the last words of the full names of people."""
    return frozenset(
        reading.words(name.last - 1, name.last).casefold()
        for reading in readings
        for name in reading.names
        if name.kind == "person" and name.last - name.first > 1
    )


def _is_no_place(tree: Tree, named: EngineName, surnames: frozenset[str]) -> bool:
    """Whether a name is a direction alone, or somebody's surname where no preposition says that it is a place."""
    words = [tree.word(at) for at in range(named.first, named.last) if tree.token(at).pos != "DET"]
    if all(word in directions() for word in words):
        return True
    if len(words) > 1 or words[0] not in surnames:
        return False
    return "place" not in {prepositions().get(marker) for marker in tree.markers(tree.head_of(named.first, named.last))}


@cache
def directions() -> frozenset[str]:
    """Return the words that say on which side of something a place lies, and are no place alone."""
    return frozenset(row["word"] for row in read_rows("directions.csv"))


def _is_at(found: Found, resolution: Resolution | None) -> bool:
    """Whether a name means something that stands somewhere and is only named like a country: "at the Emirates"."""
    if resolution is None or found.tree is None or resolution.spot.kind not in WIDE:
        return False
    return "at" in found.tree.markers(found.head) and found.stands_for == "place"


def _end_with_noun(tree: Tree, named: EngineName) -> int | None:
    """Return where a name ends with the noun that follows it and says what place it names: "the Almaty region"."""
    token = tree.token(tree.head_of(named.first, named.last))
    is_named = token.relation == "compound" and token.head == named.last and tree.lemma(token.head) in place_nouns()
    return named.last + 1 if is_named else None


def inside_event(tree: Tree, named: EngineName) -> Iterator[tuple[int, int]]:
    """Yield the tokens that name where something happened that has a name: Sarajevo in "the siege of Sarajevo"."""
    for first, last in inside_body(tree.reading, named, is_part=False):
        markers = tree.markers(tree.head_of(first, last))
        if any(prepositions().get(marker, "place") == "place" for marker in markers):
            yield first, last


def _without_article(reading: Reading, named: EngineName) -> int:
    return named.first + 1 if named.last - named.first > 1 and reading.tokens[named.first].pos == "DET" else named.first


def _at(sentence: Sentence, tree: Tree, first: int, last: int, label: str, stands_for: str) -> Found:
    tokens = tree.reading.tokens
    while last - first > 1 and tokens[first].pos in {"DET", "PUNCT"}:
        first += 1
    start, end = tokens[first].start, tokens[last - 1].end
    words = tree.reading.text[start:end]
    bare = trimmed(words)
    if words.startswith(bare) and bare:
        end = start + len(bare)
    name = Name(sentence.sentence_start + start, sentence.sentence_start + end, tree.reading.text[start:end], label)
    return Found(name, sentence, stands_for, tree, tree.head_of(first, last))


def inside_body(reading: Reading, named: EngineName, *, is_part: bool = True) -> Iterator[tuple[int, int]]:
    """Yield the tokens in the name of a body that name a large place: Anbar in "Anbar Police Command".

    A name that is only that of the place is left out where `is_part` asks for a part of it.
    """
    at = named.first
    while at < named.last:
        for last in range(min(named.last, at + LONGEST), at, -1):
            words = reading.words(at, last)
            is_whole = (at, last) == (named.first, named.last)
            if not (is_whole and is_part) and words[:1].isupper() and _is_large(words):
                yield at, last
                at = last - 1
                break
        at += 1


def _is_large(words: str) -> bool:
    best = candidates(words)[:1]
    return bool(best) and best[0].quality in INSIDE and best[0].weight >= BODY_WEIGHT


def _in_dateline(document: Document) -> Iterator[Found]:
    """Yield the town in the dateline of a document, which its sentences leave out; else what it is said to lie in."""
    if not document.dateline:
        return
    start = document.text.find(document.dateline)
    for part in document.dateline.split(",")[:2]:
        place = part.partition("(")[0].partition("/")[0].strip()
        at = document.dateline.find(place)
        if start >= 0 and place and candidates(place):
            yield Found(Name(start + at, start + at + len(place), place, "gpe"), None, "place", None, 0)
            return


INSIDE = {0, 3}
"""Ways of the gazetteer in which a place may be named inside the name of a body: by its first name or adjective."""
