"""Report links: the corrections that call two reports one event or two events in, what linking must hold to out.

A person's word goes before what documents tell: reports that people call one event are one, reports that people call
two are not, also through others (A is B, B is not C). Within a document, chains are joined and parted accordingly; a
chain that is parted leaves what nobody names with its first named report. Where the chains of documents would make one
what people keep apart, the chain that comes later in the order of documents and texts gives way.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from transforms.corpus.corpus import Corpus
from transforms.corrections import SAME_EVENT, ReportGroups
from transforms.tables import Correction


@dataclass(frozen=True)
class ReportLinks:
    """Which reports people call one event and which two; those that the corpus holds."""

    pairs: Sequence[tuple[str, str, bool]] = ()
    """Two reports, and whether they are one event."""
    chains: dict[str, str] = field(default_factory=dict)
    """For each report that a pair names, the least report of those that are one event with it."""
    apart: frozenset[str] = frozenset()
    """Those of the values of `chains` that are kept apart from another one."""

    def chain_of(self, reports: Sequence[Any]) -> Callable[[Any], str]:
        """Return the function that gives the chain of each report of one document, in the order of the text."""
        first: dict[str, str] = {}
        for report in reports:
            if chain := self.chains.get(report["report_id"]):
                first.setdefault(report["chain_id"], chain)
        return lambda report: (
            self.chains.get(report["report_id"]) or first.get(report["chain_id"]) or report["chain_id"]
        )

    def is_apart(self, reports: Iterable[Any]) -> bool:
        """Whether a chain of some reports is kept apart from another, and so is no version of what tells the same."""
        return any(self.chains.get(report["report_id"]) in self.apart for report in reports)

    def put(self, corpus: Corpus) -> None:
        """Let the corpus have the pairs as the table `linked_reports`."""
        columns = list(zip(*self.pairs, strict=True)) or [(), (), ()]
        types = (("report_id", pa.string()), ("other_id", pa.string()), ("is_same", pa.bool_()))
        table = {name: pa.array(values, kind) for (name, kind), values in zip(types, columns, strict=True)}
        corpus.put("linked_reports", pa.table(table))


def report_links(corpus: Corpus, corrections: Sequence[Correction]) -> ReportLinks:
    """Return what some corrections say of the reports of a corpus; one that names a report not there counts not."""
    named = sorted({report_id for correction in corrections for report_id in pair_of(correction)})
    if not named:
        return ReportLinks()
    rows = corpus.connection.execute(CHAINS, [named]).fetchall()
    found = {report_id for report_id, _ in rows}
    pairs = [
        (*pair_of(correction), correction.target_column == SAME_EVENT)
        for correction in corrections
        if found.issuperset(pair_of(correction))
    ]
    groups = ReportGroups.of(pairs)
    chains: dict[str, list[str]] = {}
    for report_id, chain_id in rows:
        chains.setdefault(chain_id, []).append(report_id)
    for chain in chains.values():
        join_chain(chain, groups)
    linked = {report_id for one, other, _ in pairs for report_id in (one, other)}
    return ReportLinks(
        pairs,
        {report_id: groups.first(report_id) for report_id in sorted(linked)},
        frozenset(groups.first(report_id) for report_id in linked if groups.is_kept_apart(report_id)),
    )


def join_chain(chain: Sequence[str], groups: ReportGroups) -> None:
    """Let the named reports of a chain be one event, but for those that people keep apart."""
    heads: list[str] = []
    for report_id in chain:
        head = next((head for head in heads if not groups.are_apart(head, report_id)), None)
        if head is None:
            heads.append(report_id)
        else:
            groups.join(head, report_id)


def pair_of(correction: Correction) -> tuple[str, str]:
    """Return the two reports that a correction names."""
    return correction.target_id, correction.value or ""


CHAINS = """
select report_id, coalesce(chained.chain_id, report_id)
from raw.reports as reports
left join raw.chained_reports as chained using (report_id)
where list_contains(?, report_id)
order by reports.document_id, trigger_start, report_id
"""
