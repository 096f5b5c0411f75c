"""Tasks `clusters` and `coref`: which documents tell one story, and which mentions speak of one thing."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence

from pydantic import model_validator

from evaluation.answering import SAME_THING, Knowledge
from evaluation.gold import Answer, Item, Span
from evaluation.matching import Count, harmonic_mean, overlap
from evaluation.options import Options
from evaluation.results import Figure, Rates, Scored
from transforms.extraction import Extraction

Clustering = Mapping[Hashable, Hashable]
"""The cluster of each thing."""


class ClusterItem(Item):
    """Gold: the story of the document, whose text begins with its headline; null when it stands alone."""

    cluster: str | int | None

    @model_validator(mode="before")
    @classmethod
    def _with_headline(cls, line: dict[str, object]) -> dict[str, object]:
        """Put the headline before the text, as in documents of ours; the task gives no offsets that it would move."""
        title, text = line.get("title"), line.get("text")
        if isinstance(title, str) and isinstance(text, str) and not text.startswith(title):
            return {**line, "text": f"{title}\n\n{text}"}
        return line


class ClusterAnswer(Answer):
    """The story found; null when the document stands alone."""

    cluster: str | int | None = None


class ClusteredMention(Span):
    """A mention of an event or of an entity; its cluster, over all documents, names what it refers to."""

    kind: str | None = None
    cluster: str | int | None = None


class CoreferenceItem(Item):
    """Gold: the mentions of the text."""

    mentions: tuple[ClusteredMention, ...]


class CoreferenceAnswer(Answer):
    """The given mentions of which it is known what they refer to."""

    mentions: tuple[ClusteredMention, ...] = ()


def answer_cluster(item: ClusterItem, extraction: Extraction, knowledge: Knowledge) -> ClusterAnswer:
    """Return the story of the document."""
    return ClusterAnswer(id=item.id, cluster=knowledge.stories.get(extraction.document.document_id))


def answer_coreference(item: CoreferenceItem, extraction: Extraction, knowledge: Knowledge) -> CoreferenceAnswer:
    """Return the event or the entity of each given mention that is one of ours."""
    clusters = ((mention, _cluster(mention, extraction, knowledge)) for mention in item.mentions)
    found = (
        ClusteredMention(start=mention.start, end=mention.end, kind=mention.kind, cluster=cluster)
        for mention, cluster in clusters
        if cluster
    )
    return CoreferenceAnswer(id=item.id, mentions=tuple(found))


def _cluster(span: ClusteredMention, extraction: Extraction, knowledge: Knowledge) -> str | None:
    if span.kind == "event":
        triggers = ((Span(start=one.trigger_start, end=one.trigger_end), one) for one in extraction.reports)
        likely = ((overlap(trigger, span), one) for trigger, one in triggers)
        degree, report = max(likely, key=lambda entry: entry[0], default=(0.0, None))
        return knowledge.events.get(report.report_id) if report and degree >= SAME_THING else None
    mention = knowledge.mention(extraction, span)
    return mention.entity_id if mention else None


def score_clusters(pairs: Sequence[tuple[ClusterItem, ClusterAnswer]], options: Options) -> Scored:
    """Return how well the stories of the documents agree."""
    gold: dict[Hashable, Hashable] = {item.id: _named(item.cluster, item.id) for item, _ in pairs}
    found: dict[Hashable, Hashable] = {item.id: _named(answer.cluster, item.id) for item, answer in pairs}
    return Scored(_agreement(gold, found), [])


def score_coreference(pairs: Sequence[tuple[CoreferenceItem, CoreferenceAnswer]], options: Options) -> Scored:
    """Return how well the clusters of the mentions of one kind agree over all documents."""
    gold: dict[Hashable, Hashable] = {}
    found: dict[Hashable, Hashable] = {}
    unanswered = 0
    for item, answer in pairs:
        kind = options.coreference
        clusters = {(one.start, one.end): one.cluster for one in answer.mentions if (one.kind or kind) == kind}
        for one in item.mentions:
            if one.kind == kind:
                mention = (item.id, one.start, one.end)
                gold[mention] = _named(one.cluster, mention)
                found[mention] = _named(clusters.get((one.start, one.end)), mention)
                unanswered += clusters.get((one.start, one.end)) is None
    answered = Figure("gold mentions / unanswered", f"{len(gold)}/{unanswered}")
    return Scored([answered, *_agreement(gold, found)], [])


def _named(cluster: str | int | None, mention: Hashable) -> Hashable:
    """Return the name of a cluster; that of the thing itself where it stands alone."""
    return ("alone", mention) if cluster is None else ("cluster", str(cluster))


def _agreement(gold: Clustering, found: Clustering) -> list[Rates]:
    """Return four measures of two clusterings of the same things.

    B-cubed (Bagga and Baldwin 1998) asks of each thing how pure and how complete its cluster is; pairwise counts
    pairs; MUC (Vilain et al. 1995) counts links and is blind to things that stand alone; LEA (Moosavi and Strube
    2016) weighs each cluster by its size.
    """
    gold_clusters, found_clusters = _clusters(gold), _clusters(found)
    return [
        _b_cubed(gold, found, gold_clusters, found_clusters),
        _pairwise(gold, found, gold_clusters, found_clusters),
        _links(gold, found, gold_clusters, found_clusters),
        _lea(gold, found, gold_clusters, found_clusters),
    ]


Clusters = Sequence[frozenset[Hashable]]


def _clusters(clustering: Clustering) -> Clusters:
    members = defaultdict(set)
    for mention, cluster in clustering.items():
        members[cluster].add(mention)
    return [frozenset(mentions) for mentions in members.values()]


def _b_cubed(gold: Clustering, found: Clustering, gold_clusters: Clusters, found_clusters: Clusters) -> Rates:
    common = Counter((gold[mention], found[mention]) for mention in gold)
    gold_sizes, found_sizes = Counter(gold.values()), Counter(found.values())
    precision = sum(size**2 / found_sizes[theirs] for (_, theirs), size in common.items()) / len(gold) if gold else 0.0
    recall = sum(size**2 / gold_sizes[ours] for (ours, _), size in common.items()) / len(gold) if gold else 0.0
    return _rates("B-cubed", precision, recall, (len(gold), len(found_clusters), len(gold_clusters)))


def _pairwise(gold: Clustering, found: Clustering, gold_clusters: Clusters, found_clusters: Clusters) -> Rates:
    right = sum(map(_pairs, Counter((gold[mention], found[mention]) for mention in gold).values()))
    answered, asked = (
        sum(_pairs(len(mentions)) for mentions in clusters) for clusters in (found_clusters, gold_clusters)
    )
    return Rates.of_count("pairwise", Count(right, answered, asked))


def _links(gold: Clustering, found: Clustering, gold_clusters: Clusters, found_clusters: Clusters) -> Rates:
    kept, asked = _kept_links(gold_clusters, found)
    right, answered = _kept_links(found_clusters, gold)
    precision, recall = (part / whole if whole else 0.0 for part, whole in ((right, answered), (kept, asked)))
    return _rates("MUC", precision, recall, (kept, answered, asked))


def _kept_links(clusters: Clusters, other: Clustering) -> tuple[int, int]:
    """Return how many links of some clusters the other clustering keeps, and how many there are."""
    kept = sum(len(mentions) - len({other[mention] for mention in mentions}) for mentions in clusters)
    return kept, sum(len(mentions) - 1 for mentions in clusters)


def _lea(gold: Clustering, found: Clustering, gold_clusters: Clusters, found_clusters: Clusters) -> Rates:
    precision, recall = _resolved(found_clusters, gold), _resolved(gold_clusters, found)
    return _rates("LEA", precision, recall, (len(gold), len(found_clusters), len(gold_clusters)))


def _resolved(clusters: Clusters, other: Clustering) -> float:
    """Return the share of the pairs of each cluster that the other keeps, by the size of the cluster."""
    sizes = Counter(other.values())
    weighed = 0.0
    for mentions in clusters:
        parts = Counter(other[mention] for mention in mentions)
        if len(mentions) > 1:
            weighed += len(mentions) * sum(map(_pairs, parts.values())) / _pairs(len(mentions))
        else:
            # A thing that stands alone has a link to itself, which is kept when it stands alone there too.
            weighed += sum(sizes[cluster] == 1 for cluster in parts)
    everything = sum(map(len, clusters))
    return weighed / everything if everything else 0.0


def _rates(name: str, precision: float, recall: float, counts: tuple[int, int, int]) -> Rates:
    return Rates(name, precision, recall, harmonic_mean(precision, recall), *counts)


def _pairs(size: int) -> int:
    return size * (size - 1) // 2
