"""Takes what may be events of a sentence, gives what PLOVER counts as events: the rules of `rulings.yaml`."""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import yaml

from transforms.coding.candidates import Candidate
from transforms.coding.cues import marks_of
from transforms.coding.factuality import COMPLEMENTS, TAKEN, Fact
from transforms.language.reading import ROOT
from transforms.mentions import Spotted
from transforms.syntax import OBLIQUES, Tree

RULINGS = Path(__file__).with_name("rulings.yaml")
DEPTH = 6  # governors between an event and what asks for it: "urged both to agree on steps to end the fighting"
HOLDING = 0.4  # probability from which an event has a content; a weaker one hides none
ACTUAL = Fact("actual", "certain")


@dataclass(frozen=True)
class Rulings:
    """The rules, as the file declares them."""

    containing: frozenset[str]
    unheard: Mapping[str, Sequence[str]]
    stating: frozenset[str]
    telling: frozenset[str]
    performed: Mapping[str, frozenset[str]]
    promised: str
    promisable: frozenset[str]
    promising: frozenset[str]
    refused: str
    refusing: frozenset[str]
    refusals: Mapping[str, str]
    threatened: str
    conditions: frozenset[str]
    threatening: frozenset[str]
    threats: Mapping[str, str]
    provoking: frozenset[str]
    mutual: frozenset[str]


@cache
def load_rulings() -> Rulings:
    """Return the rules."""
    declared = yaml.safe_load(RULINGS.read_text(encoding="utf-8"))
    promised, refused, threatened = declared["promised"], declared["refused"], declared["threatened"]
    return Rulings(
        containing=frozenset(declared["containing"]),
        unheard=declared["unheard"],
        stating=frozenset(declared["stating"]),
        telling=frozenset(declared["telling"]),
        performed={manner: frozenset(types) for manner, types in declared["performed"].items()},
        promised=promised["event_type"],
        promisable=frozenset(promised["event_types"]),
        promising=frozenset(promised["factualities"]),
        refused=refused["event_type"],
        refusing=frozenset(refused["auxiliaries"]),
        refusals=refused["modes"],
        threatened=threatened["event_type"],
        conditions=frozenset(threatened["conditions"]),
        threatening=frozenset(threatened["factualities"]),
        threats=threatened["modes"],
        provoking=frozenset(declared["provoking"]),
        mutual=frozenset(declared["mutual"]),
    )


def ruled(tree: Tree, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return the events of their own, with the types that PLOVER gives them, in the order of the text."""
    rules = load_rulings()
    named = {one.position for one in candidates}
    telling = [
        one
        for one in candidates
        if not (_is_interview(one, rules) or _is_statement(tree, one, rules, named) or _is_listed(tree, one))
    ]
    retyped = [_retyped(tree, one, rules) for one in telling]
    places = {at: one for one in retyped for at in (one.position, *one.objects)}
    inner: dict[int, list[Candidate]] = {}
    kept = []
    for one in retyped:
        outer = next((places[at] for at in _above(tree, one.position) if at in places), None)
        if outer is not None and outer is not one and _contains(outer, rules):
            inner.setdefault(outer.position, []).append(one)
        else:
            kept.append(one)
    completed = [_completed(one, inner.get(one.position, ())) for one in kept]
    return [_provoked(tree, one, completed, rules) for one in completed]


def _contains(outer: Candidate, rules: Rulings) -> bool:
    """Whether what an event speaks of is its content, and no event: "urged them to free the men"."""
    return outer.event_type in rules.containing and outer.probability >= HOLDING


def _is_interview(one: Candidate, rules: Rulings) -> bool:
    silent = rules.unheard.get(one.event_type, ())
    return any(spotted.mention.sector in silent for spotted in (*one.actors, *one.recipients))


def _is_listed(tree: Tree, one: Candidate) -> bool:
    """Whether an event is a word of a bare list that names its sides beside it: "Paris, Kabul, troops, sanctions"."""
    listed = tree.coordinated(tree.token(one.position).head) if tree.token(one.position).relation == "conj" else []
    has_verb = any(token.pos in {"VERB", "AUX"} for token in tree.reading.tokens)
    return not has_verb and any(spotted.head in listed for spotted in (*one.actors, *one.recipients))


def _is_statement(tree: Tree, one: Candidate, rules: Rulings, named: Container[int]) -> bool:
    """Whether the heads alone take for an event that something is said, or that one of these events is made known."""
    if one.unit:
        return False
    has_clause = bool(tree.children(one.position, {"xcomp", "ccomp"}))
    has_event = any(at in named for at in tree.children(one.position, {"obj", "nsubj:pass"}))
    lemma = tree.lemma(one.position)
    return (has_clause and lemma in rules.stating) or (has_event and lemma in rules.telling)


def _retyped(tree: Tree, one: Candidate, rules: Rulings) -> Candidate:
    """Return a candidate as a refusal, a threat or a promise where it is one, or as done where trying is doing."""
    if one.event_type in rules.performed.get(one.fact.manner, ()):
        return replace(one, fact=replace(ACTUAL, certainty=one.fact.certainty, cues=one.fact.cues))
    if one.fact.factuality == "denied" and one.event_type in rules.refusals and _will(tree, one.position, rules):
        return replace(
            one,
            event_type=rules.refused,
            mode=rules.refusals[one.event_type],
            fact=replace(ACTUAL, cues=one.fact.cues),
            ruling="refused",
        )
    is_hostile = one.fact.factuality in rules.threatening and one.event_type in rules.threats and bool(one.actors)
    if is_hostile and _will(tree, one.position, rules) and _is_conditional(tree, one.position, rules):
        return replace(
            one,
            event_type=rules.threatened,
            mode=rules.threats[one.event_type],
            fact=replace(ACTUAL, cues=one.fact.cues),
            ruling="threatened",
        )
    if one.fact.factuality in rules.promising and one.event_type in rules.promisable:
        return replace(
            one, event_type=rules.promised, mode=None, fact=replace(ACTUAL, cues=one.fact.cues), ruling="promised"
        )
    return one


def _will(tree: Tree, position: int, rules: Rulings) -> bool:
    """Whether a verb, or the one that carries its auxiliaries, speaks of what its subject is willing to do."""
    at, seen = position, set[int]()
    while at not in seen:
        seen.add(at)
        if any(tree.lemma(below) in rules.refusing for below in tree.children(at, {"aux"})):
            return True
        token = tree.token(at)
        if token.head == ROOT or token.relation not in {"conj", "xcomp", "obj"}:
            return False
        at = token.head
    return False


def _is_conditional(tree: Tree, position: int, rules: Rulings) -> bool:
    return any(rules.conditions & set(tree.markers(at)) for at in tree.children(position, {"advcl"}))


def _above(tree: Tree, position: int) -> Iterator[int]:
    """Yield the governors of which a token is the content, the nearest first."""
    at = position
    for _ in range(DEPTH):
        token = tree.token(at)
        if token.head == ROOT:
            return
        is_aim = token.relation == "advcl" and "to" in tree.markers(at)
        is_content = is_aim or (token.relation in COMPLEMENTS and token.relation != "nsubj:pass")
        is_object = token.relation in OBLIQUES and bool(TAKEN & marks_of(tree, at))
        if not (is_content or is_object or token.relation in {"conj", "nmod:poss"}):
            return
        if token.relation == "conj" and tree.children(at, {"nsubj", "nsubj:pass"}):
            return
        at = token.head
        yield at


def _completed(outer: Candidate, inner: Sequence[Candidate]) -> Candidate:
    """Return an event with the recipients that only its content tells."""
    if outer.recipients or not inner:
        return outer
    theirs = [spotted for one in inner for spotted in (*one.recipients, *one.actors)]
    others = tuple(dict.fromkeys(spotted for spotted in theirs if not _is_among(spotted, outer.actors)))
    return replace(outer, recipients=others)


def _provoked(tree: Tree, one: Candidate, others: Sequence[Candidate], rules: Rulings) -> Candidate:
    """Return an event with those as recipients who did what brought it about, where it tells no recipient itself."""
    verb = tree.token(one.position).head
    if one.recipients or verb == ROOT or tree.lemma(verb) not in rules.provoking:
        return one
    causes = set(tree.subjects(verb)) if one.position in tree.children(verb, {"obj"}) else set()
    doers = (spotted for other in others if other.position in causes for spotted in other.actors)
    return replace(one, recipients=tuple(spotted for spotted in doers if not _is_among(spotted, one.actors)))


def _is_among(spotted: Spotted, actors: Sequence[Spotted]) -> bool:
    """Whether a mention is one of the actors, or refers to one of them."""
    known = {one.mention.entity_id for one in actors if one.mention.entity_id}
    return spotted in actors or spotted.mention.entity_id in known
