"""Init: a folder for a new project."""

import shlex
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from flows.cli.interface import Exit, app
from flows.cli.output import print_lines


@app.command(help_epilogue="Example: entente init my_desk --sample")
def init(
    folder: Annotated[Path, Parameter(help="Folder of the project; made where it is not there.")] = Path(),
    *,
    sample: Annotated[bool, Parameter(negative="", help="With the sample documents of Entente as seeds.")] = False,
) -> Exit:
    """Lay out a project: entente.toml with every setting, prefect.yaml, and seeds with a source.yaml.

    No file that is there is overwritten.
    """
    from flows.project_folder import init_project

    made = init_project(folder, sample=sample)
    print_lines(f"{'wrote' if is_new else 'kept '}  {path}" for path, is_new in made.items())
    print_lines(["", "Next:", *(f"  {step}" for step in next_steps(folder, sample=sample))])
    return Exit.OK


def next_steps(folder: Path, *, sample: bool) -> list[str]:
    """Return what to type next."""
    return [
        *([f"cd {shlex.quote(str(folder))}"] if folder != Path() else []),
        *([] if sample else ["# put documents into seeds/my_source, and say in its source.yaml who publishes them"]),
        "entente build",
        'entente query "from events_flat limit 10"',
        "entente serve    # builds every day; the hour stands in entente.toml",
    ]
