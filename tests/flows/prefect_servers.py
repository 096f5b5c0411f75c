"""Prefect's servers for tests: what one answers to a request with chosen headers."""

import base64
import http.client
import json
import os
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import urlsplit


class Reply(NamedTuple):
    """What a server answers."""

    status: int
    allowed_origin: str | None
    body: bytes


class Server(NamedTuple):
    """A server that runs, and the password that it wants."""

    url: str
    password: str

    def reply(self, method: str, path: str, headers: Mapping[str, str], body: str | None = None) -> Reply:
        """Return what it answers to a request with these headers and no others."""
        place = urlsplit(self.url)
        assert place.hostname
        connection = http.client.HTTPConnection(place.hostname, place.port, timeout=60)
        try:
            connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            for name, value in ({"Host": place.netloc} | dict(headers)).items():
                connection.putheader(name, value)
            if body is not None:
                connection.putheader("Content-Length", str(len(body)))
            connection.endheaders(body.encode() if body is not None else None)
            answer = connection.getresponse()
            return Reply(answer.status, answer.getheader("Access-Control-Allow-Origin"), answer.read())
        finally:
            connection.close()

    def with_password(self) -> dict[str, str]:
        """Return the header that gives the password."""
        return {"Authorization": f"Basic {base64.b64encode(self.password.encode()).decode()}"}

    def with_token(self) -> dict[str, str]:
        """Return the headers with which the server takes a change."""
        token = json.loads(self.reply("GET", "/api/csrf-token?client=mine", self.with_password()).body)["token"]
        return {"Prefect-Csrf-Client": "mine", "Prefect-Csrf-Token": token}

    def environment(self) -> dict[str, str]:
        """Return the environment in which Prefect's own commands ask it."""
        asked = {"PREFECT_API_URL": self.url, "PREFECT_API_AUTH_STRING": self.password}
        return {**os.environ, **asked, "PREFECT_CLIENT_CSRF_SUPPORT_ENABLED": "true"}
