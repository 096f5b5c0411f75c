"""Takes two sketches, gives the facts that speak for or against their telling one event.

A fact is a name with a weight in `weights.csv`; what is not there weighs nothing. What is compared of participants,
days and places comes to a few relations, so that many pairs of sketches are compared by their distinct values alone
(`transforms/corpus/scoring.py`).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from transforms.chains.sketch import COUNTED, Days, Party, Position, Site, Sketch

STEM = 5  # letters that the forms of a word share: "deployed" and "deployment"
LIKENESSES = ("entity", "noun", "code", "state", "country", "sector", "vague", "number", "apart")
"""How two parties may be alike, the closest first."""
NO_SECTOR = frozenset({None, "UNK"})
WIDE = frozenset({"country", "region"})
NEAR = 0.5  # degrees of latitude and longitude within which two places are one surrounding
GAPS = ((1, "eve"), (7, "week"), (31, "month"))
"""Days between two intervals, by how they are told apart."""
Numbers = Mapping[str, tuple[int, int]]
"""Lowest and highest of what is counted."""
BASES = {
    "stated": "stated",
    "narrative": "stated",
    "coreference": "stated",
    "tense": "tense",
    "publication": "publication",
    "focus": "inferred",
    "unknown": "unknown",
    "none": "unknown",
}
"""What the bases of days and places come to; others are inferred."""
DISTANCES = ((0, "same"), (1, "next"), (2, "near"), (4, "close"), (8, "far"))
"""Sentences between two reports, by how far that is."""
MOST_RANK = 5  # reports of the same type between two, beyond which it makes no difference
LEAD = 2  # sentences, the headline's too, up to which a document says what its headline does


@dataclass(frozen=True, slots=True)
class Relation:
    """How two sketches lie to each other, beside the kinds of acts that they tell and what they count."""

    words: str
    """How the words that name the acts are alike."""
    actors: str
    recipients: str
    days: str
    """How far their days are apart."""
    dated: str
    """How both know their days."""
    sites: str | None
    """How their places lie to each other, and how both know them; None where one has none."""
    are_two_towns: bool
    factualities: str
    """Whether they share a factuality, one of them only supposes, or neither."""


def relate(ours: Sketch, theirs: Sketch) -> Relation:
    """Return how two sketches lie to each other."""
    return Relation(
        words=words_alike(ours, theirs),
        actors=agree(ours.actors, theirs.actors),
        recipients=agree(ours.recipients, theirs.recipients),
        days=_apart(ours.days, theirs.days),
        dated=both(ours.days.basis, theirs.days.basis),
        sites=sites_apart(ours.site, theirs.site),
        are_two_towns=are_two_towns(ours.site, theirs.site),
        factualities=factualities_alike(ours, theirs),
    )


def facts(ours: Sketch, theirs: Sketch) -> Iterator[str]:
    """Yield what speaks for or against two sketches telling one event, wherever they stand."""
    yield from act_facts(ours, theirs)
    yield from relation_facts(relate(ours, theirs))
    yield from number_facts(ours.numbers, theirs.numbers)
    yield factuality_fact(ours, theirs)


def act_facts(ours: Sketch, theirs: Sketch) -> Iterator[str]:
    """Yield what the types, modes and words of two sketches speak for or against."""
    words = words_alike(ours, theirs)
    same_type = bool(ours.event_types & theirs.event_types)
    yield f"words={words},type={same_type}"
    if words == "other":
        yield from sorted({f"acts={'+'.join(sorted((act, other)))}" for act in ours.acts for other in theirs.acts})
    if same_type:
        yield f"mode={_modes(ours, theirs)}"
        yield from (f"type={event_type}" for event_type in sorted(ours.event_types & theirs.event_types))
    else:
        yield f"types={'+'.join(sorted(ours.event_types | theirs.event_types))}"


def factuality_fact(ours: Sketch, theirs: Sketch) -> str:
    """Return what the factualities of two sketches speak for or against."""
    return f"factuality={'+'.join(sorted(ours.factualities | theirs.factualities))}"


def relation_facts(relation: Relation) -> Iterator[str]:
    """Yield what participants, days and places of two sketches speak for or against."""
    for role, agreement in (("actors", relation.actors), ("recipients", relation.recipients)):
        yield f"{role}={agreement}"
        yield f"{role}={agreement},words={relation.words}"
    yield f"days={relation.days},{relation.dated}"
    if relation.sites:
        yield f"places={relation.sites}"


def number_facts(ours: Numbers, theirs: Numbers) -> Iterator[str]:
    """Yield what the numbers of two sketches speak for or against."""
    for kind in COUNTED:
        if (ours_told := ours.get(kind)) and (theirs_told := theirs.get(kind)):
            yield f"{kind}={'same' if _meet(ours_told, theirs_told) else 'other'}"


def exclude(ours: Sketch, theirs: Sketch) -> bool:
    """Whether the days that two sketches tell are too far apart for a difference between two accounts."""
    return both(ours.days.basis, theirs.days.basis) == STATED and _apart(ours.days, theirs.days) in FAR


FAR = frozenset({"month", "far"})
"""Distances between days that no carelessness of a writer explains."""
MEETING = frozenset({"same", "meet"})
STATED = "stated+stated"
SHARED, SUPPOSED = "shared", "supposed"
NO_DEEDS = frozenset({"hypothetical", "habitual"})
"""Factualities of acts that are neither done, to be done, nor denied."""
FITTING = frozenset({"entity", "noun", "code", "state"})
UNFIT = frozenset({"apart", "number"})


def exclude_across(relation: Relation) -> bool:
    """Whether chains of two documents cannot be of one event."""
    return exclusion_across(relation) is not None


def exclusion_across(relation: Relation) -> str | None:
    """Return what excludes that chains of two documents are of one event, as `feature_sentences.csv` names it, or None.

    Days that both tell must meet. A plan or a denial is of the deed where parties and days are known and fit; what is
    only supposed, or done as a habit, never is.
    """
    if relation.dated == STATED and relation.days not in MEETING:
        return None if relation.days == "open" else "days"
    if relation.actors == relation.recipients == "apart":
        return "parties"
    if relation.are_two_towns:
        return "towns"
    return None if relation.factualities == SHARED else _misfit(relation)


def _misfit(relation: Relation) -> str | None:
    """Return what is no report of the deed, or what a plan or a denial does not share with it."""
    if relation.factualities == SUPPOSED:
        return SUPPOSED
    if relation.days not in MEETING:
        return "days_of_another_factuality"
    if relation.actors not in FITTING:
        return "actors"
    return "recipients" if relation.recipients in UNFIT else None


def are_two_towns(ours: Site | None, theirs: Site | None) -> bool:
    """Whether both tell where, each a point on the map, and these lie in two surroundings."""
    if ours is None or theirs is None or both(ours.basis, theirs.basis) != STATED:
        return False
    is_point = not {ours.precision, theirs.precision} & (WIDE | {"province"})
    return is_point and _sites(ours, theirs) in {"apart", "abroad"}


def facts_across(ours: Sketch, theirs: Sketch) -> Iterator[str]:
    """Yield what speaks for or against chains of two documents telling one event."""
    yield "across"
    yield from across(facts(ours, theirs))


def across(found: Iterable[str]) -> Iterator[str]:
    """Yield facts as they weigh between documents."""
    for fact in found:
        yield fact
        if fact.startswith(ACROSS):
            yield f"across,{fact}"


ACROSS = ("words=", "actors=", "recipients=", "days=", "places=")
"""Facts that weigh otherwise between documents than within one."""


def facts_within(ours: tuple[Sketch, Position], theirs: tuple[Sketch, Position], rank: int) -> Iterator[str]:
    """Yield what speaks for or against two reports of one document telling one event, theirs being the later one.

    `rank` counts the reports of their type from theirs back to ours.
    """
    (sketch, before), (other, after) = ours, theirs
    yield "within"
    yield from facts(sketch, other)
    words = words_alike(sketch, other)
    same_type = bool(sketch.event_types & other.event_types)
    yield f"distance={_distance(after.sentence - before.sentence)}"
    yield f"rank={min(rank, MOST_RANK) if same_type else 'none'}"
    yield f"parts={before.part},{after.part}"
    if before.part == "headline" and after.part != "headline":
        yield f"lead={after.sentence <= LEAD}"
    yield f"use={after.use},words={words}"
    yield f"use={after.use},type={same_type}"
    yield f"nouns={before.is_noun},{after.is_noun}"
    if after.is_told_apart:
        yield "told apart"
    yield f"quotes={_quotes(before, after)}"


def agree(ours: Sequence[Party], theirs: Sequence[Party]) -> str:
    """Return how those who fill one role are alike, the closest of all pairs."""
    if not ours or not theirs:
        return "nobody" if not ours and not theirs else "untold"
    return min((likeness(our, other) for our in ours for other in theirs), key=LIKENESSES.index)


def likeness(party: Party, other: Party) -> str:
    """Return how two parties are alike."""
    if party.entity_id is not None and party.entity_id == other.entity_id:
        return "entity"
    if party.country and other.country and party.country != other.country:
        return "apart"
    if party.noun and other.noun and (party.noun.endswith(other.noun) or other.noun.endswith(party.noun)):
        return "number" if party.number and other.number and party.number != other.number else "noun"
    if party.is_named and other.is_named and not (party.is_state and other.is_state):
        return "apart"
    if party.country and other.country:
        if party.sector and party.sector == other.sector:
            return "code"
        return "state" if party.is_state and other.is_state else "country"
    if party.sector in NO_SECTOR or other.sector in NO_SECTOR:
        return "vague"
    return "sector" if party.sector == other.sector else "apart"


def words_alike(ours: Sketch, theirs: Sketch) -> str:
    """Return how the words are alike by which two sketches name their acts, the closest of all."""
    if ours.lemmas & theirs.lemmas:
        return "lemma"
    if {lemma[:STEM] for lemma in ours.lemmas} & {lemma[:STEM] for lemma in theirs.lemmas}:
        return "stem"
    return "act" if ours.acts & theirs.acts else "other"


def factualities_alike(ours: Sketch, theirs: Sketch) -> str:
    """Return whether two sketches share a factuality, one of them only supposes its act, or neither."""
    if ours.factualities & theirs.factualities:
        return SHARED
    is_supposed = ours.factualities <= NO_DEEDS or theirs.factualities <= NO_DEEDS
    return SUPPOSED if is_supposed else "other"


def _modes(ours: Sketch, theirs: Sketch) -> str:
    if not ours.modes or not theirs.modes:
        return "unknown"
    return "same" if ours.modes & theirs.modes else "other"


def _apart(ours: Days, theirs: Days) -> str:
    """Return how far the days of two reports are apart."""
    if not ours.is_known or not theirs.is_known:
        return "open"
    if (ours.first_on, ours.last_on) == (theirs.first_on, theirs.last_on):
        return "same"
    first = max((day for day in (ours.first_on, theirs.first_on) if day), default=None)
    last = min((day for day in (ours.last_on, theirs.last_on) if day), default=None)
    return named_gap((first - last).days if first and last else 0)


def named_gap(days: int) -> str:
    """Return how far two intervals are apart, which share a day where there are none or fewer between them."""
    if days <= 0:
        return "meet"
    return next((name for gap, name in GAPS if days <= gap), "far")


def both(one: str, other: str) -> str:
    """Return how two bases let the same thing be known, whichever of them comes first."""
    return "+".join(sorted((BASES.get(one, "inferred"), BASES.get(other, "inferred"))))


def sites_apart(ours: Site | None, theirs: Site | None) -> str | None:
    """Return how two places lie to each other and how both are known; None where there are not two."""
    if ours is None or theirs is None:
        return None
    return f"{_sites(ours, theirs)},{both(ours.basis, theirs.basis)}"


def _sites(ours: Site, theirs: Site) -> str:
    """Return how two places lie to each other."""
    if ours.place_id == theirs.place_id:
        return "same"
    if ours.country and theirs.country and ours.country != theirs.country:
        return "abroad"
    if {ours.precision, theirs.precision} & WIDE or ours.admin1 == theirs.name or theirs.admin1 == ours.name:
        return "inside"
    is_near = max(abs(ours.latitude - theirs.latitude), abs(ours.longitude - theirs.longitude)) < NEAR
    return "near" if is_near else "apart"


def _meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return max(one[0], other[0]) <= min(one[1], other[1])


def _distance(sentences: int) -> str:
    return next((name for most, name in DISTANCES if sentences <= most), "elsewhere")


def _quotes(before: Position, after: Position) -> str:
    if before.quote_id == after.quote_id:
        return "none" if after.quote_id is None else "same"
    return "other"
