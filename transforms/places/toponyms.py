"""Takes the readings of the sentences of a document, gives its toponyms with their places.

A toponym is a name that the engine tells as a place, the adjective or people of one, or a place in the name of a body
("Anbar Police Command"). Whether it stands for the place, or for who governs it, is told by its syntax: what says,
sends and agrees is a government, what something happens in is a place.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from transforms.identifiers import key
from transforms.language.reading import Name as Told
from transforms.language.reading import Reading
from transforms.mentions import Spotted
from transforms.places.candidates import Candidate, candidates, coarser, trimmed
from transforms.places.gazetteer import Spot, load_gazetteer, load_kinds, read_rows
from transforms.places.publishers import home_of
from transforms.places.resolving import POINTS, Hints, Name, Resolution, capitals, resolve
from transforms.syntax import Tree
from transforms.tables import Document, Mention, Place, Sentence, Toponym

PLACES = {"gpe", "loc", "fac"}
BODIES = {"org", "armed"}
LONGEST = 6  # words of a place's name inside that of a body
BODY_WEIGHT = 5.0  # powers of ten of people from which a place inside the name of a body is surely that place
GOVERNING = {"country", "division", "region", "disputed", "continent", "historic"}
"""Kinds of place whose name may stand for a government; a capital's may too."""
ACTS = {"nsubj", "nsubj:outer", "csubj", "obl:agent", "iobj", "obj", "nsubj:pass"}
STRUCK = {"obj", "nsubj:pass"}
REACH = 300  # characters within which a name that no gazetteer knows is taken to be near another
GUESSED = 0.3  # confidence of that
ACTOR = 0.5  # weight of a mention of an actor of a country, beside that of a place in it


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
    found = sorted(_found(document, sentences, readings), key=lambda one: one.name.start)
    resolutions = place_names(
        [one.name for one in found], document, hints_of(document, [one.mention for inside in spotted for one in inside])
    )
    toponyms, places = [], dict[str, Place]()
    for one, resolution in zip(found, resolutions, strict=True):
        toponyms.append(_toponym(document, one, resolution))
        if resolution:
            places.setdefault(resolution.spot.place_id, place_of(resolution.spot))
    return tuple(toponyms), tuple(places.values())


def hints_of(document: Document, mentions: Iterable[Mention]) -> Hints:
    """Return what a document tells of its setting beside its place names: its publisher, and its actors' countries."""
    home = home_of(document.url)
    countries: Counter[str] = Counter()
    for mention in mentions:
        if mention.country and mention.kind != "pronoun":
            countries[mention.country] += 1
    weights = {country: ACTOR * min(count, 9) ** 0.5 for country, count in countries.items()}
    return Hints(weights, home.homes, home.home_country)


def place_names(names: Sequence[Name], document: Document, hints: Hints) -> list[Resolution | None]:
    """Return the places of names; one that no gazetteer knows is taken to be near the next that one does."""
    resolutions = resolve(names, document.text, hints)
    known = [(name.start, one) for name, one in zip(names, resolutions, strict=True) if one and _is_anchor(one)]
    focus = _focus(known)
    last, before = 0, None
    filled: list[Resolution | None] = []
    for name, resolution in zip(names, resolutions, strict=True):
        while last < len(known) and known[last][0] <= name.start:
            before, last = known[last], last + 1
        after = known[last] if last < len(known) else None
        filled.append(resolution or _nearby(name, before, after, focus))
    return filled


def _is_anchor(resolution: Resolution) -> bool:
    return resolution.spot.kind in POINTS and resolution.confidence > GUESSED and not resolution.candidate.is_adjective


def _focus(known: Sequence[tuple[int, Resolution]]) -> Resolution | None:
    """Return the town or district that a document names most, the first of those alike."""
    counted = Counter(one.spot.place_id for _, one in known)
    return max((one for _, one in known), key=lambda one: counted[one.spot.place_id], default=None)


def _nearby(
    name: Name, before: tuple[int, Resolution] | None, after: tuple[int, Resolution] | None, focus: Resolution | None
) -> Resolution | None:
    """Return the place near which a name that no gazetteer knows is taken to be; null where none is near in the text."""
    near = [(abs(at - name.start), one) for at, one in filter(None, (before, after)) if abs(at - name.start) <= REACH]
    distance, chosen = min(near, key=lambda pair: pair[0], default=(0, focus))
    if chosen is None:
        return None
    where = "named beside it" if distance else "named most in the document"
    candidate = Candidate(
        chosen.spot, 0.0, coarser("near", chosen.candidate.precision), f"near {chosen.spot.name}, {where}"
    )
    return Resolution(
        candidate, round(min(GUESSED, chosen.confidence), 3), f"{candidate.how}; no gazetteer knows the name"
    )


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


def _toponym(document: Document, found: Found, resolution: Resolution | None) -> Toponym:
    start, end = found.name.start, found.name.end
    stands_for = found.stands_for
    if resolution and stands_for == "place" and found.tree and is_government(found.tree, found.head, resolution.spot):
        stands_for = "government"
    return Toponym(
        toponym_id=key(document.document_id, start, end),
        document_id=document.document_id,
        sentence_id=found.sentence.sentence_id if found.sentence else None,
        toponym_start=start,
        toponym_end=end,
        toponym=document.text[start:end],
        stands_for=stands_for,
        place_id=resolution.spot.place_id if resolution else None,
        precision=resolution.candidate.precision if resolution else "unknown",
        confidence=resolution.confidence if resolution else 0.0,
        reason=resolution.reason if resolution else "no gazetteer knows the name",
    )


@cache
def prepositions() -> dict[str, str]:
    """Return what each preposition before the name of a state tells: the place, or who governs it."""
    return {row["preposition"]: row["tells"] for row in read_rows("prepositions.csv")}


def is_government(tree: Tree, head: int, spot: Spot) -> bool:
    """Whether a name of a state or capital stands for who governs it: it acts, or is acted with."""
    if spot.kind not in GOVERNING and spot.place_id not in capitals():
        return False
    at = head
    for _ in range(len(tree.reading.tokens)):
        if tree.token(at).relation != "conj":
            break
        at = tree.token(at).head
    told = [prepositions()[marker] for marker in tree.markers(head) or tree.markers(at) if marker in prepositions()]
    if told:
        return told[0] == "government"
    if tree.markers(at):
        return False
    token = tree.token(at)
    if token.relation in STRUCK and tree.lemma(token.head) in place_verbs():
        return False
    if token.relation == "nmod:poss":
        return tree.lemma(token.head) not in place_nouns()
    return token.relation in ACTS


@cache
def place_verbs() -> frozenset[str]:
    """Return the verbs whose object is a place, though it be a state: "visited Syria", "bombed Syria"."""
    return frozenset(row["verb"] for row in read_rows("place_verbs.csv"))


@cache
def place_nouns() -> frozenset[str]:
    """Return the nouns of which a state's name says where they are: "Syria's north"."""
    return frozenset(row["noun"] for row in read_rows("place_nouns.csv"))


def _found(document: Document, sentences: Sequence[Sentence], readings: Sequence[Reading]) -> Iterator[Found]:
    """Yield the words of a document that name a place."""
    yield from _in_dateline(document)
    for sentence, reading in zip(sentences, readings, strict=True):
        tree = Tree(reading)
        for told in reading.names:
            if told.kind in PLACES:
                yield _at(sentence, tree, told.first, told.last, told.kind, "place")
            elif told.kind == "norp":
                first = _without_article(reading, told)
                if any(one.is_adjective for one in candidates(reading.words(first, told.last))[:3]):
                    yield _at(sentence, tree, first, told.last, told.kind, "people")
            elif told.kind in BODIES:
                for first, last in inside_body(reading, told):
                    yield _at(sentence, tree, first, last, told.kind, "organisation")


def _without_article(reading: Reading, told: Told) -> int:
    return told.first + 1 if told.last - told.first > 1 and reading.tokens[told.first].pos == "DET" else told.first


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


def inside_body(reading: Reading, told: Told) -> Iterator[tuple[int, int]]:
    """Yield the tokens in the name of a body that name a large place: Anbar in "Anbar Police Command"."""
    at = told.first
    while at < told.last:
        for last in range(min(told.last, at + LONGEST), at, -1):
            words = reading.words(at, last)
            if (at, last) != (told.first, told.last) and words[:1].isupper() and _is_large(words):
                yield at, last
                at = last - 1
                break
        at += 1


def _is_large(words: str) -> bool:
    best = candidates(words)[:1]
    return bool(best) and best[0].quality in INSIDE and best[0].weight >= BODY_WEIGHT


def _in_dateline(document: Document) -> Iterator[Found]:
    """Yield the town in the dateline of a document, which its sentences leave out."""
    if not document.dateline:
        return
    start = document.text.find(document.dateline)
    town = document.dateline.partition(",")[0].partition("(")[0].partition("/")[0].strip()
    if start >= 0 and town and candidates(town):
        yield Found(Name(start, start + len(town), town, "gpe"), None, "place", None, 0)


INSIDE = {0, 3}
"""Ways of the gazetteer in which a place may be named inside the name of a body: by its first name or adjective."""
