"""Prefect's server as long as something runs here: on this machine, behind a password, and gone when that ends.

Prefect would start one by itself and stop it at exit, which a run that is killed never comes to. Here the server holds
the reading end of a pipe to the run, which the system closes with the run. `prefect_access.py` says who may ask it.

    python -m flows.prefect_server SOCKET HOST...    the server's side; SOCKET is a listening socket that it inherits,
                                                     the hosts are the names by which it may be asked
"""

import os
import secrets
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from flows.child_processes import end_with_input
from flows.prefect_access import asking, check_closed, closed_to_others, hosts_of, url_of, wait_for
from flows.prefect_announcement import find_api
from flows.prefect_settings import prefect_home, settle_prefect

GRACE = 10  # seconds in which the server may end by itself
TEMPORARY = {"PREFECT_UI_ENABLED": "0", "PREFECT__SERVER_EPHEMERAL": "1"}
"""What Prefect sets for the server that it starts by itself: no page, no services that one run has no use for."""


@contextmanager
def prefect_server() -> Iterator[None]:
    """Run a server as long as the block, unless the environment names one or `entente serve` runs one.

    To be entered before Prefect is imported. Raises `AccessInvalid` where that of `entente serve` wants a password that
    nobody here has.
    """
    settle_prefect()
    if os.environ.get("PREFECT_API_URL"):
        yield
        return
    if found := find_api(prefect_home()):
        with asking(*found):
            yield
        return
    with running(socket.create_server(("127.0.0.1", 0)), f"run:{secrets.token_urlsafe()}", TEMPORARY):
        yield


@contextmanager
def running(listening: socket.socket, password: str, settings: Mapping[str, str]) -> Iterator[str]:
    """Run a server on a socket as long as the block, in which the environment says how to ask it; yield its address.

    Raises `ServerSilent` where it does not come up, `ServerOpen` where it answers without the password.
    """
    with listening:
        address, port = listening.getsockname()[:2]
        url = url_of(address, port)
        command = [sys.executable, "-m", "flows.prefect_server", str(listening.fileno()), *hosts_of(address)]
        # A session of its own, so that Ctrl-C reaches the run alone, which still tells the server how it ended.
        server = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            pass_fds=(listening.fileno(),),
            # Its page asks at 127.0.0.1:4200 where it is not told of another address.
            env={
                "PREFECT_UI_API_URL": url,
                **os.environ,
                **closed_to_others(password, port),
                **settings,
                "PREFECT__SERVER_FINAL": "1",
            },
            start_new_session=True,
        )
    try:
        wait_for(url, server)
        check_closed(url)
        with asking(url, password):
            yield url
    finally:
        stop(server)


def stop(process: "subprocess.Popen[bytes]") -> None:
    """Let a process end that ends with its input, and end it where it does not."""
    assert process.stdin is not None
    process.stdin.close()
    try:
        process.wait(GRACE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def serve(descriptor: int, hosts: Sequence[str]) -> None:
    """Serve until nobody holds the other end of standard input any more."""
    end_with_input(GRACE)
    import uvicorn
    from prefect.server.api.collections import KNOWN_VIEWS
    from prefect.server.api.server import create_app
    from starlette.middleware.trustedhost import TrustedHostMiddleware

    # It would ask a host of its makers which kinds of workers there are; without an address it reads its own file.
    KNOWN_VIEWS.update(dict.fromkeys(KNOWN_VIEWS, ""))
    # A page whose name was made to mean this machine ("rebinding") is of the server's origin, but tells its own host.
    app = TrustedHostMiddleware(create_app(), hosts, www_redirect=False)
    config = uvicorn.Config(app, log_level="error", lifespan="on")
    uvicorn.Server(config).run(sockets=[socket.socket(fileno=descriptor)])


if __name__ == "__main__":
    serve(int(sys.argv[1]), sys.argv[2:])
