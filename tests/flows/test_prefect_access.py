"""Prefect's server takes orders from who started it alone: no page of the web, no other user of the machine."""

import base64
import json
import os
import stat
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from flows.prefect_access import AccessInvalid, ServerOpen, asking, check_closed, hosts_of, password_of, url_of
from flows.prefect_announcement import announced, find_api
from flows.prefect_server import prefect_server
from flows.prefect_service import HISTORY, listen
from tests.finding import each
from tests.flows.prefect_servers import Server

PAGE = "https://news.example"
FROM_PAGE = {"Origin": PAGE}
PLAIN = {"Content-Type": "text/plain"}
"""What a page may send without asking first."""
UPGRADE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
}
PREFLIGHT = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization"}


LISTENING, LOOPBACK = "0A", "0100007F"  # as Linux writes them
FLOW = json.dumps({"name": "a-flow"})


@pytest.mark.slow
@pytest.mark.parametrize(
    ("method", "path", "headers", "status"),
    [
        ("POST", "/api/flows/", FROM_PAGE | PLAIN, 403),
        ("POST", "/api/flows/", PLAIN, 403),
        ("DELETE", "/api/work_pools/entente", FROM_PAGE, 403),
        ("GET", "/api/admin/settings", FROM_PAGE, 401),
        ("GET", "/api/csrf-token?client=a-page", FROM_PAGE, 401),
        ("OPTIONS", "/api/flows/", FROM_PAGE | PREFLIGHT, 400),
        ("GET", "/api/events/in", FROM_PAGE | UPGRADE, 403),
        # Rebinding: the page's own name means 127.0.0.1 now, and its requests are no longer of another origin.
        ("POST", "/api/flows/", {"Host": "news.example", "Origin": "http://news.example"} | PLAIN, 400),
        ("GET", "/api/health", {"Host": "news.example:4200"}, 400),
        ("GET", "/api/health", {"Host": "127.0.0.1.news.example"}, 400),
        ("GET", "/api/events/in", {"Host": "news.example"} | UPGRADE, 400),
        ("GET", "/api/health", {"Host": "localhost"}, 200),
    ],
)
def test_a_page_of_the_web_gets_nothing_from_the_server_of_a_run(
    server: Server, method: str, path: str, headers: dict[str, str], status: int
) -> None:
    reply = server.reply(method, path, headers, FLOW if method == "POST" else None)
    assert (reply.status, reply.allowed_origin) == (status, None)


@pytest.mark.slow
def test_who_has_the_password_changes_something_only_with_a_token_of_the_server(server: Server) -> None:
    asked = server.with_password() | {"Content-Type": "application/json"}
    assert server.reply("POST", "/api/flows/", asked, FLOW).status == 403
    asked |= server.with_token()
    assert server.reply("POST", "/api/flows/", asked, FLOW).status == 201
    assert server.reply("POST", "/api/flows/", asked | {"Host": "news.example"}, FLOW).status == 400


@pytest.mark.slow
def test_each_run_has_a_password_of_its_own_that_no_guess_meets(server: Server) -> None:
    assert len(server.password) > 40
    for guess in ("run:", "run", "", server.password[:-1]):
        wrong = server._replace(password=guess)
        assert server.reply("GET", "/api/admin/version", wrong.with_password()).status == 401


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="sockets are looked up in /proc")
def test_the_server_listens_on_this_machine_alone(server: Server) -> None:
    listeners = [
        line.split()[1].split(":")
        for table in ("tcp", "tcp6")
        for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]
        if line.split()[3] == LISTENING
    ]
    port = urlsplit(server.url).port
    assert [address for address, place in listeners if int(place, 16) == port] == [LOOPBACK]


@contextmanager
def answering(status: int) -> Iterator[str]:
    """Run a server that answers everybody the same; yield its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/api"
        server.shutdown()


@pytest.mark.parametrize("status", [200, 404])
def test_no_work_is_given_to_a_server_that_asks_nobody_for_a_password(status: int) -> None:
    wanted = f"the server answered {status} to a request without a password, where 401 is right"
    with answering(status) as url, pytest.raises(ServerOpen, match=wanted):
        check_closed(url)
    with answering(401) as url:
        check_closed(url)


def test_no_proxy_is_asked_for_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://192.0.2.1:3128")
    monkeypatch.setenv("no_proxy", "intranet.example")
    with answering(401) as url:
        check_closed(url)
    before = dict(os.environ)
    with asking("http://127.0.0.1:4200/api", "run:x"):
        assert os.environ["NO_PROXY"] == os.environ["no_proxy"] == "intranet.example,127.0.0.1,localhost,::1"
    assert dict(os.environ) == before


@pytest.mark.parametrize(
    ("address", "url", "hosts"),
    [
        ("127.0.0.1", "http://127.0.0.1:4200/api", ("127.0.0.1", "127.0.0.1", "localhost")),
        ("::1", "http://[::1]:4200/api", ("[::1]", "127.0.0.1", "localhost")),
        ("0.0.0.0", "http://127.0.0.1:4200/api", ("*",)),
        ("192.0.2.7", "http://192.0.2.7:4200/api", ("*",)),
    ],
)
def test_a_server_is_asked_where_it_listens_and_on_this_machine_by_its_names_alone(
    address: str, url: str, hosts: tuple[str, ...]
) -> None:
    assert (url_of(address, 4200), hosts_of(address)) == (url, hosts)


def test_the_password_for_the_page_is_made_once_and_its_owner_alone_may_read_it(tmp_path: Path) -> None:
    home = tmp_path / ".prefect"
    password, where = password_of({}, home)
    kept = home / "serve-password"
    assert where == f"the line in {kept}"
    assert kept.read_text() == f"{password}\n"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert password.startswith("entente:")
    assert len(password) > 40
    assert password_of({}, home) == (password, where)
    assert password_of({}, tmp_path / "another")[0] != password
    kept.chmod(0o640)
    with pytest.raises(AccessInvalid, match="serve-password: others may read it; remove it"):
        password_of({}, home)


def test_the_environment_may_give_the_password_but_not_an_empty_one(tmp_path: Path) -> None:
    given = {"PREFECT_SERVER_API_AUTH_STRING": "anna:a long one"}
    assert password_of(given, tmp_path) == ("anna:a long one", "that of PREFECT_SERVER_API_AUTH_STRING")
    for empty in each(["", ":", "anna", "anna:", "anna: "]):
        with pytest.raises(AccessInvalid, match="no password in it; it has the form name:password"):
            password_of({"PREFECT_SERVER_API_AUTH_STRING": empty}, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_served_history_is_of_thirty_days(monkeypatch: pytest.MonkeyPatch) -> None:
    from prefect.settings.models.server.services import ServerServicesDBVacuumSettings

    for name, value in HISTORY.items():
        monkeypatch.setenv(name, value)
    settings = ServerServicesDBVacuumSettings()
    assert settings.enabled_vacuum_types == {"events", "flow_runs", "orphans"}
    assert settings.retention_period == timedelta(days=30)


def test_a_port_that_another_server_has_is_told_before_any_work_is_given_to_it() -> None:
    with listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(AccessInvalid, match=rf"--host 127.0.0.1 --port {port}: .*address already in use"):
            listen("127.0.0.1", port)
    with pytest.raises(AccessInvalid, match=r"--host intranet: no address; 127.0.0.1 is this machine"):
        listen("intranet", 4200)


@contextmanager
def taking(password: str) -> Iterator[str]:
    """Yield the address of an API that takes a password."""
    given = f"Basic {base64.b64encode(password.encode()).decode()}"

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200 if self.headers["Authorization"] == given else 401)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/api"
        server.shutdown()


def test_a_build_asks_the_api_of_a_running_serve_and_none_that_has_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path))
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    monkeypatch.setenv("PREFECT_SERVER_API_AUTH_STRING", "anna:a long one")
    assert find_api(tmp_path) is None
    with taking("anna:a long one") as url:
        with announced(tmp_path, url), prefect_server():
            assert (os.environ["PREFECT_API_URL"], os.environ["PREFECT_API_AUTH_STRING"]) == (url, "anna:a long one")
        assert find_api(tmp_path) is None
    with (
        taking("anna:another") as url,
        announced(tmp_path, url),
        pytest.raises(AccessInvalid, match="`entente serve` runs there with another password; set PREFECT_SERVER_API"),
    ):
        find_api(tmp_path)
