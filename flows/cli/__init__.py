"""The command `entente`: one module per command, named for it.

Every module here is imported for `entente --help`, so none imports at its top what takes long to load: a command
imports what does its work when it runs. A new command is a module and a name in the two lists below.
"""

import sys
from collections.abc import Sequence

from flows.cli import (
    actors,
    brief,
    build,
    check,
    code,
    compare,
    config,
    correct,
    dates,
    describe,
    diff,
    doctor,
    explain,
    export,
    fetch,
    forget,
    init,
    knowledge,
    places,
    prune,
    pull,
    query,
    read,
    releases,
    report,
    rollback,
    serve,
    sql,
    status,
)
from flows.cli.failures import INTERRUPTED, fail, report_failure
from flows.cli.interface import Exit, app
from flows.settings import LOG_FORMAT, VERBOSITY, in_environment

COMMANDS = (
    *(actors, brief, build, check, code, compare, config, correct, dates, describe, diff, doctor, explain, export),
    *(fetch, forget, init, knowledge, places, prune, pull, query, read, releases, report, rollback, serve, sql, status),
)
"""The modules of the commands; each puts its command into the app as it is imported."""

# Its options are declared by the package that scores, which is imported for this command alone.
app.command(
    "flows.cli.evaluate:evaluate",
    help="Run the pipeline on the texts of a gold set and score what it finds.",
    help_epilogue="Example: entente evaluate events evaluation/examples/events.jsonl --errors 5",
)

__all__ = ["COMMANDS", "app", "main", "run"]


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command that the arguments name and end the program with its exit code."""
    sys.exit(run(sys.argv[1:] if arguments is None else arguments))


def run(arguments: Sequence[str]) -> int:
    """Run a command; return its exit code."""
    with in_environment({VERBOSITY.variable: None, LOG_FORMAT.variable: None}):
        return end(arguments)


def end(arguments: Sequence[str]) -> int:
    """Return the exit code with which a command ends, whatever ends it."""
    try:
        return int(app.meta(list(arguments)) or Exit.OK)
    except KeyboardInterrupt:
        return fail(INTERRUPTED, Exit.INTERRUPTED)
    except BrokenPipeError:  # the reader of our output has gone, as `head` does
        sys.stderr.close()
        return Exit.OK
    except Exception as error:  # noqa: BLE001, the outermost place: every failure becomes an exit code here
        return report_failure(error)
