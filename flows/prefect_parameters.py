"""Parameters of the flow: their types, by which Prefect refuses a value, and their words, which its form shows.

The words of a setting stand with the setting (`flows/settings.py`), so that form, command and `entente config` agree.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar, get_args, get_type_hints

from pydantic import Field
from pydantic.fields import FieldInfo

from flows.settings import (
    BUDGET,
    BUDGET_MONEY,
    ENGINE,
    KNOWLEDGE,
    LLM_ON,
    READER,
    RUNNER,
    SEEDS,
    SEND_BRIEF,
    WAREHOUSE,
    WORKERS,
)

Seeds = Annotated[Path | None, Field(description=SEEDS.help)]
WarehouseRoot = Annotated[Path | None, Field(description=WAREHOUSE.help)]
Force = Annotated[bool, Field(description="Read every document anew.")]
Processes = Annotated[Annotated[int, Field(ge=1)] | Literal["auto"] | None, Field(description=WORKERS.help)]
Knowledge = Annotated[Path | None, Field(description=KNOWLEDGE.help)]
FromFeeds = Annotated[bool, Field(description="Ask the feeds and sitemaps of the sources before.")]
Engine = Annotated[str | None, Field(description=ENGINE.help)]
Runner = Annotated[str | None, Field(description=RUNNER.help, pattern=r"^(processes|dask|\w+://\S+:\d+)$")]
Reader = Annotated[Literal["engine", "llm", "both"] | None, Field(description=READER.help)]
AskedOn = Annotated[Literal["all", "unsure"] | None, Field(description=LLM_ON.help)]
Budget = Annotated[Annotated[int, Field(ge=1)] | None, Field(description=BUDGET.help)]
BudgetMoney = Annotated[Annotated[float, Field(ge=0)] | None, Field(description=BUDGET_MONEY.help)]
SendBrief = Annotated[str | None, Field(description=SEND_BRIEF.help, pattern=r"^[a-z0-9-]+/[a-z0-9-]+$")]
BucketSecret = Annotated[
    str | None,
    Field(description="Secret of Prefect that holds the keys of a bucket: a JSON object of variables AWS_..."),
]

Described = TypeVar("Described", bound=Callable[..., Any])


def described(function: Described) -> Described:
    """Return a function with its parameters described in its docstring, where alone Prefect reads that."""
    lines = [f"    {name}: {words}" for name, words in descriptions(function).items()]
    function.__doc__ = "\n".join([f"{(function.__doc__ or '').rstrip()}\n", "Args:", *lines])
    return function


def descriptions(function: Callable[..., Any]) -> dict[str, str]:
    """Return the descriptions that the annotations of a function's parameters have, by name."""
    hints = get_type_hints(function, include_extras=True)
    fields = {name: next((f for f in get_args(hint) if isinstance(f, FieldInfo)), None) for name, hint in hints.items()}
    return {name: field.description for name, field in fields.items() if field and field.description}
