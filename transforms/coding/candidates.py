"""What might be an event, on its way to a row."""

from dataclasses import dataclass

from transforms.coding.factuality import Fact
from transforms.mentions import Spotted


@dataclass(frozen=True)
class Candidate:
    """Tokens `position` up to `last` of a sentence that may name an event."""

    position: int
    last: int
    objects: tuple[int, ...]
    """Tokens of a light verb's object, which name the event too."""
    event_type: str
    mode: str | None
    contexts: tuple[str, ...]
    actors: tuple[Spotted, ...]
    recipients: tuple[Spotted, ...]
    is_mutual: bool
    """Whether its actors did it to each other, so that it asks for no recipient."""
    is_noun: bool
    """Whether a noun names it, not a verb."""
    fact: Fact
    unit: float
    """How sure the ontology is of its trigger pattern; 0 where none speaks."""
    model: float
    """How sure the learned classifier is of the type at this word; 0 where it does not mark it."""
    probability: float
    """How likely it is that the words name an event of this type, before who takes part is known."""
    rule: str
    """What coded it: `lexicon:UNIT`, `model:trigger`, or both."""
    ruling: str = ""
    """Which of PLOVER's rules changed its type; empty when none did."""
