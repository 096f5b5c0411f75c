"""The prompt of `entente sql`: one query after another, from a terminal or a pipe, against the published release."""

import contextlib
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from flows.query_output import print_stream
from transforms.control_characters import printable
from warehouse.asking import QueryInvalid, asking, names, split
from warehouse.view import VIEWS

FIRST, NEXT = "entente> ", "    ...> "
HELP = """A query ends with a semicolon. `from rifts limit 3;` reads as `select * from rifts limit 3;`
describe events_flat;   its columns and their types
.views                  what there is to ask
.help                   this
.quit                   the end, as Ctrl-D"""


def run_prompt(database: Path) -> bool:
    """Answer query after query until the input ends; return whether all of them could be answered."""
    if not sys.stdin.isatty():
        answered = [answer(database, statement) for statement in statements(sys.stdin)]
        return all(answered)
    sys.stdout.write("\n".join(["The views of the warehouse:", "", *views(), "", HELP, ""]))
    edit_lines(names(database))
    for statement in statements(typed()):
        answer(database, statement)
    return True


def statements(lines: Iterable[str]) -> Iterator[str]:
    """Yield each statement of the lines as soon as it is whole, and each command, which is a line with a dot."""
    held = ""
    for line in lines:
        if not held.strip() and line.lstrip().startswith("."):
            yield line.strip()
            continue
        whole, held = split(f"{held}\n{line}" if held else line)
        yield from whole
    if held.strip():
        yield held


def answer(database: Path, statement: str) -> bool:
    """Print the answer to a statement, or what is wrong with it; return whether there was an answer."""
    if statement.startswith("."):
        return obey(statement)
    try:
        with asking(database, statement) as stream:
            print_stream(stream, "table", None)
    except QueryInvalid as error:
        sys.stderr.write(f"{printable(str(error))}\n")
        return False
    except KeyboardInterrupt:
        sys.stderr.write("\nstopped\n")
        return False
    return True


def obey(command: str) -> bool:
    """Do what a command with a dot says; return whether it is one."""
    if command in {".quit", ".exit"}:
        raise SystemExit(0)
    answer = {".views": views(), ".help": [HELP]}.get(command)
    sys.stdout.write("\n".join([*(answer or [f"no command {command!r}; .help lists them"]), ""]))
    return answer is not None


def views() -> list[str]:
    """Return a line about each view."""
    width = max(len(view.name) for view in VIEWS)
    return [f"  {view.name:{width}}  {view.description}" for view in VIEWS]


def typed() -> Iterator[str]:
    """Yield the lines that are typed at the prompt until Ctrl-D; Ctrl-C gives up the statement that was begun."""
    whole = True
    while True:
        try:
            line = input(FIRST if whole else NEXT)
        except EOFError:
            sys.stdout.write("\n")
            return
        except KeyboardInterrupt:
            sys.stdout.write("\n")
            continue
        whole = line.rstrip().endswith(";") or (whole and (not line.strip() or line.lstrip().startswith(".")))
        yield line


def edit_lines(known: list[str]) -> None:
    """Let lines be edited and names be completed with the tab key, where the system can; nothing is written to disk."""
    with contextlib.suppress(ImportError):
        import readline

        def complete(begun: str, index: int) -> str | None:
            """Return the name at a place among those that begin so."""
            return next(iter([name for name in known if name.startswith(begun)][index:]), None)

        readline.set_completer(complete)
        readline.parse_and_bind("tab: complete")
