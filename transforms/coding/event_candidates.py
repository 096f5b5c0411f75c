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
    pattern: float
    """How sure the ontology is of its pattern; 0 where no pattern speaks."""
    model: float
    """How sure the learned classifiers are of the type at this word; 0 where they do not mark it."""
    rule: str
    """What coded it: `lexicon:PATTERN`, `model:trigger`, or both."""
    actors_by: str = ""
    """The strategy that told who did it, as `strategies.py` names it; empty where none did."""
    recipients_by: str = ""
    """The strategy that told to whom."""
    is_by_modal: bool = False
    """Whether a modal in its clause makes it an event, as in "said that they must go": the classifiers mark single
    words, and say nothing of it."""
    ruling: str = ""
    """Which of PLOVER's rules changed its type; empty when none did."""
