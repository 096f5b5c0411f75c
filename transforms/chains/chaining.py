"""Takes the reports of a document, sketched, gives their chains: the reports that tell one event of the document.

A report is compared with those before it, a bounded number of them, so that a long document takes time by its length.
What a document says again word for word, in more than a few words and of no other days, it tells once.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from transforms.chains.clustering import cluster
from transforms.chains.comparing import MEETING, exclude, facts_within, relate
from transforms.chains.likelihood import log_odds
from transforms.chains.sketching import Standing
from transforms.drafts import ChainedReport

LOOKBACK = 40  # reports before one with which it is compared; a recall beyond them is found through those between
EXCLUDED = -10_000.0  # log odds of two reports that cannot be of one event: more than any chain outweighs
HEADLINES = 4  # reports of headline and deck with which all others are compared
REPEATED = (
    20.0  # log odds of two reports in one wording: more than speaks against any pair, less than what excludes one
)
MAY_MEET = MEETING | {"open"}
FLOOR = -0.5  # log odds above which reports are joined; below even, for what is missed counts an event twice


def chain_reports(standings: Sequence[Standing]) -> list[ChainedReport]:
    """Return the reports of a document, in the order of the text, each with its chain."""
    wordings = wordings_of(standings)
    scores = {
        (earlier, later): _score(standings[earlier], standings[later], facts, wordings[earlier] == wordings[later])
        for earlier, later, facts in compared(standings)
    }
    found = []
    for members in cluster(len(standings), scores, FLOOR):
        found += [_chained(standings[at], standings[members[0]]) for at in members]
    order = {standing.sketch.key: at for at, standing in enumerate(standings)}
    return sorted(found, key=lambda link: order[link.report_id])


def wordings_of(standings: Sequence[Standing]) -> list[tuple[object, ...]]:
    """Return the wording of each report: that of its sentence, and which of the like triggers there is its own."""
    before: Counter[tuple[object, ...]] = Counter()
    found: list[tuple[object, ...]] = []
    for standing in standings:
        trigger = (standing.wording, standing.sketch.lemmas, standing.sketch.event_types)
        found.append((*trigger, before[standing.position.sentence, *trigger]))
        before[standing.position.sentence, *trigger] += 1
    return found


def _score(ours: Standing, theirs: Standing, found: Sequence[str], in_one_wording: bool) -> float:
    if exclude(ours.sketch, theirs.sketch):
        return EXCLUDED
    if in_one_wording and ours.wording and relate(ours.sketch, theirs.sketch).days in MAY_MEET:
        return REPEATED
    return log_odds(found)


def compared(standings: Sequence[Standing]) -> Iterator[tuple[int, int, list[str]]]:
    """Yield the pairs of reports that are compared, the earlier one first, with what speaks for and against them."""
    titles = [at for at, standing in enumerate(standings) if standing.position.part != "body"][:HEADLINES]
    for later, theirs in enumerate(standings):
        start = max(0, later - LOOKBACK)
        rank = 0
        for earlier in (*range(later - 1, start - 1, -1), *(at for at in titles if at < start)):
            ours = standings[earlier]
            rank += bool(ours.sketch.event_types & theirs.sketch.event_types)
            yield (
                earlier,
                later,
                list(facts_within((ours.sketch, ours.position), (theirs.sketch, theirs.position), rank)),
            )


def _chained(standing: Standing, first: Standing) -> ChainedReport:
    sketch = standing.sketch
    return ChainedReport(
        report_id=sketch.key,
        document_id=sketch.document_id,
        chain_id=first.sketch.key,
        lemma=min(sketch.lemmas),
        acts=sorted(sketch.acts),
        wording=standing.wording,
    )
