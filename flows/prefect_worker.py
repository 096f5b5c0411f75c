"""The worker of `entente serve`: Prefect's own, which ends with who started it.

python -m flows.prefect_worker POOL
"""

import runpy
import sys

from flows.child_processes import end_with_input
from flows.prefect_server import GRACE


def work(pool: str) -> None:
    """Work for a pool, one flow run after another, until nobody holds the other end of standard input any more."""
    end_with_input(GRACE)
    sys.argv = ["prefect", "--no-prompt", "worker", "start", "--pool", pool, "--limit", "1"]
    runpy.run_module("prefect", run_name="__main__")


if __name__ == "__main__":
    work(sys.argv[1])
