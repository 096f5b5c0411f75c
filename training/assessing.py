"""Training of how sure each field of a report is: our own stories in, `transforms/assessment/*.csv` out.

    python -m training.assessing

A field of a report is right where the happening that its words tell says so, judged leniently as whole rows are; what
a report does not tell is not judged. A report that stands on the words of no happening has the wrong type. Only of what
is told as done is it asked whether it is an event, for stories leave much unmarked of what is planned or denied.
Weights are those of a softmax over right and wrong; the same stories give the same files. Stories that are held out are
not learned from, and days, places and parties of a story are chosen by weights that it has not taught (`crossfit.py`).
Beside writing the files it tells, ten-fold over stories, how far each confidence can be believed; with `--page` it
writes that to a page, beside the same of the stories held out and, with `--rows`, of a set of rows.
"""

import argparse
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from evaluation.gold import read_gold
from evaluation.rows import RowItem
from evaluation.rows_answering import rows_of_document
from evaluation.rows_documents import cleaned_document
from evaluation.rows_judging import judge
from evaluation.rows_scoring import taken_for
from training.crossfit import FOLDS as CROSSFIT
from training.crossfit import taught_by, weights_by_fold
from training.softmax import Options, Settings, fit, write_weights
from training.stories import read_stories
from training.story import Story, fold_of
from training.story_rows import to_rows
from transforms.assessment import FACTS, cases_of, weights_of
from transforms.extraction import extract_sentences, joined
from transforms.language.engine import load_engine
from transforms.learned_weights import probabilities, score_of
from transforms.sentences import split_sentences

FOLDS = 10
SETTINGS = Settings(rounds=300, decay=4.0, rare=8)
ACTUAL = "actual"
BINS = 5
RESAMPLES = 1000
Told = tuple[float, bool]
"""How sure a field is, and whether it is right."""
INTERVAL = (5, 95)  # per cent: what lies between holds the share of the right with a probability of 90 %


@dataclass(frozen=True)
class Judged:
    """A field of a report that a story tells, with what speaks for it."""

    story: str
    field: str
    facts: Sequence[str]
    is_right: bool


def judged_fields(items: Iterable[RowItem]) -> Iterator[Judged]:
    """Yield the fields that the reports of documents tell, each with whether it is right."""
    for item in items:
        cleaned = cleaned_document(item)
        if cleaned is None:
            continue
        sentences, text = split_sentences(cleaned.document), cleaned.document.text
        readings = load_engine().read([text[one.sentence_start : one.sentence_end] for one in sentences])
        extraction = joined(extract_sentences(cleaned.document, sentences, readings), readings)
        cases = cases_of(
            *(extraction.sentences, readings, extraction.reports, extraction.participants, extraction.mentions),
            extraction.chained_reports,
        )
        rows = rows_of_document(cleaned, extraction)
        taken = taken_for(item, rows)
        for place, (case, row) in enumerate(zip(cases, rows, strict=True)):
            happening = taken.get(place)
            is_told = happening is not None and row.event_type in happening.types
            right = judge(happening, row, leniently=True) if happening and is_told else {}
            fields = {
                "what": right.get("factuality", False),
                "who": right.get("actor", False) and right.get("recipient", False),
                "when": right.get("date", False),
                "where": right.get("place", False),
            }
            asked = ["what"] if case.report.factuality == ACTUAL else []
            asked += ["who", "when", "where"] if is_told else []
            for field in asked:
                if facts := FACTS[field](case):
                    yield Judged(item.story or item.id, field, facts, fields[field])


def learn(judged: Iterable[Judged]) -> dict[str, float]:
    """Return the weights of what speaks for a field."""
    options = Options()
    for one in judged:
        options.add([one.facts, ()], [one.is_right, not one.is_right])
    return fit(options, SETTINGS)


def sureness(facts: Sequence[str], weights: Mapping[str, float]) -> float:
    """Return how likely a field is right."""
    return probabilities([score_of(facts, weights), 0.0])[0]


def crossed(judged: Sequence[Judged]) -> list[Told]:
    """Return how sure each field is by weights that its story has not taught, and whether it is right."""
    found = []
    for fold in range(FOLDS):
        weights = learn(one for one in judged if fold_of(one.story, FOLDS) != fold)
        tried = (one for one in judged if fold_of(one.story, FOLDS) == fold)
        found += [(sureness(one.facts, weights), one.is_right) for one in tried]
    return found


@dataclass(frozen=True)
class Bin:
    """Fields of like confidence, with the share of them that is right and an interval that holds it."""

    count: int
    confidence: float
    right: float
    least: float
    most: float


def bins_of(told: Sequence[Told]) -> list[Bin]:
    """Return five bins of equal size, by confidence."""
    chance = np.random.default_rng(0)
    found = []
    for part in np.array_split(np.array(sorted(told), dtype=float), BINS):
        drawn = chance.choice(part[:, 1], (RESAMPLES, len(part))).mean(axis=1)
        least, most = np.percentile(drawn, INTERVAL)
        found.append(Bin(len(part), part[:, 0].mean(), part[:, 1].mean(), least, most))
    return found


def calibration_error(bins: Sequence[Bin]) -> float:
    """Return the expected calibration error: how far confidence and share of the right lie apart on average."""
    return sum(one.count * abs(one.confidence - one.right) for one in bins) / sum(one.count for one in bins)


def items_of(stories: Iterable[Story]) -> Iterator[RowItem]:
    """Yield the documents of stories as a set of rows has them."""
    for story in stories:
        yield from (RowItem.model_validate(row) for row in to_rows(story))


def judged_stories(stories: Sequence[Story]) -> list[Judged]:
    """Return the fields that the reports of stories tell, chosen by weights that their own story has not taught."""
    found: list[Judged] = []
    for fold, weights in enumerate(weights_by_fold(stories)):
        with taught_by(weights):
            found += judged_fields(items_of(one for one in stories if fold_of(one.name, CROSSFIT) == fold))
    return found


def page(sections: Mapping[str, Mapping[str, Sequence[Told]]]) -> str:
    """Return a page with a table for each field of each set."""
    lines = [
        "# How far the confidence of each field can be believed",
        "",
        "Written by `python -m training.assessing --page docs/fields.md`. A field is right where it agrees, leniently,",
        "with the happening that the words of the report tell; what a report does not tell is not judged. Five bins of",
        "equal size; the share of the right has an interval that holds it with a probability of 90 % (bootstrap).",
    ]
    for title, fields in sections.items():
        for field, told in fields.items():
            bins = bins_of(told)
            lines += ["", f"## {title}: `confidence_{field}`", "", "| fields | mean confidence | right | 90 % |"]
            lines += ["|---:|---:|---:|---:|"]
            lines += [
                f"| {one.count} | {one.confidence:.2f} | {one.right:.2f} | {one.least:.2f} to {one.most:.2f} |"
                for one in bins
            ]
            lines += ["", f"Expected calibration error {calibration_error(bins):.3f} over {len(told)} fields."]
    return "\n".join(lines) + "\n"


def sure_by(judged: Sequence[Judged], weights: Mapping[str, Mapping[str, float]]) -> dict[str, list[Told]]:
    """Return by field how sure it is by some weights, and whether it is right."""
    return {
        field: [(sureness(one.facts, of_field), one.is_right) for one in judged if one.field == field]
        for field, of_field in weights.items()
    }


def main() -> None:
    """Learn from the stories that are not held out, write the weights and how far the confidences can be believed."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--page", type=Path, help="where to write how far the confidences can be believed")
    parser.add_argument("--rows", type=Path, help="a set of rows, which is measured and not learned from")
    asked = parser.parse_args()
    stories = list(read_stories())
    judged = judged_stories([story for story in stories if not story.is_held_out])
    by_field = {field: [one for one in judged if one.field == field] for field in FACTS}
    weights = {field: learn(of_field) for field, of_field in by_field.items()}
    for field in FACTS:
        write_weights(weights_of(field), weights[field])
    held_out = list(judged_fields(items_of(story for story in stories if story.is_held_out)))
    sections = {
        "Our own stories, ten-fold": {field: crossed(of_field) for field, of_field in by_field.items()},
        "Our own stories, held out": sure_by(held_out, weights),
    }
    if asked.rows:
        items = read_gold(asked.rows, RowItem, None)
        sections[f"{asked.rows.name}, not learned from"] = sure_by(list(judged_fields(items)), weights)
    if asked.page:
        asked.page.write_text(page(sections), encoding="utf-8")
    for title, fields in sections.items():
        for field, told in fields.items():
            print(f"{title}: {field}, n {len(told)}, error {calibration_error(bins_of(told)):.3f}")


if __name__ == "__main__":
    main()
