"""Scene: the reports and mentions of a document in, what may fill a role that a report's own sentence leaves open out.

Everything here looks at a bounded number of neighbours, so that a long document takes no more time for each report.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from transforms.coding.slots import is_ground
from transforms.document_drafts import CodedParticipant, CodedReport
from transforms.mentions import Spotted
from transforms.syntax import Tree
from transforms.tables import Sentence

NEAREST = 16  # referents weighed for one role, those mentioned nearest to the report
SIMILAR = 6  # reports of one type on either side whose participants are weighed
REACH = 40  # sentences on either side in which a referent is sought
OPENING = 2  # sentences at the start, title and lead, whose referents are always weighed
OTHER = {"actor": "recipient", "recipient": "actor"}


@dataclass(frozen=True)
class Referent:
    """Somebody of whom a document speaks: an entity with its mentions in the order of the text."""

    entity_id: str
    mentions: Sequence[tuple[int, Spotted]]
    """Place of the sentence, and the mention."""

    @cached_property
    def best(self) -> Spotted:
        """The mention that says most of who it is: with a country, with a sector, a name, the first such."""
        return max((one for _, one in self.mentions), key=_says)

    @cached_property
    def places(self) -> list[int]:
        """Places of the sentences of the mentions, ascending."""
        return [place for place, _ in self.mentions]

    def nearest(self, sentence: int) -> tuple[int, Spotted]:
        """Return the mention nearest to a sentence, of two as near the earlier."""
        after = bisect_left(self.places, sentence)
        before = bisect_left(self.places, self.places[max(after - 1, 0)])
        beside = (self.mentions[before], *self.mentions[after : after + 1])
        return min(beside, key=lambda mention: abs(mention[0] - sentence))


def _is_known(mention: tuple[int, Spotted]) -> bool:
    """Whether a mention is more than a pronoun without any code: "we" of whom nothing is known."""
    one = mention[1].mention
    return one.kind != "pronoun" or one.country is not None


def _says(one: Spotted) -> tuple[bool, bool, bool]:
    mention = one.mention
    return mention.country is not None, mention.sector not in {None, "UNK"}, mention.kind == "name"


@dataclass(frozen=True, slots=True)
class Act:
    """A report with its place in the document and who fills its roles."""

    report: CodedReport
    sentence: int
    token: int
    filled: dict[str, tuple[str, ...]]
    """Entities by role."""


@dataclass(frozen=True)
class Scene:
    """A document as its reports and referents."""

    trees: Sequence[Tree]
    acts: Sequence[Act]
    referents: dict[str, Referent]
    nobodies: frozenset[str]
    """Entities of which nothing but pronouns speak, and nothing is known."""
    present: Sequence[Sequence[str]]
    """Referents of each sentence."""
    by_type: dict[str, list[int]]
    """Places of the acts of each type, ascending."""
    by_sentence: dict[int, list[int]]

    def knows(self, names: Sequence[str]) -> bool:
        """Whether one of these entities is more than a pronoun of which nothing is known."""
        return any(name not in self.nobodies for name in names)

    def is_only_in(self, name: str, sentence: int) -> bool:
        """Whether a referent is mentioned in one sentence alone."""
        places = self.referents[name].places
        return places[0] == places[-1] == sentence

    def near(self, sentence: int) -> Iterator[str]:
        """Yield the referents nearest to a sentence, those before it first where two are as near, and of the start."""
        found = dict.fromkeys(self.present[sentence])
        for distance in range(1, REACH):
            if len(found) >= NEAREST:
                break
            for place in (sentence - distance, sentence + distance):
                if 0 <= place < len(self.present):
                    found.update(dict.fromkeys(self.present[place]))
        for index in range(min(OPENING, len(self.present))):
            found.update(dict.fromkeys(self.present[index]))
        yield from found

    def similar(self, index: int) -> list[Act]:
        """Return the other acts of the type of an act that stand nearest to it."""
        same = self.by_type[self.acts[index].report.event_type]
        at = bisect_left(same, index)
        return [self.acts[other] for other in same[max(0, at - SIMILAR) : at + SIMILAR + 1] if other != index]

    def beside(self, index: int) -> list[Act]:
        """Return the other acts in the sentence of an act and in those next to it."""
        sentence = self.acts[index].sentence
        around = (at for near in (sentence, sentence - 1, sentence + 1) for at in self.by_sentence.get(near, ()))
        return [self.acts[other] for other in around if other != index]


def scene_of(
    sentences: Sequence[Sentence],
    trees: Sequence[Tree],
    spotted: Sequence[Sequence[Spotted]],
    reports: Sequence[CodedReport],
    participants: Sequence[CodedParticipant],
) -> Scene:
    """Return the scene of a document; `spotted` holds the mentions of each sentence that may act."""
    mentions = defaultdict[str, list[tuple[int, Spotted]]](list)
    present: list[list[str]] = [[] for _ in sentences]
    for index, found in enumerate(spotted):
        for one in found:
            if one.mention.entity_id:
                mentions[one.mention.entity_id].append((index, one))
                if not is_ground(one):
                    present[index].append(one.mention.entity_id)
    known = {name for name, found in mentions.items() if any(map(_is_known, found))}
    acts = list(_acts(sentences, trees, reports, participants))
    by_type, by_sentence = defaultdict[str, list[int]](list), defaultdict[int, list[int]](list)
    for index, act in enumerate(acts):
        by_type[act.report.event_type].append(index)
        by_sentence[act.sentence].append(index)
    shown = [[name for name in dict.fromkeys(names) if name in known] for names in present]
    referents = {name: Referent(name, mentions[name]) for name in known}
    return Scene(trees, acts, referents, frozenset(mentions.keys() - known), shown, by_type, by_sentence)


def _acts(
    sentences: Sequence[Sentence],
    trees: Sequence[Tree],
    reports: Sequence[CodedReport],
    participants: Sequence[CodedParticipant],
) -> Iterator[Act]:
    """Yield the reports as acts, in their order."""
    places = {sentence.sentence_id: index for index, sentence in enumerate(sentences)}
    filling = defaultdict[tuple[str, str], list[str]](list)
    for participant in participants:
        filling[participant.report_id, participant.role].append(participant.entity_id or participant.mention_id)
    for report in reports:
        place = places[report.sentence_id]
        start = report.trigger_start - sentences[place].sentence_start
        token = next(at for at, one in enumerate(trees[place].reading.tokens) if one.end > start)
        filled = {role: tuple(filling[report.report_id, role]) for role in OTHER}
        yield Act(report, place, token, filled)
