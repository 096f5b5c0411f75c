"""Serving: Prefect's server, a worker and the schedule."""

import sys
from collections.abc import Iterable
from typing import Annotated

from cyclopts import Parameter

from flows.cli.interface import Exit, app
from flows.cli.output import print_lines


@app.command(help_epilogue="Example: entente serve")
def serve(
    *,
    port: Annotated[int, Parameter(help="Port of the Prefect page on this machine.")] = 4200,
    host: Annotated[str, Parameter(help="Address to listen at; another one opens the page to other machines.")] = (
        "127.0.0.1"
    ),
) -> Exit:
    """Start Prefect's server, a worker and the schedule of prefect.yaml, and keep them running until Ctrl-C.

    The server wants a password: that of PREFECT_SERVER_API_AUTH_STRING (name:password), or else one that is made.
    """
    from flows.prefect_service import serve as serve_deployments

    return Exit(serve_deployments(host, port, tell))


def tell(lines: Iterable[str]) -> None:
    """Print lines at once, before what is started then goes on for days."""
    print_lines(lines)
    sys.stdout.flush()
