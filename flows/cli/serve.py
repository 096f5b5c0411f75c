"""Serving: Prefect's server, a worker and the schedule."""

from typing import Annotated

from cyclopts import Parameter

from flows.cli.interface import Exit, app


@app.command(help_epilogue="Example: entente serve")
def serve(*, port: Annotated[int, Parameter(help="Port of the Prefect page on this machine.")] = 4200) -> Exit:
    """Start Prefect's server, a worker and the schedule of prefect.yaml, and keep them running until Ctrl-C."""
    from flows.prefect_service import serve as serve_deployments

    return Exit(serve_deployments(port))
