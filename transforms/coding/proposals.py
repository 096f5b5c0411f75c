"""Takes the tree of a sentence, gives the words that may name an event, each with the types that are proposed for it.

Two propose: the trigger patterns of the ontology that fit a word and its syntax, and the learned classifier. A light
verb stands for its object: "launched an attack" is one proposal.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from transforms.coding.contests import has_score
from transforms.coding.cues import is_cue
from transforms.coding.units import fired, ruled_out, seats, span_end
from transforms.language.reading import NO_EVENT, Trigger
from transforms.ontology import Unit
from transforms.syntax import Tree

LIKELY_TYPE = 0.03  # probability from which a type of the classifier is weighed at all
NOTHING: frozenset[str] = frozenset()
PLAYED = frozenset({"ASSAULT"})  # types of whose words sport makes use for what is no such event


@dataclass(frozen=True)
class Proposal:
    """A word that may name an event, with what proposes it."""

    position: int
    objects: tuple[int, ...]
    """Tokens of a light verb's object, which name the event too."""
    patterns: Mapping[str, Unit]
    """By type the trigger pattern that speaks for it; the one that goes before the others comes first."""
    trigger: Trigger | None
    """What the classifier says of its surest word; None where it marks none of them."""
    excluded: frozenset[str] = NOTHING
    """Types that the ontology rules out here, whatever the classifier says."""

    @property
    def types(self) -> tuple[str, ...]:
        """The types that are proposed, those of the patterns first."""
        shares = self.trigger.types.items() if self.trigger else ()
        likely = (name for name, share in shares if share >= LIKELY_TYPE and name != NO_EVENT)
        return tuple(dict.fromkeys((*self.patterns, *(name for name in likely if name not in self.excluded))))


def proposed(tree: Tree) -> list[Proposal]:
    """Return the words of a sentence that may name events, in the order of the text."""
    excluded = ruled_out(tree)
    marked = {one.token: one for one in tree.reading.triggers if _is_heard(tree, one.token)}
    found, taken = [], set[int]()
    for position, patterns in fired(tree).items():
        first = patterns[0]
        objects = tuple(seats(tree, position, first)[1:])
        places = (*range(position, span_end(tree, position, first)), *objects)
        taken.update(places)
        played = PLAYED if has_score(tree, position) else NOTHING
        by_type = {unit.event_type: unit for unit in reversed(patterns)}
        ordered = {unit.event_type: by_type[unit.event_type] for unit in patterns if unit.event_type not in played}
        # Of "cancelled a meeting" the classifier may take the meeting for an event, which it is not.
        heard = (marked[at] for at in places if at in marked)
        surest = _surest([one for one in heard if one.token not in objects or one.event_type in by_type])
        out = excluded.get(position, NOTHING) | played
        found.append(Proposal(position, objects, ordered, surest, out))
    alone = (one for at, one in marked.items() if at not in taken)
    found += [Proposal(one.token, (), {}, one, excluded.get(one.token, NOTHING)) for one in alone]
    return sorted((one for one in found if one.types), key=lambda one: one.position)


def _surest(triggers: Sequence[Trigger]) -> Trigger | None:
    return max(triggers, key=lambda one: (one.probability, -one.token), default=None)


def _is_heard(tree: Tree, position: int) -> bool:
    """Whether a word may name an event at all: no cue of factuality, and no last part of a word with hyphens."""
    return not is_cue(tree, position) and not (tree.joined(position) and tree.token(position).pos in {"VERB", "ADJ"})
