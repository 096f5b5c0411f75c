"""Events: the reports of all documents in, what happened once out, with each report linked to its event.

The reports of a document that tell one event are its chains, which `transforms/chains/` finds; `linking.py` finds which
chains of several documents tell one event, `consolidation.py` what all its reports tell together. An event is what
happened, or was planned, demanded or denied, whatever each of its reports says of that.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, islice
from typing import Any

from transforms.chains.merging import as_text, facets_of, merged, sketch_fields
from transforms.chains.sketch import COUNTED, Days, Sketch
from transforms.corpus.blocks import blocks_of
from transforms.corpus.claims import find_denials, weigh_claims
from transforms.corpus.consolidation import account_of, consolidate
from transforms.corpus.corpus import Corpus
from transforms.corpus.corrections import Corrector
from transforms.corpus.event_parts import relate_events
from transforms.corpus.former_keys import name_events
from transforms.corpus.linking import link_variants
from transforms.corpus.number_claims import weigh_numbers
from transforms.corpus.report_links import ReportLinks
from transforms.drafts import Sketched, Telling
from transforms.identifiers import key
from transforms.tables import Assertion, Event, EventPart, EventParticipant, EventReport, NumberClaim

CONSOLIDATED = (EventReport, EventParticipant, Assertion, NumberClaim, Event)
"""Tables that are made of pieces of linked reports."""
AT_A_TIME = 10_000  # documents; their reports and participants take some 100 MB while they are sorted
CHAINS_AT_A_TIME = 5_000

Found = Mapping[str, Any]
"""A row of the view `reports_to_link`."""


def consolidate_events(corpus: Corpus, corrector: Corrector) -> None:
    """Fill events with their participants and reports, assertions, numbers, and the state of linking.

    Takes the documents that changed, their reports as they stand now, and the release before.
    """
    tell(corpus, corrector.links)
    corrector.links.put(corpus)
    link_variants(corpus)
    for row in CONSOLIDATED:
        corpus.begin(row)
    corpus.run("pieces")
    name_events(corpus, corrector)
    corpus.put("corrected_events", corrector.targets((*CONSOLIDATED, EventPart)))
    find_denials(corpus)
    consolidate(corpus)
    weigh_claims(corpus)
    weigh_numbers(corpus)
    corpus.run("events")
    for row in CONSOLIDATED:
        corrector.apply(corpus, row)
        corpus.stand(row)
    corpus.begin(EventPart)
    relate_events(corpus)
    corrector.apply(corpus, EventPart)
    corpus.stand(EventPart)


def tell(corpus: Corpus, links: ReportLinks) -> None:
    """Fill what the chains of retold documents tell, and which report is of which."""
    corpus.begin(Telling)
    corpus.begin(Sketched)
    corpus.run("tellings_touched")
    waiting = variants_told(chains_told(corpus, links), links)
    while members := list(islice(waiting, CHAINS_AT_A_TIME)):
        corpus.add(Telling, (telling for tellings, _ in members for telling in tellings))
        corpus.add(Sketched, (sketched for _, sketched in members))
    corpus.stand(Telling)


def chains_told(corpus: Corpus, links: ReportLinks) -> Iterator[list[list[Found]]]:
    """Yield the chains of one retold document after the other, each with its reports in the order of the text."""
    for beginning in beginnings(corpus.count("retold_documents")):
        corpus.connection.execute(
            "create or replace table linked_documents as "
            "select document_id from retold_documents where starts_with(document_id, ?)",
            (beginning,),
        )
        batches = corpus.batches("from reports_to_link order by document_id, trigger_start, report_id")
        rows = (row for batch in batches for row in batch.to_pylist())
        for _, told in groupby(rows, key=lambda row: row["document_id"]):
            reports = list(told)
            chain_of = links.chain_of(reports)
            chains: dict[str, list[Found]] = {}
            for report in reports:
                chains.setdefault(chain_of(report), []).append(report)
            yield list(chains.values())


def beginnings(documents: int) -> list[str]:
    """Return how the keys of documents begin that are linked at a time, as many as memory takes."""
    return [""] if documents <= AT_A_TIME else list("0123456789abcdef")


def variants_told(
    documents: Iterable[Sequence[Sequence[Found]]], links: ReportLinks
) -> Iterator[tuple[list[Telling], Sketched]]:
    """Yield what each chain of some documents tells, with the reports that tell it."""
    for chains in documents:
        alike: dict[str, int] = {}
        for chain in chains:
            sketch = merged([sketch_of(report) for report in chain], [account_of(report) for report in chain])
            fields = sketch_fields(sketch)
            content = as_text(fields)
            alone = chain[0]["report_id"]
            members = "" if is_telling(sketch) else chain[0]["wording"] or alone
            if links.is_apart(chain):  # what tells the very same in another document may be the other event
                members = alone
            # Two events of one document were told apart there: they are no one event, however much agrees.
            place = alike[content + members] = alike.get(content + members, -1) + 1
            variant_id = key(content, members, place)
            yield (
                [
                    Telling(report_id=row["report_id"], document_id=row["document_id"], variant_id=variant_id)
                    for row in chain
                ],
                Sketched(
                    variant_id=variant_id,
                    **facets_of(fields),
                    first_on=sketch.days.first_on,
                    last_on=sketch.days.last_on,
                    basis=sketch.days.basis,
                    blocks=blocks_of(sketch),
                    fullness=fullness_of(sketch),
                ),
            )


def is_telling(sketch: Sketch) -> bool:
    """Whether all that tells the same as a chain must be the same event: it says who, and on which days."""
    is_dated = sketch.days.first_on is not None and sketch.days.last_on is not None
    return is_dated and any(party.entity_id or party.country for party in sketch.actors)


def fullness_of(sketch: Sketch) -> int:
    """Return how many of the things that are compared a chain tells."""
    members = (
        sketch.actors,
        sketch.recipients,
        any(party.entity_id for party in (*sketch.actors, *sketch.recipients)),
        sketch.days.basis in {"stated", "narrative", "coreference"},
        sketch.site,
        sketch.acts,
        sketch.numbers,
    )
    return sum(map(bool, members))


def sketch_of(report: Found) -> Sketch:
    """Return what is compared of a report; who takes part and where come from its account."""
    return Sketch(
        key=report["report_id"],
        document_id=report["document_id"],
        event_types=frozenset({report["event_type"]}),
        modes=frozenset({report["mode"]} if report["mode"] else ()),
        factualities=frozenset({report["factuality"]}),
        lemmas=frozenset({report["lemma"]}),
        acts=frozenset(report["acts"]),
        days=Days(),
        numbers={kind: (report[kind], report[kind]) for kind in COUNTED if report[kind] is not None},
    )
