"""Derived relations: the events of all documents in, who stands with whom or fights whom over the years out."""

from collections.abc import Iterator
from datetime import date
from math import sqrt

from transforms.corpus.corpus import Corpus
from transforms.drafts import DerivedRelation
from transforms.identifiers import key

ENOUGH = 5  # events; fewer are an episode and not a relation
MONTHS = 2  # in which they must lie; what one month shows may be one affair
ONE_SIDED = 0.8  # share of them of one kind; between allies one event in five may be a quarrel
SURE = 1.96  # standard deviations of the lower bound of that share, for 95 in 100 (E. B. Wilson, 1927)


def derive_relations(corpus: Corpus) -> None:
    """Fill the relations that the actual events between two entities show over time.

    Mostly cooperation is `allied_with`; mostly conflict is `fights` where most of it is material, else `hostile_to`.
    """
    corpus.begin(DerivedRelation)
    corpus.run("relations")
    corpus.add(DerivedRelation, derived(corpus))
    corpus.run("relations_touched")
    corpus.stand(DerivedRelation)


def derived(corpus: Corpus) -> Iterator[DerivedRelation]:
    """Yield the relation of each pair whose history is long and one-sided."""
    query = f"from histories where events >= {ENOUGH} and months >= {MONTHS} order by a, b"
    for batch in corpus.batches(query):
        for found in batch.to_pylist():
            if relation := relation_of(**found):
                yield relation


def relation_of(  # noqa: PLR0913, the columns of a row of SQL
    a: str,
    b: str,
    events: int,
    friendly: int,
    material_conflict: int,
    months: int,
    first_on: date | None,
    last_on: date | None,
) -> DerivedRelation | None:
    """Return what the events between two entities show; None where they are few or of both kinds."""
    most = max(friendly, events - friendly)
    if events < ENOUGH or months < MONTHS or most / events < ONE_SIDED:
        return None
    hostile = "fights" if 2 * material_conflict > events else "hostile_to"
    predicate = "allied_with" if most == friendly else hostile
    return DerivedRelation(
        relation_id=key("derived", a, predicate, b),
        subject_id=a,
        predicate=predicate,
        object_id=b,
        subject_mention_id=None,
        object_mention_id=None,
        factuality="actual",
        valid_first_on=first_on,
        valid_last_on=last_on,
        document_id=None,
        evidence_start=None,
        evidence_end=None,
        basis="derived",
        confidence=round(at_least(most, events), 3),
    )


def at_least(hits: int, tries: int) -> float:
    """Return the lower end of Wilson's interval for a share."""
    share, spread = hits / tries, SURE**2 / tries
    half = SURE * sqrt((share * (1 - share) + spread / 4) / tries)
    return (share + spread / 2 - half) / (1 + spread)
