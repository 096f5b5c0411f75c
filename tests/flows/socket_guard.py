"""A guard of sockets: writes down and refuses what a process and those that it starts ask or offer beyond this machine.

Copied as `sitecustomize.py` into a folder of PYTHONPATH, it is loaded by every Python that starts there, before any
other module. `SOCKET_GUARD` names the file that it writes into. It sees what Python asks for, not what a library in
another language asks the system for itself.
"""

import os
import sys
from typing import Any

TOLD = os.environ["SOCKET_GUARD"]
HERE = ("127.", "::1", "localhost", "::ffff:127.")
CONNECTIONS = ("socket.connect", "socket.sendto", "socket.sendmsg", "socket.bind")
LOOK_UPS = ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo")


def host_of(event: str, arguments: tuple[Any, ...]) -> str | None:
    """Return the host that a call is about; None where it is about no host."""
    if event in CONNECTIONS:
        address = arguments[1]
        return str(address[0]) if isinstance(address, tuple) else None  # sockets of this machine alone have paths
    if event in LOOK_UPS:
        name = arguments[0][0] if isinstance(arguments[0], tuple) else arguments[0]
        if isinstance(name, bytes):
            name = name.decode("ascii", "replace")
        return str(name) if name else None  # an address to listen at, which `socket.bind` is asked about
    return None


def guard(event: str, arguments: tuple[Any, ...]) -> None:
    """Write down and refuse what leaves this machine, or lets others in."""
    host = host_of(event, arguments)
    if host is None or host.startswith(HERE):
        return
    told = os.open(TOLD, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    os.write(told, f"{event} {host}\n".encode())
    os.close(told)
    raise PermissionError(f"{event}: {host} is not this machine")


sys.addaudithook(guard)
