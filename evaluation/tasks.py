"""Takes a set and what reads documents, gives how well it reads: every task, its formats, adapter and scorer."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evaluation import (
    arguments,
    classes,
    clusterings,
    entities,
    events,
    identities,
    places,
    quotes,
    templates,
    times,
)
from evaluation.answering import Answerers, Knowledge
from evaluation.gold import Answer, GoldInvalid, Item, document_of, read_gold, write_answers
from evaluation.options import Options
from evaluation.pages import TASK as PAGES
from evaluation.pages import evaluate_pages, score_predicted_pages
from evaluation.results import Evaluation, Scored
from evaluation.rows_evaluating import evaluate_rows, score_predicted_rows
from transforms.extraction import Extraction
from transforms.tables import Document


@dataclass(frozen=True)
class Task:
    """One thing to measure. The classes say the format of its lines, `answer` adapts, `score` compares.

    `answer` and `score` take the very classes that stand beside them; the registry holds tasks of all kinds, so it
    does not say so.
    """

    item: type[Item]
    reply: type[Answer]
    answer: Callable[[Any, Extraction, Knowledge], Answer]
    score: Callable[[Sequence[tuple[Any, Any]], Options], Scored]


TASKS: Mapping[str, Task] = {
    "entities": Task(entities.EntityItem, entities.EntityAnswer, entities.answer_entities, entities.score_entities),
    "relations": Task(
        entities.RelationItem, entities.RelationAnswer, entities.answer_relations, entities.score_relations
    ),
    "events": Task(events.EventItem, events.EventAnswer, events.answer_events, events.score_events),
    "eventcls": Task(classes.LabelItem, classes.LabelAnswer, classes.answer_labels, classes.score_labels),
    "evtargs": Task(
        arguments.ArgumentItem, arguments.ArgumentAnswer, arguments.answer_arguments, arguments.score_arguments
    ),
    "muc": Task(
        templates.TemplateItem, templates.TemplateAnswer, templates.answer_templates, templates.score_templates
    ),
    "geo-resolve": Task(
        places.ToponymItem, places.ToponymAnswer, places.answer_given_toponyms, places.score_given_toponyms
    ),
    "geo-e2e": Task(places.ToponymItem, places.ToponymAnswer, places.answer_toponyms, places.score_toponyms),
    "times": Task(times.TimeItem, times.TimeAnswer, times.answer_times, times.score_times),
    "quotes": Task(quotes.QuoteItem, quotes.QuoteAnswer, quotes.answer_quotes, quotes.score_quotes),
    "links": Task(identities.LinkItem, identities.LinkAnswer, identities.answer_links, identities.score_links),
    "actors": Task(identities.ActorItem, identities.ActorAnswer, identities.answer_actors, identities.score_actors),
    "clusters": Task(
        clusterings.ClusterItem, clusterings.ClusterAnswer, clusterings.answer_cluster, clusterings.score_clusters
    ),
    "coref": Task(
        clusterings.CoreferenceItem,
        clusterings.CoreferenceAnswer,
        clusterings.answer_coreference,
        clusterings.score_coreference,
    ),
}
"""Every task that asks of one text at a time, by its name, which is that of the reference scorer of the sets."""

ROWS = "rows"
"""The task that asks of all texts of a set together."""


def evaluate(  # noqa: PLR0913, what the command hands on, one each
    task: str,
    gold: Path,
    extract: Callable[[Sequence[Document]], Sequence[Extraction]],
    predictions: Path | None = None,
    *,
    answerers: Answerers | None = None,
    options: Options | None = None,
    limit: int | None = None,
    errors: int = 0,
) -> Evaluation:
    """Return how well a task is done on a set; all its texts are read in one call of `extract`.

    The answers are written to `predictions`, in the format and the order of the set. The evaluation names the first
    `errors` mistakes. Raises GoldInvalid for an unknown task and for a set that cannot be used.
    """
    options = options or Options()
    if task == ROWS:
        return evaluate_rows(gold, extract, predictions, options, limit, errors)
    if task == PAGES:
        return evaluate_pages(gold, predictions, limit, errors)
    chosen = _task(task)
    items = _items(chosen, gold, options, limit)
    documents = [document_of(item, f"{gold.name}#{position}") for position, item in enumerate(items)]
    extractions = {one.document.document_id: one for one in extract(documents)}
    knowledge = (answerers or Answerers()).learn(list(extractions.values()))
    read = [(item, extractions.get(document.document_id)) for item, document in zip(items, documents, strict=True)]
    # A text that the pipeline refuses, as one in another language, has no answer.
    answers = [
        chosen.answer(item, extraction, knowledge) if extraction else chosen.reply(id=item.id)
        for item, extraction in read
    ]
    if predictions is not None:
        write_answers(predictions, answers)
    return _evaluation(task, gold, list(zip(items, answers, strict=True)), options, errors)


def score(task: str, gold: Path, predictions: Path, *, options: Options | None = None, errors: int = 0) -> Evaluation:
    """Return how well answers that stand in a file do; a text without a line there is a text without an answer."""
    options = options or Options()
    if task == ROWS:
        return score_predicted_rows(gold, predictions, options, errors)
    if task == PAGES:
        return score_predicted_pages(gold, predictions, errors)
    chosen = _task(task)
    items = _items(chosen, gold, options, None)
    answers = {answer.id: answer for answer in read_gold(predictions, chosen.reply)}
    strange = [name for name in answers if name not in {item.id for item in items}]
    if strange and options.split is None:
        raise GoldInvalid(f"{predictions}: id {strange[0]!r} is not in {gold}; answer for the texts of the set")
    return _evaluation(task, gold, [(item, answers.get(item.id, chosen.reply())) for item in items], options, errors)


def _task(name: str) -> Task:
    if name not in TASKS:
        raise GoldInvalid(f"task {name!r} is unknown; use one of {', '.join((*TASKS, ROWS, PAGES))}")
    return TASKS[name]


def _items(task: Task, gold: Path, options: Options, limit: int | None) -> list[Item]:
    items = read_gold(gold, task.item, limit)
    if options.split is None:
        return items
    of_split = [item for item in items if item.orig_split == options.split]
    if not of_split:
        splits = ", ".join(sorted({item.orig_split for item in items if item.orig_split})) or "none"
        raise GoldInvalid(f"{gold}: no text of the split {options.split!r}; it has {splits}")
    return of_split


def _evaluation(
    task: str, gold: Path, pairs: Sequence[tuple[Item, Answer]], options: Options, errors: int
) -> Evaluation:
    scored = TASKS[task].score(pairs, options)
    return Evaluation(task, str(gold), len(pairs), tuple(scored.measures), tuple(scored.mistakes[:errors]))
