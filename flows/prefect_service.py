"""Serving: Prefect's server, a worker and the schedule of `prefect.yaml`, started together on this machine."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Sequence

from flows.prefect_settings import ROOT, settle_prefect

POOL = "entente"  # the work pool that prefect.yaml names
PATIENCE = 180  # seconds; the server needs 20 on a quiet machine


class ServerSilent(OSError):
    """Prefect's server did not come up."""


def serve(port: int) -> int:
    """Start server, deployments and worker; return the worker's status when it ends. Ctrl-C ends all of them."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))  # so that server and worker end too
    settle_prefect()
    url = f"http://127.0.0.1:{port}/api"
    os.environ["PREFECT_API_URL"] = url  # set before the server starts, or its page is blank off port 4200
    os.environ["PREFECT_LOGGING_LEVEL"] = "INFO"
    server = subprocess.Popen(prefect("server", "start", "--host", "127.0.0.1", "--port", str(port)))
    try:
        wait_for(f"{url}/health", server)
        subprocess.run(prefect("work-pool", "create", POOL, "--type", "process", "--overwrite"), check=True)
        subprocess.run(prefect("deploy", "--all", "--prefect-file", str(ROOT / "prefect.yaml")), check=True, cwd=ROOT)
        return subprocess.run(prefect("worker", "start", "--pool", POOL, "--limit", "1"), cwd=ROOT).returncode
    finally:
        server.terminate()
        server.wait()


def prefect(*arguments: str) -> Sequence[str]:
    """Return the command that runs Prefect of this environment."""
    return [sys.executable, "-m", "prefect", "--no-prompt", *arguments]


def wait_for(url: str, server: "subprocess.Popen[bytes]") -> None:
    """Wait until the server answers; raise `ServerSilent` when it ends or takes too long."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise ServerSilent(f"Prefect's server ended with status {server.returncode}; is the port free?")
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
    raise ServerSilent(f"Prefect's server did not answer at {url} within {PATIENCE} s")
