"""Task `eventcls`: labels of a text, and of each of its sentences where a set asks for them."""

from collections.abc import Sequence

from evaluation.answering import Knowledge
from evaluation.gold import Answer, Item, Part, Span
from evaluation.mappings import Passage, labels_of
from evaluation.matching import Tally
from evaluation.options import Options
from evaluation.results import Figure, Measure, Mistake, Rates, Scored
from transforms.extraction import Extraction


class LabelledSentence(Part):
    """A sentence as the set cuts it, in the order of the text; answers leave out its words."""

    sent_id: int | str
    labels: tuple[str, ...]
    text: str | None = None


class LabelItem(Item):
    """Gold: the labels of the text."""

    labels: tuple[str, ...]
    sentences: tuple[LabelledSentence, ...] | None = None


class LabelAnswer(Answer):
    """The labels found."""

    labels: tuple[str, ...] = ()
    sentences: tuple[LabelledSentence, ...] | None = None


def answer_labels(item: LabelItem, extraction: Extraction, knowledge: Knowledge) -> LabelAnswer:
    """Return the labels that the set's mapping gives to the events of the text, and of each sentence of the set."""
    labels = labels_of(item.set)
    if item.sentences is None:
        ours = [Span(start=sentence.sentence_start, end=sentence.sentence_end) for sentence in extraction.sentences]
        passages = [_within(place, extraction) for place in ours]
        return LabelAnswer(id=item.id, labels=tuple(labels.labels(passages, extraction)))
    places = _places(item.text, item.sentences)
    sentences = tuple(
        LabelledSentence(
            sent_id=sentence.sent_id, labels=tuple(labels.labels([_within(place, extraction)], extraction))
        )
        for sentence, place in zip(item.sentences, places, strict=True)
    )
    held = dict.fromkeys(label for sentence in sentences for label in sentence.labels)
    return LabelAnswer(id=item.id, labels=tuple(held), sentences=sentences)


def _places(text: str, sentences: Sequence[LabelledSentence]) -> list[Span]:
    """Return where each sentence of a set stands; an empty span where its words are not those of the text."""
    places, reached = [], 0
    for sentence in sentences:
        words = sentence.text or ""
        start = text.find(words, reached) if words.strip() else -1
        places.append(Span(start=max(start, 0), end=start + len(words) if start >= 0 else 0))
        reached = max(reached, places[-1].end)
    return places


def _within(place: Span, extraction: Extraction) -> Passage:
    """Return what stands in a span; the set may cut sentences otherwise than we do."""
    return Passage(
        text=extraction.document.text[place.start : place.end],
        reports=tuple(report for report in extraction.reports if place.start <= report.trigger_start < place.end),
        quotes=tuple(quote for quote in extraction.quotes if place.start <= quote.cue_start < place.end),
    )


def score_labels(pairs: Sequence[tuple[LabelItem, LabelAnswer]], options: Options) -> Scored:
    """Return rates for labels of texts and of sentences, and the share of texts with exactly the right ones."""
    texts, sentences = Tally(), Tally()
    mistakes: list[Mistake] = []
    for item, answer in pairs:
        texts.add_sets(item.labels, answer.labels)
        if set(item.labels) != set(answer.labels):
            detail = f"{_listed(answer.labels)} where the gold has {_listed(item.labels)}: {item.text[:200]!r}"
            mistakes.append(Mistake(item.id, "wrong", detail))
        found = {sentence.sent_id: sentence.labels for sentence in answer.sentences or ()}
        for sentence in item.sentences or ():
            sentences.add_sets(sentence.labels, found.get(sentence.sent_id, ()))
    measures: list[Measure] = [
        Rates.of("labels (micro)", texts, with_labels=True),
        Figure("macro F1", texts.macro_f1),
        Figure("exact-set accuracy", 1 - len(mistakes) / len(pairs) if pairs else 0.0),
    ]
    if any(item.sentences is not None for item, _ in pairs):
        measures += [
            Rates.of("sentence labels (micro)", sentences, with_labels=True),
            Figure("sentence macro F1", sentences.macro_f1),
        ]
    return Scored(measures, mistakes)


def _listed(labels: Sequence[str]) -> str:
    return ", ".join(labels) or "no label"
