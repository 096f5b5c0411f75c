"""The scoreboard of the pipeline: `python -m benchmarks.scoreboard --gold DIR --out docs/figures.md` scores it on gold
sets.

`scoreboard.csv` says which sets, which measure of each and which bar; DIR holds `<task>/<set>.dev.jsonl`. Sets that are
not there are left out and named.
"""

import argparse
import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from functools import cache
from pathlib import Path
from types import MappingProxyType

from evaluation import Evaluation, Options, Rates, evaluate
from evaluation.pipeline_answers import pipeline_answerers
from transforms.engine_in_use import SMALL, use_engine
from transforms.extraction import extract
from transforms.language.engines import find_engine, version_in_use

LIST = Path(__file__).with_name("scoreboard.csv")
LISTS = {"types", "kinds"}  # options that take several values
RECORDED = Path(__file__).parent / "recorded" / "table.md"
"""What a recorded language model reads of whole rows, as `benchmarks.record replay --out` wrote it."""
HEAD = """# Figures

How well the pipeline reads, on development halves of public sets that nobody in this project wrote. Written by
`python -m benchmarks.scoreboard --gold DIR --out docs/figures.md`, with engine {engine}. A bar is what we aim at; the
figures of the reading engine itself are in [model-card.md](model-card.md). Where precision
and recall are given the figure is F1 and n counts what the gold holds; else it is an accuracy and n counts texts.
`rows/rows`, whole rows of events, is annotated for this project by others than its developers, on texts of such sets.

| task | set | measure | n | precision | recall | figure | bar | |
|---|---|---|---|---|---|---|---|---|
"""


def options_of(text: str) -> Options:
    """Return scorer options written as `coarse`, `coreference=entity` or `types=Person+Location`, joined by blanks."""
    known = {field.name for field in fields(Options)}
    given: dict[str, bool | str | tuple[str, ...]] = {}
    for part in text.split():
        name, _, value = part.partition("=")
        given[name] = tuple(value.split("+")) if name in LISTS else value or True
    if unknown := given.keys() - known:
        raise ValueError(f"{LIST.name}: options {sorted(unknown)} are unknown; there are {sorted(known)}")
    return Options(**given)  # type: ignore[arg-type]


@cache
def evaluated(task: str, gold: Path, options: str) -> Evaluation:
    """Return how well a task is done on a set, scored once however many of its measures are asked for."""
    return evaluate(task, gold, extract, answerers=pipeline_answerers(), options=options_of(options))


def rows(
    folder: Path, sets: Sequence[str] | None = None, before: Mapping[str, str] = MappingProxyType({})
) -> Iterator[str]:
    """Yield a row of the table for each measure that is asked for; those of other sets as they stood before."""
    with LIST.open(encoding="utf-8", newline="") as file:
        for asked in csv.DictReader(file):
            if sets is not None and asked["set"] not in sets:
                yield before[name_of(asked)]
                continue
            gold = folder / f"{asked['set']}.dev.jsonl"
            if not gold.exists():
                yield f"| {asked['task']} | {asked['set']} | {asked['measure']} | | | | not here | {asked['bar']} | |"
                continue
            evaluation = evaluated(asked["task"], gold, asked["options"])
            measure = next(one for one in evaluation.measures if one.name == asked["measure"])
            if isinstance(measure, Rates):
                figure, n = measure.f1, measure.gold
                found = f"{measure.precision:.3f} | {measure.recall:.3f}"
            else:
                figure, n, found = float(measure.value or 0), evaluation.items, " | "
            bar = float(asked["bar"]) if asked["bar"] else None
            verdict = "" if bar is None else "reached" if figure >= bar else "**short**"
            yield f"{name_of(asked)} | {n} | {found} | {figure:.3f} | {asked['bar']} | {verdict} |"


def name_of(asked: Mapping[str, str]) -> str:
    """Return how a row of the table begins, which tells it from all others."""
    options = f", {asked['options']}" if asked["options"] else ""
    return f"| {asked['task']} | {asked['set']} | {asked['measure']}{options}"


def rows_before(page: Path) -> dict[str, str]:
    """Return the rows of a page that was written before, by how they begin."""
    lines = [line for line in page.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    return {" | ".join(line.split(" | ")[:3]): line for line in lines}


def main() -> None:
    """Write the page of figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, required=True, help="folder of gold sets")
    parser.add_argument("--out", type=Path, required=True, help="page to write")
    parser.add_argument("--engine", default=SMALL, help="reading engine: small, base or both")
    parser.add_argument(
        "--sets", nargs="+", help="measure these sets alone, as `events/plv`; keep what the page says of others"
    )
    arguments = parser.parse_args()
    use_engine(find_engine(arguments.engine))
    before = rows_before(arguments.out) if arguments.sets else {}
    lines = list(rows(arguments.gold, arguments.sets, before))
    page = HEAD.format(engine=version_in_use()) + "\n".join(lines) + "\n" + RECORDED.read_text(encoding="utf-8")
    arguments.out.write_text(page, encoding="utf-8")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
