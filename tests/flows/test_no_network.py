"""No command but `fetch` and `pull` looks up a name, connects to another machine or listens to one."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from flows.cli import app
from tests.flows.prefect_servers import Server
from tests.flows.processes import ROOT, children_of, wait_until_gone
from tests.small_seeds import write_small_seeds
from warehouse.asking import ask
from warehouse.releases import Warehouse

ASKS_OTHERS = {"fetch", "pull"}
RUNS_ON = {"serve"}
PATIENCE = 400  # seconds, on a loaded machine
TEXT = "Turkish jets hit camps near Qandil on Monday."
ONE_AFTER_ANOTHER = """
import json, sys
from flows.cli import run
for command in json.load(sys.stdin):
    print("\\n$", *command, flush=True)
    assert run(command) == 0, command
"""
REACHING = """
import contextlib, socket, subprocess, sys
with contextlib.suppress(OSError):
    socket.socket().connect(("192.0.2.1", 80))
with contextlib.suppress(OSError):
    socket.getaddrinfo("wire.example", 443)
with contextlib.suppress(OSError):
    socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"", ("192.0.2.2", 53))
with contextlib.suppress(OSError):
    socket.create_server(("0.0.0.0", 0))
with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()):
    pass
subprocess.run([sys.executable, "-c", "import socket; socket.gethostbyname('child.example')"], stderr=-3)
"""


class Guarded(NamedTuple):
    """Where guarded processes run, and what the guard tells of them."""

    environment: dict[str, str]
    told: Path

    def lines(self) -> list[str]:
        """Return what they asked or offered beyond this machine."""
        return self.told.read_text().splitlines() if self.told.exists() else []

    def run(self, arguments: Sequence[str], given: str = "") -> None:
        """Run a Python to its end, which has to be a good one."""
        command = [sys.executable, *arguments]
        done = subprocess.run(command, cwd=ROOT, env=self.environment, input=given, text=True, capture_output=True)
        assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"


@pytest.fixture
def guarded(tmp_path: Path) -> Guarded:
    guard, told = tmp_path / "guard" / "sitecustomize.py", tmp_path / "told"
    guard.parent.mkdir()
    guard.write_bytes(Path(__file__).with_name("socket_guard.py").read_bytes())
    proxy = dict.fromkeys(("http_proxy", "HTTP_PROXY", "https_proxy", "all_proxy"), "http://192.0.2.9:3128")
    paths = os.pathsep.join(filter(None, [str(guard.parent), os.environ.get("PYTHONPATH"), str(ROOT)]))
    return Guarded({**os.environ, **proxy, "PYTHONPATH": paths, "SOCKET_GUARD": str(told)}, told)


def test_the_guard_tells_what_a_process_and_its_children_reach_for(guarded: Guarded) -> None:
    guarded.run(["-c", REACHING])
    assert guarded.lines() == [
        "socket.connect 192.0.2.1",
        "socket.getaddrinfo wire.example",
        "socket.sendto 192.0.2.2",
        "socket.bind 0.0.0.0",
        "socket.gethostbyname child.example",
    ]


@pytest.mark.slow
def test_no_command_but_fetch_and_pull_reaches_beyond_this_machine(guarded: Guarded, tmp_path: Path) -> None:
    seeds, root = str(write_small_seeds(tmp_path / "seeds")), str(tmp_path / "warehouse")
    build = ["build", "--seeds", seeds, "--warehouse", root]
    guarded.run(["-m", "flows.cli", *build, "--workers", "2"])
    assert guarded.lines() == []
    sql = "select min(event_id), max(event_id) from events"
    event, other = map(str, ask(Warehouse(Path(root)).published().database, sql).rows[0])
    there = ["--warehouse", root]
    commands = [
        [*build, "--no-prefect"],
        ["actors", "Daesh"],
        ["check", *there],
        ["code", TEXT],
        ["dates", TEXT, "--published", "2024-03-05"],
        ["describe", "events"],
        ["diff", "1", "1", *there],
        ["doctor", *there],
        ["evaluate", "times", "evaluation/examples/times.jsonl", "--limit", "1"],
        ["explain", event, *there],
        ["config"],
        ["correct", "same-event", event, other, "--reason", "x", "--author", "y", "--seeds", seeds, *there],
        ["export", "--to", str(tmp_path / "export"), "--format", "acled-csv", *there],
        ["compare", str(tmp_path / "export" / "acled.csv"), *there],
        ["init", str(tmp_path / "desk"), "--sample"],
        ["knowledge", "--knowledge", str(tmp_path / "own")],
        ["places", "Qandil"],
        ["query", "select count(*) from events", *there],
        ["read", TEXT],
        ["releases", *there],
        ["brief", "--format", "html", "--out", str(tmp_path / "brief.html"), *there],
        ["report", "--out", str(tmp_path / "report.html"), *there],
        ["rollback", "1", *there],
        ["status", *there],
        ["prune", "--keep", "1", *there],
        ["forget", "wire/talks.txt", "--reason", "a trial", *there],
        ["sql", *there],
    ]
    (tmp_path / "own" / "lexicons").mkdir(parents=True)
    tried = {command[0] for command in commands} | ASKS_OTHERS | RUNS_ON
    assert tried == {name for name in app.resolved_commands() if not name.startswith("-")}
    guarded.run(["-c", ONE_AFTER_ANOTHER], given=json.dumps(commands))
    assert guarded.lines() == []


@pytest.mark.slow
def test_serve_keeps_its_schedule_behind_a_password_reaches_no_other_machine_and_leaves_no_process(
    guarded: Guarded, tmp_path: Path
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    home, log = tmp_path / "prefect", tmp_path / "log"
    environment = guarded.environment | {
        "PREFECT_HOME": str(home),
        "PREFECT_SERVER_SERVICES_SCHEDULER_LOOP_SECONDS": "2",
    }
    command = [sys.executable, "-m", "flows.cli", "serve", "--port", str(port)]
    with log.open("w") as out, subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out, stderr=out) as serving:
        try:
            wait_until_told(log, "started!", serving)  # the worker
            server = Server(f"http://127.0.0.1:{port}/api", (home / "serve-password").read_text().strip())
            assert server.reply("GET", "/api/admin/settings", {}).status == 401
            assert server.reply("GET", "/api/health", {"Host": f"news.example:{port}"}).status == 400
            assert server.reply("GET", "/", {"Host": f"localhost:{port}"}).status == 200  # the page, which wants it
            wait_until_planned(server)
        finally:
            started = children_of(serving.pid)
            serving.kill()
            serving.wait()
    assert len(started) == 2  # server and worker, which end though nobody could tell them to
    assert wait_until_gone(started, PATIENCE) == []
    assert f"the line in {home / 'serve-password'}" in log.read_text()
    assert server.password not in log.read_text()
    assert guarded.lines() == []


def wait_until_told(log: Path, words: str, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + PATIENCE
    while words not in log.read_text():
        assert process.poll() is None, log.read_text()
        assert time.monotonic() < deadline, log.read_text()
        time.sleep(0.5)


def wait_until_planned(server: Server) -> None:
    """Wait until the server has runs to come, which its scheduler makes of the schedule."""
    deadline = time.monotonic() + PATIENCE
    asked = server.with_password() | server.with_token() | {"Content-Type": "application/json"}
    wanted = json.dumps({"flow_runs": {"state": {"type": {"any_": ["SCHEDULED"]}}}})
    while not json.loads(server.reply("POST", "/api/flow_runs/filter", asked, wanted).body):
        assert time.monotonic() < deadline
        time.sleep(0.5)
