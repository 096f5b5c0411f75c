"""Facts: a party of whom no word tells a country in, what speaks for each country of its document out.

A fact begins with what of the document tells it: all of the `document`, the event's `place`, its `other_side` or
`same_side`, what stands `nearby`, an `other_mention`. `training/nationality.py` makes their weights.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from transforms.lexicons import load_lexicons, normalise
from transforms.lexicons.classes import sectors_of
from transforms.nationality.nearness import nearby
from transforms.nationality.parties import Party
from transforms.nationality.signs import DATELINE, NAMES, Evidence, Sign

NONE = ""
"""What stands for no country among those weighed."""
SHARES = 8  # classes of the share of a document's names that tell a country
SERVICES = sectors_of("service")
"""Sectors of those who serve a state."""


@dataclass(frozen=True)
class Weigher:
    """Tells what speaks for each country of one document."""

    evidence: Evidence

    def facts_of(self, party: Party) -> dict[str, list[str]]:
        """Return what speaks for each country that is weighed, and under `NONE` what speaks for none of them."""
        near = nearby(party, self.evidence)
        found = {}
        for country in self.evidence.countries:
            about = self._of_document[country]
            facts = [*about, *of_event(country, party), *near[country], *self._of_other_mentions(country, party)]
            found[country] = [*facts, *(f"{fact}; {party.sort}" for fact in facts)]
        found[NONE] = self._of_none(party)
        return found

    def _of_none(self, party: Party) -> list[str]:
        sort, role, event_type = party.sort, party.participant.role, party.report.event_type
        facts = [sort, f"{sort}, {role}", party.spotted.mention.kind, f"{role}, {event_type}", f"{sort}, {event_type}"]
        facts += [
            f"of {min(len(self.evidence.countries), 5)}",
            f"signs {min(self.evidence.counted.total().bit_length(), 5)}",
        ]
        if set(self.evidence.countries) <= party.across:
            facts += ["all across", f"all across, {role}, {event_type}"]
        return ["none", *(f"none; {fact}" for fact in facts)]

    @cached_property
    def _of_document(self) -> Mapping[str, Sequence[str]]:
        """What of all the document speaks for each country."""
        return {
            country: [*self._of_counts(country), *self._of_positions(country)] for country in self.evidence.countries
        }

    def _of_counts(self, country: str) -> Iterator[str]:
        counted, ranked = self.evidence.counted, self.evidence.countries
        yield f"document: share {min(counted[country] * SHARES // counted.total(), SHARES - 1)}"
        yield f"document: rank {min(ranked.index(country), 4)}"
        if len(counted) == 1:
            yield "document: only"
            yield f"document: only, {min(counted.total().bit_length(), 4)}"
        yield "document: state" if country in load_lexicons().countries else "document: body"

    def _of_positions(self, country: str) -> Iterator[str]:
        every = self.evidence.by_country[country]
        named = [sign for sign in every if sign.kind in NAMES]
        sentences = {sign.sentence for sign in named}
        told = {
            "dateline": DATELINE in sentences,
            "first": self._first == country,
            "opening": 0 in sentences,
            "lead": bool({1, 2} & sentences),
            "place": any(sign.kind == "place" for sign in named),
            "office": any(sign.sector in SERVICES and sign.kind in {"nominal", "name"} for sign in every),
        }
        yield from (f"document: {what}" for what, is_so in told.items() if is_so)

    @cached_property
    def _first(self) -> str | None:
        """The country that the text names first after its dateline."""
        named = (sign for sign in self.evidence.signs if sign.kind in NAMES and sign.sentence != DATELINE)
        return next((sign.country for sign in named), None)

    def _of_other_mentions(self, country: str, party: Party) -> Iterator[str]:
        """Yield what the other mentions of the same, or of the like, tell."""
        mention, tree = party.spotted.mention, self.evidence.trees[party.sentence]
        same = {
            "entity": mention.entity_id or "",
            "noun": tree.lemma(party.spotted.head) if mention.kind == "nominal" else "",
            "sector": party.participant.sector or "",
        }
        for what, value in same.items():
            owners = self._alike.get((what, value), set()) if value else set()
            if country in owners:
                yield f"other_mention: same {what}"
                yield from (f"other_mention: same {what} alone",) if len(owners) == 1 else ()
            elif owners:
                yield f"other_mention: {what} of another"
                if country in party.across:
                    yield f"other_side: this, {what} of another"
        words = _name_words(mention.mention) if mention.kind == "name" else frozenset()
        longer = self._longer[next(iter(words))] if words else ()
        if any(words <= theirs and country == of for theirs, of in longer):
            yield "other_mention: longer name"

    @cached_property
    def _alike(self) -> Mapping[tuple[str, str], set[str]]:
        """The countries that the mentions of one entity, with one noun or of one sector tell."""
        found: dict[tuple[str, str], set[str]] = defaultdict(set)
        for sign in self.evidence.signs:
            for what, value in _likenesses(sign):
                found[what, value].add(sign.country)
        return found

    @cached_property
    def _longer(self) -> Mapping[str, set[tuple[frozenset[str], str]]]:
        """The words and the country of each name that tells one, by each of its words."""
        found: dict[str, set[tuple[frozenset[str], str]]] = defaultdict(set)
        for sign in self.evidence.signs:
            if sign.kind == "name":
                words = _name_words(self.evidence.document.text[sign.start : sign.end])
                for word in words:
                    found[word].add((words, sign.country))
        return found


def _likenesses(sign: Sign) -> Iterator[tuple[str, str]]:
    if sign.entity_id:
        yield "entity", sign.entity_id
    if sign.kind == "nominal":
        yield "noun", sign.lemma
    if sign.sector:
        yield "sector", sign.sector


def _name_words(words: str) -> frozenset[str]:
    return frozenset(normalise(" ".join(word for word in words.split() if word[:1].isupper())).split())


def of_event(country: str, party: Party) -> Iterator[str]:
    """Yield what the place of an event and its other participants tell."""
    role, event_type = party.participant.role, party.report.event_type
    place = "none" if party.place_country is None else "this" if party.place_country == country else "other"
    yield f"place: {place}, {party.report.place_basis}"
    yield f"place: {place}, {role}, {event_type}"
    for other in party.others:
        if other.country == country:
            side = "same_side" if other.role == role else "other_side"
            yield f"{side}: this"
            yield f"{side}: this, {role}, {event_type}"
            yield f"{side}: this, {role}, {event_type}, {other.sector}"
    if party.across and country not in party.across:
        yield "other_side: another"
        yield f"other_side: another, {role}, {event_type}"
