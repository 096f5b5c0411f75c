"""The interface of the command `entente`: its app, the options that several commands share, its exit codes."""

from enum import IntEnum
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import App, Parameter

SEEDS, WAREHOUSE = Path("seeds"), Path("warehouse/data")

Seeds = Annotated[Path, Parameter(help="Folder of documents: one folder per source.")]
Root = Annotated[Path, Parameter(name="--warehouse", help="Folder in which the warehouse is, or is to be.")]
Knowledge = Annotated[
    Path | None,
    Parameter(help="Folder with your own ontology/ and lexicons/; else that of the nearest entente.toml."),
]
Engine = Annotated[
    str | None,
    Parameter(help="Reading engine: small, base or both; else that of the nearest entente.toml, else small."),
]
Json = Annotated[bool, Parameter(name="--json", negative="", help="Print JSON, for a program.")]
Format = Literal["table", "csv", "json", "markdown", "parquet"]
Layout = Literal["bi", "csv", "gdelt", "acled-csv", "plover-jsonl"]

app = App(
    name="entente",
    help="News about politics and conflict, read into a warehouse: who did what to whom, when, where, who says so.",
    help_epilogue='Example: entente build --seeds seeds && entente query "from events_flat limit 5"',
    version_flags=["--version"],
    result_action="return_value",
    exit_on_error=False,
    print_error=False,
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
    """Use the own knowledge in a folder, without one that which the nearest file of settings names."""
    from flows.settings import use_own_knowledge as use

    use(folder)


def use_engine(name: str | None) -> None:
    """Read with the engine of a name, without one with that which the nearest file of settings names, else small."""
    from flows.settings import use_chosen_engine

    use_chosen_engine(name)


def published(root: Path) -> Path:
    """Return the DuckDB file of the published release."""
    from warehouse.releases import Warehouse

    return Warehouse(root).published().database
