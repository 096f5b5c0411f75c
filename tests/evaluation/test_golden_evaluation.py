"""What the pipeline answers to the examples of every task, and how that scores, is as is written down.

python -m tests.evaluation.test_golden_evaluation     writes tests/golden/evaluation.txt anew; read that difference
"""

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from evaluation import Options, evaluate
from evaluation.answering import Answerers
from evaluation.pipeline_answers import pipeline_answerers
from evaluation.tasks import ROWS, TASKS
from tests.goldens import check, read_lines, write
from transforms.extraction import extract

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "evaluation" / "examples"
GOLDEN = ROOT / "tests" / "golden" / "evaluation.txt"
SETS = {"geo-resolve": "geo", "geo-e2e": "geo"}
"""Sets of the tasks that are not named for them."""
CHOICES = {"entities": Options(coarse=True), "times": Options(min_confidence=0.5)}
"""Other options with which a task is scored once more."""
TOGETHER = {"clusters", "coref"}
"""Tasks that ask what all texts tell together, which takes seconds to find."""
ALL = 1000  # mistakes that are shown


def written() -> list[str]:
    """Return the answers and the scores of all tasks."""
    lines, every, none = list[str](), pipeline_answerers(), Answerers()
    with TemporaryDirectory() as folder:
        for task in (*TASKS, ROWS):
            gold, answers = EXAMPLES / f"{SETS.get(task, task)}.jsonl", Path(folder) / f"{task}.jsonl"
            for options in (Options(), *([CHOICES[task]] if task in CHOICES else [])):
                asked = every if task in TOGETHER else replace(every, events=none.events, stories=none.stories)
                found = evaluate(task, gold, extract, answers, answerers=asked, options=options, errors=ALL)
                lines += [f"{task} {options}", *answers.read_text(encoding="utf-8").splitlines()]
                lines += [line.replace(f"{ROOT}/", "").rstrip() for line in str(found).splitlines()]
    return lines


def test_the_examples_are_answered_and_scored_as_is_written_down() -> None:
    check("evaluation.txt", read_lines(GOLDEN), written())


if __name__ == "__main__":
    write(GOLDEN, written())
