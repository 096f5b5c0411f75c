"""The interface of the command `entente`: its app, the options that several commands share, its exit codes."""

import os
from collections.abc import Iterator
from enum import IntEnum
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any, Literal

from cyclopts import App, Parameter, Token
from cyclopts.argument import Argument, ArgumentCollection

from flows import settings
from flows.settings import Setting

SEEDS, WAREHOUSE = settings.SEEDS.default, settings.WAREHOUSE.default
WORKERS, RUNNER = settings.WORKERS.default, settings.RUNNER.default


def option(setting: Setting[Any]) -> Parameter:
    """Return a setting as an option of a command, which the environment and the file of settings fill too."""

    def read(_type: Any, tokens: tuple[Token, ...]) -> Any:
        try:
            return setting.read(tokens[0].value, Path())
        except ValueError:
            raise ValueError(f"write {setting.right}") from None

    return Parameter(name=setting.flag, env_var=setting.variable, help=setting.help, converter=read)


Seeds = Annotated[Path, option(settings.SEEDS)]
Root = Annotated[Path, option(settings.WAREHOUSE)]
Workers = Annotated[settings.Workers, option(settings.WORKERS)]
Runner = Annotated[str, option(settings.RUNNER)]
Knowledge = Annotated[Path | None, option(settings.KNOWLEDGE)]
Engine = Annotated[str | None, option(settings.ENGINE)]
Reader = Annotated[str | None, option(settings.READER)]
LlmOn = Annotated[str | None, option(settings.LLM_ON)]
Budget = Annotated[int | None, option(settings.BUDGET)]
BudgetMoney = Annotated[float | None, option(settings.BUDGET_MONEY)]
Json = Annotated[bool, Parameter(name="--json", negative="", help="Print JSON, for a program.")]
Format = Literal["table", "blocks", "csv", "json", "markdown", "parquet"]
# fmt: off
Layout = Literal[
    "bi", "csv", "xlsx", "stata", "spss", "geojson", "geoparquet", "ics",
    "gdelt", "acled-csv", "plover-jsonl", "ftm", "gexf", "graphml",
]
# fmt: on


def fill_from_settings(_app: App, _commands: tuple[str, ...], arguments: ArgumentCollection) -> None:
    """Give the options that neither a flag nor the environment gives the values of the nearest file of settings."""
    waiting = [(argument, setting) for argument in arguments if not argument.tokens for setting in declared(argument)]
    said = settings.read_settings() if waiting else {}
    for argument, setting in waiting:
        if held := said.get(setting.name):
            argument.append(Token(keyword=setting.name, value=str(held.value), source=held.origin))


def declared(argument: Argument) -> Iterator[Setting[Any]]:
    """Yield the setting that an argument of a command is, if it is one."""
    variables = argument.parameter.env_var or ()
    return (setting for setting in settings.SETTINGS.values() if setting.variable in variables)


app = App(
    name="entente",
    help="News about politics and conflict, read into a warehouse: who did what to whom, when, where, who says so.",
    help_epilogue='Example: entente build --seeds seeds && entente query "from events_flat limit 5"',
    version=lambda: version("entente"),
    version_flags=["--version"],
    result_action="return_value",
    exit_on_error=False,
    print_error=False,
    config=fill_from_settings,
    suppress_keyboard_interrupt=False,  # `run` says that the warehouse is as it was; cyclopts would end without a word
)


class Exit(IntEnum):
    """What the command tells the program that called it."""

    OK = 0
    DATA = 1
    USAGE = 2
    INTERNAL = 3
    LOCKED = 4
    INTERRUPTED = 130


def use_own_knowledge(folder: Path | None) -> None:
    """Use the own knowledge in a folder, without one that which the settings name."""
    from flows.reading_choices import use_own_knowledge as use

    use(folder)


def use_engine(name: str | None) -> None:
    """Read with the engine of a name, without one with that which the settings name, else small."""
    from flows.reading_choices import use_chosen_engine

    use_chosen_engine(name)


def use_reader(name: str | None, llm_on: str | None) -> None:
    """Read with the engine, a language model or both, as options or the settings say."""
    from flows.reading_choices import use_chosen_reader

    use_chosen_reader(name, llm_on)


def published(root: Path) -> Path:
    """Return the DuckDB file of the published release, in a local copy where the warehouse is in a bucket."""
    from warehouse.bucket.opening import pulled
    from warehouse.releases import Warehouse

    return Warehouse(pulled(root)).published().database


app.meta.suppress_keyboard_interrupt = False  # which it does not take from the app


app.register_install_completion_command(help="Let the shell complete commands and options with the tab key.")


@app.meta.default
def launch(
    *tokens: Annotated[str, Parameter(show=False, allow_leading_hyphen=True)],
    project: Annotated[
        Path | None,
        Parameter(env_var=settings.PROJECT, help="The entente.toml to heed, or its folder; else the nearest above."),
    ] = None,
    quiet: Annotated[bool, Parameter(negative="", help="Tell no progress, only the result and errors.")] = False,
    verbose: Annotated[
        bool, Parameter(negative="", help="Tell the time of each line, what Prefect logs, and tracebacks.")
    ] = False,
    log_format: Annotated[
        Literal["text", "json"] | None, Parameter(help="How progress and errors are told: as text or lines of JSON.")
    ] = None,
) -> Any:
    """Run a command with the settings of a project."""
    verbosity = "quiet" if quiet else "verbose" if verbose else None
    told = {settings.VERBOSITY.variable: verbosity, settings.LOG_FORMAT.variable: log_format}
    os.environ.update({name: value for name, value in told.items() if value})  # as it was where the command has ended
    with settings.in_project(project):
        return app(tokens)
