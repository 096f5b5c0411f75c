"""The choices that a scorer offers; each leaves out gold that is not asked for, or judges by a coarser measure."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Options:
    """How to score. A task ignores the choices that are not about it."""

    coarse: bool = False
    """Entities: compare PER, ORG, LOC ... instead of the labels of the set."""

    types: tuple[str, ...] = ()
    """Entities and relations: only these types count; all when empty."""

    named: bool = False
    """Entities: only names count; where annotators do not say what is one, spans whose head is written large."""

    min_confidence: float | None = None
    """Entities: gold of which its annotators were less sure does not count. Rows: reports less sure are not shown."""

    kinds: tuple[str, ...] = ()
    """Quotes: only these kinds of `direct`, `mixed`, `indirect` count; all when empty."""

    km: float = 161.0
    """Places: kilometres within which a point is right; 161 is the 100 miles of the literature."""

    coreference: str = "event"
    """Coreference: whether to score mentions of `event` or of `entity`."""

    split: str | None = None
    """Only items of this published split."""
