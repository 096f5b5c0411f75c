"""Prefect's server for one run: on a free port of this machine, and gone when the run is, however the run ends.

Prefect would start one by itself and stop it at exit, which a run that is killed never comes to. Here the server holds
the reading end of a pipe to the run, which the system closes with the run.

    python -m flows.prefect_server SOCKET     the server's side; SOCKET is a listening socket that it inherits
"""

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from flows.prefect_service import wait_for
from flows.prefect_settings import settle_prefect

GRACE = 10  # seconds in which the server may end by itself
TEMPORARY = {"PREFECT_UI_ENABLED": "0", "PREFECT__SERVER_EPHEMERAL": "1", "PREFECT__SERVER_FINAL": "1"}
"""What Prefect sets for the server that it starts by itself: no page, no services that one run has no use for."""


@contextmanager
def prefect_server() -> Iterator[None]:
    """Run a server as long as the block, unless the environment names one; to be entered before Prefect is imported."""
    settle_prefect()
    if os.environ.get("PREFECT_API_URL"):
        yield
        return
    with socket.create_server(("127.0.0.1", 0)) as listening:
        url = f"http://127.0.0.1:{listening.getsockname()[1]}/api"
        command = [sys.executable, "-m", "flows.prefect_server", str(listening.fileno())]
        # A session of its own, so that Ctrl-C reaches the run alone, which still tells the server how it ended.
        server = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            pass_fds=(listening.fileno(),),
            env={**os.environ, **TEMPORARY},
            start_new_session=True,
        )
    try:
        wait_for(f"{url}/health", server)
        os.environ["PREFECT_API_URL"] = url
        yield
    finally:
        os.environ.pop("PREFECT_API_URL", None)
        stop(server)


def stop(server: "subprocess.Popen[bytes]") -> None:
    """Let a server end, and end it where it does not."""
    assert server.stdin is not None
    server.stdin.close()
    try:
        server.wait(GRACE)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def serve(descriptor: int) -> None:
    """Serve until nobody holds the other end of standard input any more."""
    threading.Thread(target=_end_with_input, daemon=True).start()
    import uvicorn
    from prefect.server.api.server import create_app

    config = uvicorn.Config(create_app, factory=True, log_level="error", lifespan="on")
    uvicorn.Server(config).run(sockets=[socket.socket(fileno=descriptor)])


def _end_with_input() -> None:
    while os.read(sys.stdin.fileno(), 1):
        pass
    threading.Timer(GRACE, os._exit, (1,)).start()
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    serve(int(sys.argv[1]))
