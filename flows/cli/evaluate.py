"""Evaluating: a gold set in, figures out. Imported for this command alone, unlike the modules beside it."""

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from evaluation.options import Options
from flows.cli.interface import Engine, Exit, Json, Knowledge, use_engine, use_own_knowledge
from flows.cli.output import print_json, print_lines

TASKS = (
    "One of entities, relations, events, eventcls, evtargs, muc, geo-resolve, geo-e2e, times, quotes, links, actors, "
    "clusters, coref, rows, pages; the formats are described in evaluation/examples/README.md."
)


def evaluate(  # noqa: PLR0913, an argument is an option of the command
    task: Annotated[str, Parameter(help=TASKS)],
    gold: Path,
    *,
    predictions: Annotated[Path | None, Parameter(help="File to which our answers are written.")] = None,
    limit: Annotated[int | None, Parameter(help="Only the first so many texts.")] = None,
    errors: Annotated[int, Parameter(help="Show so many of the texts that we get wrong.")] = 0,
    options: Annotated[Options | None, Parameter(name="*")] = None,
    knowledge: Knowledge = None,
    engine: Engine = None,
    json_output: Json = False,
) -> Exit:
    """Score what the pipeline finds in a gold set; print the score."""
    use_own_knowledge(knowledge)
    use_engine(engine)
    from evaluation import evaluate as evaluate_task
    from evaluation.pipeline_answers import pipeline_answerers
    from transforms.extraction import extract

    evaluation = evaluate_task(
        task,
        gold,
        extract,
        predictions,
        answerers=pipeline_answerers(),
        options=options or Options(),
        limit=limit,
        errors=errors,
    )
    if json_output:
        print_json(evaluation.as_json())
    else:
        print_lines([str(evaluation)])
    return Exit.OK
