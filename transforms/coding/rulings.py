"""Takes what may be events of a sentence, gives what PLOVER counts as events: the rules of `rulings.yaml`."""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from transforms.coding.event_candidates import Candidate
from transforms.coding.factuality import COMPLEMENTS, TAKEN, Fact
from transforms.coding.factuality_cues import marks_of
from transforms.coding.strategies import CAUSE, CONTENT
from transforms.language.reading import ROOT
from transforms.loading import load_yaml
from transforms.mentions import Spotted
from transforms.syntax import OBLIQUES, SUBJECTS, Tree

RULINGS = Path(__file__).with_name("rulings.yaml")
DEPTH = 6  # governors between an event and what asks for it: "urged both to agree on steps to end the fighting"
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
    refusing_of_oneself: frozenset[str]
    refusals: Mapping[str, str]
    threatened: str
    conditions: frozenset[str]
    threatening: frozenset[str]
    threats: Mapping[str, str]
    speaking: frozenset[str]
    provoking: frozenset[str]
    mutual: frozenset[str]


@cache
def load_rulings() -> Rulings:
    """Return the rules."""
    declared = load_yaml(RULINGS, dict[str, Any])
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
        refusing_of_oneself=frozenset(refused["own"]),
        refusals=refused["modes"],
        threatened=threatened["event_type"],
        conditions=frozenset(threatened["conditions"]),
        threatening=frozenset(threatened["factualities"]),
        threats=threatened["modes"],
        speaking=frozenset(declared["speaking"]),
        provoking=frozenset(declared["provoking"]),
        mutual=frozenset(declared["mutual"]),
    )


def ruled(tree: Tree, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return the events of their own, with the types that PLOVER gives them, in the order of the text."""
    rules = load_rulings()
    named = {candidate.position for candidate in candidates}
    telling = [
        candidate
        for candidate in candidates
        if not (
            _is_interview(candidate, rules)
            or _is_statement(tree, candidate, rules, named)
            or _is_listed(tree, candidate)
        )
    ]
    retyped = [_retyped(tree, candidate, rules) for candidate in telling]
    places = {at: one for one in retyped for at in (one.position, *one.objects)}
    inner: dict[int, list[Candidate]] = {}
    kept = []
    for one in retyped:
        outer = next((places[at] for at in _above(tree, one.position) if at in places), None)
        if outer is not None and outer.event_type in rules.containing and outer is not one:
            inner.setdefault(outer.position, []).append(one)
        else:
            kept.append(one)
    completed = [_completed(one, inner.get(one.position, ())) for one in kept]
    return [_provoked(tree, one, completed, rules) for one in completed]


def _is_interview(candidate: Candidate, rules: Rulings) -> bool:
    silent = rules.unheard.get(candidate.event_type, ())
    return any(spotted.mention.sector in silent for spotted in (*candidate.actors, *candidate.recipients))


def _is_listed(tree: Tree, candidate: Candidate) -> bool:
    """Whether an event is a word of a bare list with its participants beside it: "Paris, Kabul, troops, sanctions"."""
    listed = (
        tree.coordinated(tree.token(candidate.position).head)
        if tree.token(candidate.position).relation == "conj"
        else []
    )
    has_verb = any(token.pos in {"VERB", "AUX"} for token in tree.reading.tokens)
    return not has_verb and any(spotted.head in listed for spotted in (*candidate.actors, *candidate.recipients))


def _is_statement(tree: Tree, candidate: Candidate, rules: Rulings, named: Container[int]) -> bool:
    """Whether classifiers alone take for an event that something is said, or that an event is made known."""
    if candidate.pattern:
        return False
    has_clause = bool(tree.children(candidate.position, {"xcomp", "ccomp"}))
    has_event = any(at in named for at in tree.children(candidate.position, {"obj", "nsubj:pass"}))
    lemma = tree.lemma(candidate.position)
    return (has_clause and lemma in rules.stating) or (has_event and lemma in rules.telling)


def _retyped(tree: Tree, candidate: Candidate, rules: Rulings) -> Candidate:
    """Return a candidate as a refusal, a threat or a promise where it is one, or as done where trying is doing."""
    if candidate.event_type in rules.performed.get(candidate.fact.manner, ()):
        return replace(candidate, fact=replace(ACTUAL, certainty=candidate.fact.certainty, cues=candidate.fact.cues))
    if (
        candidate.fact.factuality == "denied"
        and candidate.event_type in rules.refusals
        and (_will(tree, candidate.position, rules) or _declines(tree, candidate.position, rules))
    ):
        return _refused(tree, candidate, rules)
    is_hostile = (
        candidate.fact.factuality in rules.threatening
        and candidate.event_type in rules.threats
        and bool(candidate.actors)
    )
    is_threat = _is_conditional(tree, candidate.position, rules) or _is_speaking(tree, candidate.position, rules)
    if is_hostile and is_threat and _will(tree, candidate.position, rules):
        return replace(
            candidate,
            event_type=rules.threatened,
            mode=rules.threats[candidate.event_type],
            fact=replace(ACTUAL, cues=candidate.fact.cues),
            ruling="threatened",
        )
    if candidate.fact.factuality in rules.promising and candidate.event_type in rules.promisable:
        return replace(
            candidate,
            event_type=rules.promised,
            mode=None,
            fact=replace(ACTUAL, cues=candidate.fact.cues),
            ruling="promised",
        )
    return candidate


def _refused(tree: Tree, candidate: Candidate, rules: Rulings) -> Candidate:
    """Return the refusal of an event: of those who would do it together, by the subject against the others."""
    willing = {at for subject in tree.subjects(candidate.position) for at in (subject, *tree.coordinated(subject))}
    others = tuple(spotted for spotted in candidate.actors if spotted.head not in willing)
    is_split = candidate.is_mutual and 0 < len(others) < len(candidate.actors)
    return replace(
        candidate,
        event_type=rules.refused,
        mode=rules.refusals[candidate.event_type],
        actors=tuple(spotted for spotted in candidate.actors if spotted not in others)
        if is_split
        else candidate.actors,
        recipients=others if is_split else candidate.recipients,
        recipients_by=candidate.actors_by if is_split else candidate.recipients_by,
        is_mutual=candidate.is_mutual and not is_split,
        fact=replace(ACTUAL, cues=candidate.fact.cues),
        ruling="refused",
    )


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


def _declines(tree: Tree, position: int, rules: Rulings) -> bool:
    """Whether those who speak say what they do not do, or cannot."""
    auxiliaries = {tree.word(below) for below in tree.children(position, {"aux"})}
    return bool(rules.refusing_of_oneself & auxiliaries) and _is_speaking(tree, position, rules)


def _is_speaking(tree: Tree, position: int, rules: Rulings) -> bool:
    """Whether a verb has those who speak as its subject."""
    return any(tree.word(subject) in rules.speaking for subject in tree.children(position, SUBJECTS))


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
        noun_of_several = tree.exemplified(at)  # "sent demands, including a withdrawal": what is demanded
        at = token.head if noun_of_several is None else noun_of_several
        yield at


def _completed(outer: Candidate, inner: Sequence[Candidate]) -> Candidate:
    """Return an event with the recipients that only its content tells."""
    if outer.event_type == load_rulings().threatened and (faced := _threatened(outer, inner)):
        return replace(outer, recipients=faced, recipients_by=CONTENT)
    if outer.recipients or not inner:
        return outer
    theirs = [spotted for candidate in inner for spotted in (*candidate.recipients, *candidate.actors)]
    others = tuple(dict.fromkeys(spotted for spotted in theirs if not _is_among(spotted, outer.actors)))
    return replace(outer, recipients=others, recipients_by=CONTENT)


def _threatened(outer: Candidate, inner: Sequence[Candidate]) -> tuple[Spotted, ...]:
    """Return those whom a threatened deed would strike: Iran in "warned that the US would strike Iran".

    Who would do it is on the side of whoever threatens.
    """
    deeds = [
        candidate for candidate in inner if candidate.event_type in load_rulings().threats and candidate.recipients
    ]
    doing = {who for deed in deeds for who in deed.actors}
    if not deeds or any(who not in doing for who in outer.recipients):
        return ()
    struck = dict.fromkeys(who for deed in deeds for who in deed.recipients)
    return tuple(who for who in struck if not _is_among(who, (*outer.actors, *doing)))


def _provoked(tree: Tree, candidate: Candidate, others: Sequence[Candidate], rules: Rulings) -> Candidate:
    """Return an event with those as recipients who did what brought it about, where it tells no recipient itself."""
    verb = tree.token(candidate.position).head
    if candidate.recipients or verb == ROOT or tree.lemma(verb) not in rules.provoking:
        return candidate
    causes = set(tree.subjects(verb)) if candidate.position in tree.children(verb, {"obj"}) else set()
    doers = (spotted for other in others if other.position in causes for spotted in other.actors)
    found = tuple(spotted for spotted in doers if not _is_among(spotted, candidate.actors))
    return replace(candidate, recipients=found, recipients_by=CAUSE)


def _is_among(spotted: Spotted, actors: Sequence[Spotted]) -> bool:
    """Whether a mention is one of the actors, or refers to one of them."""
    known = {actor.mention.entity_id for actor in actors if actor.mention.entity_id}
    return spotted in actors or spotted.mention.entity_id in known
