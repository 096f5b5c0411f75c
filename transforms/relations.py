"""Relations: the mentions of a document in, who stands how to whom out, as the text states it.

`lexicons/relations.csv` holds the words that state a relation, each with the slots in which its two ends stand. A slot
is a grammatical function of the word or a preposition:

subject, object     of a verb in the active voice; "Iran-backed" has Iran as subject
self                who a noun says this of: itself, its apposition, the name that it is a title of, its subject
possessor, modifier "Hezbollah's leader", "the Hezbollah leader"
subject_above       subject of the verb whose object the noun is: "Moscow has close relations with ..."
between             both ends at once: "tensions between Russia and Iran"
"""

import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations, islice, product
from pathlib import Path

from transforms.coding.factuality import fact_of
from transforms.identifiers import key
from transforms.language.reading import ROOT, Reading
from transforms.lexicons import LexiconInvalid
from transforms.mentions import Spotted
from transforms.syntax import MODIFIERS, OBJECTS, OBLIQUES, SUBJECTS, Tree
from transforms.tables import PREDICATES, Document, Event, Participant, Relation, Sentence, Time

PATTERNS = Path(__file__).parent / "lexicons" / "relations.csv"
COLUMNS = ("predicate", "lemma", "pos", "modifiers", "subject", "object", "confidence", "note")

WITHIN = {"in", "at", "inside", "within", "throughout", "across", "near", "outside"}
"""Prepositions before the place where somebody is."""
GROUND = {"place", "facility", "state"}
TITLES = {"compound", "flat", "nmod:desc", "amod", "appos"}
SINCE, UNTIL = {"since", "from"}, {"until", "till", "to"}
STANDING = 0.7  # confidence that who does something somewhere is there: "troops fought in" is surer than "met in"
BESIDE = 0.8  # confidence of a place right after what is there: "the base in Tartous"
DOER, UNDERGOER = "ARG0", "ARG1"
RECIPROCAL = {"allied_with", "at_odds_with", "hostile_to"}
"""Predicates whose plural noun alone says it of the two sides that the text is speaking of: "the allies"."""
FIGHTING = "ASSAULT"
RECALLED = 2  # sentences before this one in which those two sides may stand


@dataclass(frozen=True)
class Pattern:
    """A word that states a relation, and the slots of its ends."""

    predicate: str
    lemma: str
    pos: str
    modifiers: frozenset[str]
    """Words of which one must modify it; empty for any."""
    subject: tuple[str, ...]
    object: tuple[str, ...]
    confidence: float


@dataclass(frozen=True)
class Stated:
    """A relation between two mentions; `at` is the token that states it."""

    predicate: str
    subject: Spotted
    object: Spotted
    at: int
    confidence: float


@cache
def load_patterns(path: Path = PATTERNS) -> Mapping[tuple[str, str], tuple[Pattern, ...]]:
    """Return the patterns by lemma and part of speech; raise `LexiconInvalid` for a row that breaks a rule."""
    found: dict[tuple[str, str], list[Pattern]] = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), 2):
            where = f"{path.name}:{number}"
            if tuple(row) != COLUMNS:
                raise LexiconInvalid(f"{where}: columns are {', '.join(row)}; they must be {', '.join(COLUMNS)}")
            if row["predicate"] not in PREDICATES:
                raise LexiconInvalid(f"{where}: predicate {row['predicate']!r}; use one of {', '.join(PREDICATES)}")
            if not 0 < float(row["confidence"]) <= 1:
                raise LexiconInvalid(f"{where}: confidence {row['confidence']}; it lies between 0 and 1")
            found[row["lemma"], row["pos"]].append(
                Pattern(
                    row["predicate"],
                    row["lemma"],
                    row["pos"],
                    frozenset(row["modifiers"].split("|")) - {""},
                    tuple(row["subject"].split("|")),
                    tuple(row["object"].split("|")),
                    float(row["confidence"]),
                )
            )
    return {name: tuple(patterns) for name, patterns in found.items()}


def find_relations(
    document: Document,
    sentences: Sequence[Sentence],
    readings: Sequence[Reading],
    spotted: Sequence[Sequence[Spotted]],
    times: Sequence[Time],
    events: Sequence[Event],
    participants: Sequence[Participant],
) -> list[Relation]:
    """Return the relations that a document states, each once per sentence and pair of entities."""
    found: dict[str, Relation] = {}
    parties = _parties(events, participants, spotted)
    happened = _happenings(events, participants)
    for place, (sentence, reading, here) in enumerate(zip(sentences, readings, spotted, strict=True)):
        tree = Tree(reading)
        heads = _by_head(here)
        stated = [*told(tree, heads), *placed(tree, here, heads)]
        explained = {_ends(one) for one in stated if one.predicate != "located_in"}
        stated += [one for one in acted(tree, sentence, here, happened) if _ends(one) not in explained]
        recent = [parties.get(one.sentence_id, ()) for one in sentences[max(0, place - RECALLED) : place + 1]]
        stated += recalled(tree, stated, recent[::-1])
        for one in stated:
            row = _relation(document, sentence, tree, one, times)
            best = found.get(row.relation_id)
            if best is None or row.confidence > best.confidence:
                found[row.relation_id] = row
    return sorted(found.values(), key=lambda row: (row.evidence_start or 0, row.relation_id))


def _ends(stated: Stated) -> frozenset[str | None]:
    return frozenset({stated.subject.mention.entity_id, stated.object.mention.entity_id})


def _by_head(here: Sequence[Spotted]) -> dict[int, list[Spotted]]:
    """Return the mentions that refer to something, by the token on which they depend; the longest first."""
    heads: dict[int, list[Spotted]] = defaultdict(list)
    for one in sorted(here, key=lambda one: one.first - one.last):
        if one.mention.entity_id:
            heads[one.head].append(_told_of(one, here))
    return heads


def _told_of(one: Spotted, here: Sequence[Spotted]) -> Spotted:
    """Return the words of the same sentence that a pronoun stands for, and any other mention as it is."""
    if one.mention.kind != "pronoun":
        return one
    same = [other for other in here if other.mention.entity_id == one.mention.entity_id]
    return next((other for kind in ("name", "nominal") for other in same if other.mention.kind == kind), one)


def told(tree: Tree, heads: Mapping[int, Sequence[Spotted]]) -> Iterator[Stated]:
    """Yield what the words of the lexicon state in a sentence; of the patterns of a word the first that is full."""
    patterns = load_patterns()
    for at in range(len(tree.reading.tokens)):
        for pattern in patterns.get((tree.lemma(at), tree.token(at).pos), ()):
            if pattern.modifiers and not pattern.modifiers & {tree.lemma(one) for one in tree.children(at, MODIFIERS)}:
                continue
            if pairs := list(_pairs(tree, at, pattern, heads)):
                yield from (Stated(pattern.predicate, *pair, at, pattern.confidence) for pair in pairs)
                break


def _pairs(
    tree: Tree, at: int, pattern: Pattern, heads: Mapping[int, Sequence[Spotted]]
) -> Iterator[tuple[Spotted, Spotted]]:
    """Yield the pairs of mentions that fill both slots of a pattern, two different entities each."""
    if pattern.subject == ("between",):
        both = _filled(tree, at, pattern.subject, heads)
        pairs = list(combinations(both, 2))
    else:
        pairs = list(product(_filled(tree, at, pattern.subject, heads), _filled(tree, at, pattern.object, heads)))
    yield from (pair for pair in pairs if _is_pair(*pair))


def _is_pair(one: Spotted, other: Spotted) -> bool:
    """Whether two mentions are of two things; "Iraqi" within "Iraqi officials" is a trait of theirs."""
    is_inside = one.first <= other.first and other.last <= one.last
    return one.mention.entity_id != other.mention.entity_id and not (is_inside and other.mention.kind == "demonym")


def _filled(tree: Tree, at: int, slots: Sequence[str], heads: Mapping[int, Sequence[Spotted]]) -> tuple[Spotted, ...]:
    """Return the mentions in the first of the slots that holds any, coordinated ones in the order of the text."""
    for slot in slots:
        seats = _stands_in(tree, at, slot)
        if slot == "self":  # of those of whom it is said the best known
            known = (one for one in seats if any(listed in heads for listed in tree.coordinated(one)))
            seats = list(islice(known, 1))
        every = dict.fromkeys(
            one for found in seats for listed in tree.coordinated(found) for one in _meant(tree, listed)
        )
        # "Iraqi and Afghan fighters" are two with one head.
        if found := {held.mention.entity_id: held for one in every for held in reversed(heads.get(one, ()))}:
            return tuple(sorted(found.values(), key=lambda held: held.first))
    return ()


def _meant(tree: Tree, at: int) -> list[int]:
    """Return those whom a plural noun names one by one, "the backers - Russia and Iran", else the noun itself."""
    lists = (tree.coordinated(first) for first in tree.children(at, {"appos"}))
    return next((listed for listed in lists if len(listed) > 1), [at])


def _stands_in(tree: Tree, at: int, slot: str) -> list[int]:
    """Return the tokens that stand in a slot of a word."""
    token = tree.token(at)
    if slot == "subject":
        doers = tree.subjects(at) if token.pos == "ADJ" else [*tree.doers(at), *_before_hyphen(tree, at)]
        return doers or _filling(tree, at, DOER)
    if slot == "object":
        return tree.undergoers(at) or _filling(tree, at, UNDERGOER)
    if slot == "self":
        return _said_of(tree, at)
    if slot == "possessor":
        return tree.children(at, {"nmod:poss"})
    if slot == "modifier":
        return _modifiers(tree, at)
    if slot == "subject_above":
        return tree.doers(token.head) if token.relation in OBJECTS else []
    seats = [at, token.head] if token.relation in OBJECTS | SUBJECTS and token.head != ROOT else [at]
    if slot == "between":  # "divergence of interest between"
        seats += tree.children(at, {"nmod"})
    below = [one for seat in seats for one in tree.children(seat, OBLIQUES) if one != at]
    found = [one for one in below if slot in tree.markers(one)]
    if found and slot == "between":  # the second end may hang beside the first
        found += [one for one in below if one not in found and tree.children(one, {"cc"})]
    return found


def _filling(tree: Tree, at: int, role: str) -> list[int]:
    """Return the heads of what fills a semantic role of a word, for what the words of its clause leave out."""
    predicates = (one for one in tree.reading.predicates if one.token == at)
    spans = ((one.first, one.last) for predicate in predicates for one in predicate.arguments if one.role == role)
    return [tree.head_of(*span) for span in spans]


def _before_hyphen(tree: Tree, at: int) -> list[int]:
    """Return who does what a participle says that is joined to it by a hyphen: "Iran-backed"."""
    if tree.token(at).relation not in {"amod", "acl"} or at < 2 or tree.word(at - 1) not in {"-", "‐", "–"}:
        return []
    return [one for one in tree.children(at, {"obl:unmarked", "compound", "obl", "nsubj", "nmod", "amod"}) if one < at]


def _said_of(tree: Tree, at: int) -> list[int]:
    """Return of whom a noun is said, the best known first: a name beside it, its subject, else the noun itself."""
    token, found = tree.token(at), list[int]()
    if token.relation in TITLES and token.head != ROOT:
        found.append(token.head)
    found += tree.children(at, {"appos"})
    if tree.children(at, {"cop"}):
        found += tree.children(at, SUBJECTS)
    if token.relation == "xcomp" and token.head != ROOT:
        found += tree.subjects(token.head)
    return [*found, at]


def _modifiers(tree: Tree, at: int) -> list[int]:
    """Return the nouns and adjectives before a noun, those before the name that it is a title of included."""
    token = tree.token(at)
    above = [token.head] if token.relation in TITLES and token.head > at else []
    hyphen = _before_hyphen(tree, at)
    return [
        one
        for seat in (at, *above)
        for one in tree.children(seat, MODIFIERS | {"nmod"})
        if one < at and one not in hyphen
    ]


def placed(tree: Tree, here: Sequence[Spotted], heads: Mapping[int, Sequence[Spotted]]) -> Iterator[Stated]:
    """Yield who is where: "the base in Tartous", "troops fought near Mosul", "Mosul, Iraq", "they are in Aleppo"."""
    for ground in here:
        if ground.entity is None or ground.entity.kind not in GROUND:
            continue
        at = _first_of_list(tree, ground.head)
        token = tree.token(at)
        is_within = bool(WITHIN & set(tree.markers(at)))
        if is_within:  # a predicate: "believed to be inside Mosul"
            yield from _located([one for seat in tree.subjects(at) for one in heads.get(seat, ())], ground, BESIDE)
        if token.head == ROOT:
            continue
        if token.relation == "appos" and ground.mention.kind == "name":
            named = [one for one in heads.get(token.head, ()) if one.entity and one.entity.kind in GROUND]
            yield from _located(named, ground, BESIDE)
        elif token.relation in OBLIQUES and is_within:
            yield from _located(heads.get(token.head, ()), ground, BESIDE)
            for seat in _present(tree, token.head, at):
                yield from _located(heads.get(seat, ()), ground, STANDING)


def _first_of_list(tree: Tree, at: int) -> int:
    """Return the first of the coordinated words to which a word belongs: it alone has the preposition of all."""
    while tree.token(at).relation == "conj" and tree.token(at).head != ROOT:
        at = tree.token(at).head
    return at


def _present(tree: Tree, at: int, place: int) -> list[int]:
    """Return who and what takes part in what a word tells: subjects, objects and, of its nouns, their obliques."""
    seats = [at, *tree.children(at, OBJECTS)]
    takers = [*tree.doers(at), *tree.undergoers(at), *(one for seat in seats for one in tree.children(seat, OBLIQUES))]
    return [one for seat in dict.fromkeys(takers) if seat != place for one in tree.coordinated(seat)]


def _located(held: Sequence[Spotted], ground: Spotted, confidence: float) -> Iterator[Stated]:
    """Yield that the first of some mentions is at a place."""
    for one in held[:1]:
        if one.mention.entity_id != ground.mention.entity_id and one.mention.kind != "demonym":
            yield Stated("located_in", one, ground, ground.head, confidence)


Happening = tuple[Event, tuple[str, ...], tuple[str, ...]]
"""An event with the mentions of its actors and of its recipients."""


def _happenings(events: Sequence[Event], participants: Sequence[Participant]) -> dict[str, list[Happening]]:
    """Return the events of each sentence with their sides."""
    sides: dict[tuple[str, str], tuple[str, ...]] = defaultdict(tuple)
    for one in participants:
        sides[one.event_id, one.role] += (one.mention_id,)
    found: dict[str, list[Happening]] = defaultdict(list)
    for event in events:
        here = (sides[event.event_id, "actor"], sides[event.event_id, "recipient"])
        found[event.sentence_id].append((event, *here))
    return found


def acted(
    tree: Tree, sentence: Sentence, here: Sequence[Spotted], happened: Mapping[str, Sequence[Happening]]
) -> Iterator[Stated]:
    """Yield who fights whom, and who fights together, as the assaults of a sentence tell."""
    mentions = {one.mention.mention_id: one for one in here if one.mention.entity_id}
    starts = {sentence.sentence_start + token.start: at for at, token in enumerate(tree.reading.tokens)}
    for event, doers, undergoers in happened.get(sentence.sentence_id, ()):
        at = starts.get(event.trigger_start)
        if event.event_type != FIGHTING or at is None:
            continue
        actors = [mentions[one] for one in doers if one in mentions]
        recipients = [mentions[one] for one in undergoers if one in mentions]
        for one, other in product(actors, recipients):
            if _is_pair(one, other):
                yield Stated("fights", one, other, at, event.confidence)
        for one, other in combinations(actors, 2):
            if _is_pair(one, other):
                yield Stated("allied_with" if recipients else "fights", one, other, at, event.confidence * STANDING)


def recalled(tree: Tree, stated: Sequence[Stated], recent: Sequence[Sequence[Spotted]]) -> Iterator[Stated]:
    """Yield what a plural noun says of the two sides whose events have just been told: "tension between the allies"."""
    explained = {one.at for one in stated}
    for at, token in enumerate(tree.reading.tokens):
        if at in explained or token.pos != "NOUN" or tree.word(at) == tree.lemma(at):
            continue
        for pattern in load_patterns().get((tree.lemma(at), "NOUN"), ()):
            if pattern.predicate in RECIPROCAL and pattern.subject == ("self",) and "the" in _determiners(tree, at):
                sides = next((parties for parties in recent if len(parties) == 2), None)
                if sides:
                    yield Stated(pattern.predicate, sides[0], sides[1], at, pattern.confidence * STANDING)
                    yield from _strained(tree, at, sides)


def _strained(tree: Tree, at: int, sides: Sequence[Spotted]) -> Iterator[Stated]:
    """Yield what a noun says of the sides that stand in its "between": "tension between the allies"."""
    token = tree.token(at)
    if token.head == ROOT or "between" not in tree.markers(at):
        return
    for pattern in load_patterns().get((tree.lemma(token.head), "NOUN"), ()):
        if pattern.subject == ("between",):
            yield Stated(pattern.predicate, sides[0], sides[1], token.head, pattern.confidence * STANDING)


def _determiners(tree: Tree, at: int) -> set[str]:
    return {tree.lemma(one) for one in tree.children(at, {"det"})}


def _parties(
    events: Sequence[Event], participants: Sequence[Participant], spotted: Sequence[Sequence[Spotted]]
) -> dict[str, tuple[Spotted, ...]]:
    """Return for each sentence one mention of each side in its events, in the order of the text."""
    mentions = {one.mention.mention_id: one for here in spotted for one in here}
    sentence_of = {event.event_id: event.sentence_id for event in events}
    found: dict[str, dict[str, Spotted]] = defaultdict(dict)
    for participant in participants:
        one = mentions.get(participant.mention_id)
        if one and one.mention.entity_id and one.entity:
            side = one.mention.entity_id if one.entity.kind == "armed_group" else participant.country
            if side:
                sides = found[sentence_of[participant.event_id]]
                best = sides.get(side)
                if best is None or one.mention.mention_start < best.mention.mention_start:
                    sides[side] = one
    return {
        sentence_id: tuple(sorted(sides.values(), key=lambda one: one.mention.mention_start))
        for sentence_id, sides in found.items()
    }


def _relation(document: Document, sentence: Sentence, tree: Tree, stated: Stated, times: Sequence[Time]) -> Relation:
    """Return the row of a relation; its evidence runs from the first to the last of its words."""
    word = tree.token(stated.at)
    ends = (stated.subject, stated.object)
    here = [one.mention for one in ends if one.mention.sentence_id == sentence.sentence_id]
    start = min(sentence.sentence_start + word.start, *(one.mention_start for one in here), sentence.sentence_end)
    end = max(sentence.sentence_start + word.end, *(one.mention_end for one in here), 0)
    first, last = _period(sentence, tree, stated.at, times)
    subject, other = (one.mention.entity_id or "" for one in ends)
    return Relation(
        relation_id=key(document.document_id, sentence.sentence_id, subject, stated.predicate, other),
        subject_id=subject,
        predicate=stated.predicate,
        object_id=other,
        subject_mention_id=stated.subject.mention.mention_id,
        object_mention_id=stated.object.mention.mention_id,
        factuality=fact_of(tree, _claim(tree, stated.at)).factuality,
        valid_first_on=first,
        valid_last_on=last,
        document_id=document.document_id,
        evidence_start=start,
        evidence_end=end,
        basis="stated",
        confidence=round(stated.confidence, 3),
    )


def _claim(tree: Tree, at: int) -> int:
    """Return the word that says whether it is so: of a subject its verb, "frictions could rise between them"."""
    token = tree.token(at)
    return token.head if token.relation in SUBJECTS | OBJECTS and token.head != ROOT else at


def _period(sentence: Sentence, tree: Tree, at: int, times: Sequence[Time]):  # type: ignore[no-untyped-def]
    """Return the first and the last day that the clause gives, after "since" and "until"."""
    first = last = None
    starts = {sentence.sentence_start + token.start: place for place, token in enumerate(tree.reading.tokens)}
    for time in times:
        place = starts.get(time.time_start)
        if time.sentence_id != sentence.sentence_id or place is None or tree.clause(place) != tree.clause(at):
            continue
        head = next((one for one in (place, tree.token(place).head) if one != ROOT and tree.markers(one)), place)
        markers = set(tree.markers(head))
        first = time.first_on if markers & SINCE else first
        last = time.last_on if markers & UNTIL else last
    return first, last
