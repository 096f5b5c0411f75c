"""Signs: what a document mentions and places in, the words in it that tell a country out."""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from transforms.lexicons import load_lexicons
from transforms.mentions import Spotted
from transforms.syntax import Tree
from transforms.tables import Document, Place, Sentence, Toponym

DATELINE = -1
"""Sentence of the signs that stand in none: those of a dateline."""
MOST = 10  # countries of a document that are weighed, those named most often; keeps long documents linear
NAMES = frozenset({"place", "state", "people", "name"})
"""Kinds of signs that are counted; a noun with its adjective, or a pronoun, only repeats one."""


@dataclass(frozen=True, slots=True)
class Sign:
    """Words that tell a country."""

    country: str
    start: int
    end: int
    sentence: int
    """Place of its sentence in the document; `DATELINE` for one of none."""
    head: int
    """Token of the sentence on which its others depend; -1 for one of none."""
    kind: str
    """`place`, `state`, `people`, another `name`, `nominal` or `pronoun`."""
    sector: str | None = None
    lemma: str = ""
    entity_id: str | None = None


@dataclass(frozen=True)
class Evidence:
    """What a document tells of countries, before those of its participants are settled."""

    document: Document
    sentences: Sequence[Sentence]
    trees: Sequence[Tree]
    spotted: Sequence[Sequence[Spotted]]
    toponyms: Sequence[Toponym]
    places: Mapping[str, Place]

    @cached_property
    def signs(self) -> Sequence[Sign]:
        """The words that tell a country, in the order of the text."""
        found = (*self._of_toponyms(), *self._of_mentions())
        return sorted(found, key=lambda sign: (sign.start, sign.end, sign.kind, sign.country))

    @cached_property
    def by_country(self) -> Mapping[str, Sequence[Sign]]:
        """The signs of each country, in the order of the text."""
        found: dict[str, list[Sign]] = defaultdict(list)
        for sign in self.signs:
            found[sign.country].append(sign)
        return found

    @cached_property
    def counted(self) -> Counter[str]:
        """How often names tell each country."""
        return Counter(sign.country for sign in self.signs if sign.kind in NAMES)

    @cached_property
    def countries(self) -> Sequence[str]:
        """The countries that are weighed, the one that is named most often first."""
        return [country for country, _ in self.counted.most_common(MOST)]

    @cached_property
    def _line_ends(self) -> Sequence[int]:
        return [at for at, letter in enumerate(self.document.text) if letter == "\n"]

    def paragraph(self, at: int) -> tuple[int, int]:
        """Return where the line begins and ends in which an offset lies."""
        ends = self._line_ends
        place = bisect_left(ends, at)
        start = ends[place - 1] + 1 if place else 0
        return start, ends[place] if place < len(ends) else len(self.document.text)

    def beside(self, country: str, at: int, most: int) -> Sequence[Sign]:
        """Return the signs of a country that stand nearest before and after an offset, so many of each."""
        signs = self.by_country[country]
        place = bisect_left(signs, at, key=lambda sign: sign.start)
        return signs[max(place - most, 0) : place + most]

    def _of_toponyms(self) -> Iterator[Sign]:
        """Yield the names of places, by the map: "London" before "Ontario" tells Canada."""
        order = {sentence.sentence_id: index for index, sentence in enumerate(self.sentences)}
        for toponym in self.toponyms:
            country = self.places[toponym.place_id].country if toponym.place_id else None
            if country is None:
                continue
            start, end = toponym.toponym_start, toponym.toponym_end
            at = order.get(toponym.sentence_id or "", DATELINE)
            is_state = toponym.precision == "country" or toponym.stands_for == "government"
            head = self._head_between(at, start, end) if at != DATELINE else -1
            yield Sign(country, start, end, at, head, "state" if is_state else "place")

    def _of_mentions(self) -> Iterator[Sign]:
        """Yield the mentions that tell a country and are no names of places on the map."""
        located = {(toponym.toponym_start, toponym.toponym_end) for toponym in self.toponyms if toponym.place_id}
        for at, mentions in enumerate(self.spotted):
            for mention in mentions:
                if (
                    mention.mention.country
                    and (mention.mention.mention_start, mention.mention.mention_end) not in located
                ):
                    yield self._of_mention(at, mention)

    def _of_mention(self, at: int, one: Spotted) -> Sign:
        mention = one.mention
        is_state = one.entity is not None and one.entity.entity_id in load_lexicons().states
        kind = {"demonym": "people", "name": "state" if is_state else "name"}.get(mention.kind, mention.kind)
        span = (mention.mention_start, mention.mention_end)
        lemma = self.trees[at].lemma(one.head)
        return Sign(mention.country or "", *span, at, one.head, kind, mention.sector, lemma, mention.entity_id)

    def _head_between(self, at: int, start: int, end: int) -> int:
        """Return the token on which those between two offsets of a sentence depend."""
        tokens, offset = self.trees[at].reading.tokens, self.sentences[at].sentence_start
        first = bisect_right(tokens, start - offset, key=lambda token: token.end)
        last = bisect_left(tokens, end - offset, key=lambda token: token.start)
        return self.trees[at].head_of(first, last) if first < last else min(first, len(tokens) - 1)
