"""Nearness: a party and the words that tell countries in, how near those of each country stand to it out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from transforms.language.reading import ROOT
from transforms.lexicons.classes import prepositions_of
from transforms.nationality.parties import Party
from transforms.nationality.signs import DATELINE, Evidence, Sign
from transforms.syntax import Tree

BACK, AHEAD = 3, 2  # sentences before and after that of a party in which a country stands near it
BESIDE = 3  # signs of a country on each side of a party that are looked at
SENTENCE = 100  # characters that a sentence between counts for
DEEP, SHORT = 12, 6  # governors followed from a party and from the words for a country
LOCATIVE = prepositions_of("of_a_party")
HEADINGS = frozenset({":", "."})
"""What stands after the place that heads a brief: "Buenos Aires: workers occupied a ministry"."""


@dataclass(frozen=True)
class Near:
    """A party, and the signs of one country on both sides of it."""

    party: Party
    evidence: Evidence
    signs: Sequence[Sign]
    start: int
    end: int

    def facts(self) -> set[str]:
        """Return where the signs stand."""
        return {f"nearby: {fact}" for sign in self.signs for fact in self._of_sign(sign)}

    def distance(self) -> int | None:
        """Return how far away the nearest sign stands; null where none does."""
        return min((self._distance(sign) for sign in self._outside()), default=None)

    def gap(self) -> int | None:
        """Return how far before the party the last sign begins; null where none does."""
        return min((self.start - sign.start for sign in self._outside() if sign.start < self.start), default=None)

    def is_in_paragraph(self) -> bool:
        """Whether a sign stands in the paragraph of the party."""
        start, end = self.evidence.paragraph(self.start)
        return any(start <= sign.start < end for sign in self.signs)

    def _outside(self) -> Iterator[Sign]:
        return (sign for sign in self.signs if not self._holds(sign) and sign.sentence != DATELINE)

    def _holds(self, sign: Sign) -> bool:
        return self.start <= sign.start and sign.end <= self.end

    def _distance(self, sign: Sign) -> int:
        return abs(sign.start - self.start) + SENTENCE * abs(self.party.sentence - sign.sentence)

    def _of_sign(self, sign: Sign) -> Iterator[str]:
        back = self.party.sentence - sign.sentence
        if self._holds(sign):
            yield f"inside, {sign.kind}"
        elif sign.sentence == DATELINE:
            return
        elif back == 0:
            yield from self._of_sentence(sign)
        elif -AHEAD <= back <= BACK:
            yield f"{back} sentences back"

    def _of_sentence(self, sign: Sign) -> Iterator[str]:
        side = "before" if sign.start < self.start else "after"
        yield f"{side}"
        yield f"{side}, {sign.kind}"
        beginning = self.evidence.sentences[sign.sentence].sentence_start
        if sign.start == beginning and self.evidence.document.text[sign.end : sign.end + 1] in HEADINGS:
            yield "heading"
        if relation := relation_between(self.evidence.trees[sign.sentence], self.party.spotted.head, sign.head):
            yield relation
            yield f"{relation}, {sign.kind}"


def nearby(party: Party, evidence: Evidence) -> dict[str, list[str]]:
    """Return where the words for each country stand that is weighed."""
    start, end = party.spotted.mention.mention_start, party.spotted.mention.mention_end
    nears = {
        country: Near(party, evidence, evidence.beside(country, start, BESIDE), start, end)
        for country in evidence.countries
    }
    found = {country: sorted(near.facts()) for country, near in nears.items()}
    for rank, country in enumerate(_ranked({country: near.distance() for country, near in nears.items()})):
        found[country].append(f"nearby: rank {min(rank, 3)}")
    for country in _ranked({country: near.gap() for country, near in nears.items()})[:1]:
        found[country].append("nearby: last before")
    present = [country for country, near in nears.items() if near.is_in_paragraph()]
    for country in present:
        found[country] += ["nearby: paragraph", *(["nearby: alone in paragraph"] if len(present) == 1 else [])]
    return found


def _ranked(distances: dict[str, int | None]) -> list[str]:
    """Return the countries that stand somewhere, the nearest first."""
    told = [(distance, country) for country, distance in distances.items() if distance is not None]
    return [country for _, country in sorted(told)]


def relation_between(tree: Tree, head: int, sign: int) -> str:
    """Return how the words for a country hang on a party: below it, above it, in its clause or one above; or not."""
    path, above = _governors(tree, sign, SHORT), _governors(tree, head, DEEP)
    if head in path:
        steps = path.index(head)
        return f"below, {tree.token(path[steps - 1]).relation}, {steps}" if steps else "below"
    if sign in above[:4]:
        return f"above, {above.index(sign)}"
    is_within = bool(LOCATIVE & set(tree.markers(sign)))
    if tree.clause(sign) == tree.clause(head):
        return "clause, within" if is_within else "clause"
    verbs = {at for at in above if tree.token(at).pos == "VERB"}
    for at in path[:3]:
        if tree.token(at).head in verbs:
            return f"clause above, {tree.token(at).relation}"
    return "sentence, within" if is_within else ""


def _governors(tree: Tree, at: int, most: int) -> list[int]:
    """Return a token and those above it, nearest first."""
    found: list[int] = []
    while at != ROOT and len(found) < most:
        found.append(at)
        at = tree.token(at).head
    return found
