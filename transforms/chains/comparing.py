"""Takes two sketches, gives the facts that speak for or against their telling one event.

A fact is a name with a weight in `weights.csv`; what is not there weighs nothing.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from transforms.chains.sketch import COUNTED, Days, Party, Position, Site, Sketch

STEM = 5  # letters that the forms of a word share: "deployed" and "deployment"
LIKENESSES = ("entity", "noun", "code", "state", "country", "sector", "vague", "number", "apart")
"""How two parties may be alike, the closest first."""
NO_SECTOR = frozenset({None, "UNK"})
WIDE = frozenset({"country", "region"})
NEAR = 0.5  # degrees of latitude and longitude within which two places are one surrounding
GAPS = ((timedelta(1), "eve"), (timedelta(7), "week"), (timedelta(31), "month"))
"""Days between two intervals, by how they are told apart."""
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


def facts(ours: Sketch, theirs: Sketch) -> Iterator[str]:
    """Yield what speaks for or against two sketches telling one event, wherever they stand."""
    words = _words(ours, theirs)
    same_type = bool(ours.event_types & theirs.event_types)
    yield f"words={words},type={same_type}"
    if words == "other":
        yield from sorted({f"acts={'+'.join(sorted((act, other)))}" for act in ours.acts for other in theirs.acts})
    if same_type:
        yield f"mode={_modes(ours, theirs)}"
        yield from (f"type={event_type}" for event_type in sorted(ours.event_types & theirs.event_types))
    else:
        yield f"types={'+'.join(sorted(ours.event_types | theirs.event_types))}"
    for role, agreement in (
        ("actors", agree(ours.actors, theirs.actors)),
        ("recipients", agree(ours.recipients, theirs.recipients)),
    ):
        yield f"{role}={agreement}"
        yield f"{role}={agreement},words={words}"
    yield f"days={_apart(ours.days, theirs.days)},{_both(ours.days.basis, theirs.days.basis)}"
    if ours.site and theirs.site:
        yield f"places={_sites(ours.site, theirs.site)},{_both(ours.site.basis, theirs.site.basis)}"
    for kind in COUNTED:
        if (ours_told := ours.numbers.get(kind)) and (theirs_told := theirs.numbers.get(kind)):
            yield f"{kind}={'same' if _meet(ours_told, theirs_told) else 'other'}"
    yield f"factuality={'+'.join(sorted(ours.factualities | theirs.factualities))}"


def exclude(ours: Sketch, theirs: Sketch) -> bool:
    """Whether the days that two sketches tell are too far apart for a difference between two accounts."""
    return _both(ours.days.basis, theirs.days.basis) == "stated+stated" and _apart(ours.days, theirs.days) in FAR


FAR = frozenset({"month", "far"})
"""Distances between days that no carelessness of a writer explains."""
MEETING = frozenset({"same", "meet"})


def exclude_across(ours: Sketch, theirs: Sketch) -> bool:
    """Whether chains of two documents cannot be of one event.

    Days that both tell must meet. A plan or a denial is of the deed where parties and days are known and fit.
    """
    apart = _apart(ours.days, theirs.days)
    if _both(ours.days.basis, theirs.days.basis) == "stated+stated" and apart not in MEETING:
        return apart != "open"
    actors, recipients = agree(ours.actors, theirs.actors), agree(ours.recipients, theirs.recipients)
    if (actors == recipients == "apart") or _are_two_towns(ours.site, theirs.site):
        return True
    if ours.factualities & theirs.factualities:
        return False
    return apart not in MEETING or actors not in FITTING or recipients in UNFIT


def _are_two_towns(ours: Site | None, theirs: Site | None) -> bool:
    """Whether both tell where, each a point on the map, and these lie in two surroundings."""
    if ours is None or theirs is None or _both(ours.basis, theirs.basis) != "stated+stated":
        return False
    is_point = not {ours.precision, theirs.precision} & (WIDE | {"province"})
    return is_point and _sites(ours, theirs) in {"apart", "abroad"}


FITTING = frozenset({"entity", "noun", "code", "state"})
UNFIT = frozenset({"apart", "number"})


def facts_across(ours: Sketch, theirs: Sketch) -> Iterator[str]:
    """Yield what speaks for or against chains of two documents telling one event."""
    yield "across"
    for fact in facts(ours, theirs):
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
    words = _words(sketch, other)
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


def _words(ours: Sketch, theirs: Sketch) -> str:
    if ours.lemmas & theirs.lemmas:
        return "lemma"
    if {lemma[:STEM] for lemma in ours.lemmas} & {lemma[:STEM] for lemma in theirs.lemmas}:
        return "stem"
    return "act" if ours.acts & theirs.acts else "other"


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
    if first is None or last is None or first <= last:
        return "meet"
    return next((name for gap, name in GAPS if first - last <= gap), "far")


def _both(one: str, other: str) -> str:
    return "+".join(sorted((BASES.get(one, "inferred"), BASES.get(other, "inferred"))))


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
