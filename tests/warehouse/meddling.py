"""A network between a client and a server that can be cut, that may change what passes, or answer in their place."""

import socket
import threading
from collections.abc import Callable
from contextlib import suppress

CHUNK = 1 << 14


class Meddler:
    """A port of this machine that hands on to another one what comes, and back what is answered."""

    def __init__(
        self, port: int, change: Callable[[bytes], bytes] = bytes, answer: bytes | None = None, cut: int | None = None
    ) -> None:
        """Hand on to a port what comes, changed, or give an answer instead; after `cut` bytes close, for good."""
        self._target, self._change, self._answer = port, change, answer
        self.left = cut
        self._server = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._server.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            client, _ = self._server.accept()
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        if self._answer is not None:
            with client:
                client.recv(CHUNK)
                client.sendall(self._answer)
            return
        server = socket.create_connection(("127.0.0.1", self._target))
        threading.Thread(target=self._pass, args=(server, client, bytes), daemon=True).start()
        self._pass(client, server, self._change)

    def _pass(self, source: socket.socket, target: socket.socket, change: Callable[[bytes], bytes]) -> None:
        with suppress(OSError):
            while (found := source.recv(CHUNK)) and self._may_pass(len(found)):
                target.sendall(change(found))
        for end in (source, target):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def _may_pass(self, length: int) -> bool:
        if self.left is not None:
            self.left -= length
        return self.left is None or self.left >= 0
