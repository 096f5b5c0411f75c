"""Guard: the host and port of a request in, a connection out that leads to no private network and ends in time.

The address is looked at that is then connected to, so a name cannot mean one address when it is looked at and another
when it is used.
"""

import ipaddress
import socket
import ssl
import time
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

import httpcore

EMBEDDED = ipaddress.ip_network("64:ff9b::/96")
"""Addresses of IPv6 whose last four bytes are one of IPv4 (RFC 6052)."""


class Refused(Exception):
    """Something that is not asked for, or an answer that is not taken; the message says why, in words."""


class Unreachable(Refused):
    """A server that cannot be reached, breaks off or does not answer in time."""


def check_url(url: str) -> None:
    """Raise Refused for an address that is not of the web, or that carries a password."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise Refused(f"no address of the web: {error}") from None
    if parts.scheme not in ("http", "https") or not parts.hostname or port == 0:
        raise Refused("no address of the web; only http and https are asked")
    if parts.username or parts.password:
        raise Refused("a name or a password in the address")


def is_public(address: str) -> bool:
    """Return whether an IP address is one of the public internet."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        if found in EMBEDDED:
            return is_public(str(ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)))
        embedded = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        if embedded:
            return is_public(str(embedded))
    return found.is_global and not found.is_multicast


class Guard(httpcore.NetworkBackend):
    """Connects to public addresses alone, unless private ones are allowed, and only until a moment."""

    def __init__(self, *, allow_private: bool, seconds: float) -> None:
        self._allow_private = allow_private
        self._until = time.monotonic() + seconds
        self._sockets = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Return a connection to the first address of a host that takes one; raise Refused for a private address."""
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"no such host: {host}") from error
        addresses = list(dict.fromkeys(str(one[4][0]) for one in found))
        if not self._allow_private and not all(map(is_public, addresses)):
            raise Refused(f"{host} is in a private network; `allow_private: true` under `fetch` lets it be asked")
        for address in addresses[:-1]:
            try:
                return self._connect(address, port, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        return self._connect(addresses[-1], port, socket_options)

    def _connect(
        self, address: str, port: int, socket_options: Iterable[httpcore.SOCKET_OPTION] | None
    ) -> httpcore.NetworkStream:
        left = time_left(self._until, httpcore.ConnectTimeout)
        return TimedStream(self._sockets.connect_tcp(address, port, left, None, socket_options), self._until)


class TimedStream(httpcore.NetworkStream):
    """A connection that ends at a moment, however slowly its other side goes on to send."""

    def __init__(self, stream: httpcore.NetworkStream, until: float) -> None:
        self._stream = stream
        self._until = until

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Return some bytes; raise ReadTimeout when the time is over."""
        return self._stream.read(max_bytes, time_left(self._until, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send some bytes; raise WriteTimeout when the time is over."""
        self._stream.write(buffer, time_left(self._until, httpcore.WriteTimeout))

    def close(self) -> None:
        """End the connection."""
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """Return the connection, encrypted from now on."""
        left = time_left(self._until, httpcore.ConnectTimeout)
        return TimedStream(self._stream.start_tls(ssl_context, server_hostname, left), self._until)

    def get_extra_info(self, info: str) -> Any:
        """Return what the connection knows of itself."""
        return self._stream.get_extra_info(info)


def time_left(until: float, over: type[Exception]) -> float:
    """Return the seconds until a moment; raise an exception where it is past."""
    left = until - time.monotonic()
    if left <= 0:
        raise over("the time for one answer is over")
    return left
