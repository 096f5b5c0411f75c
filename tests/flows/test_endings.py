"""What a run has started ends with it, however it ends: Prefect's server, and the processes that read."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.flows.processes import ROOT, children_of, started, wait_until_gone
from tests.small_seeds import write_small_seeds

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="children are looked up in /proc")

SERVER = """
from flows.prefect_server import prefect_server
with prefect_server():
    input()
"""
POOL = """
import time
from flows.reading_processes import process_pool
if __name__ == "__main__":
    with process_pool(2) as executor:
        list(executor.map(time.sleep, [600, 600]))
"""
DEAF = """
import time
from flows.cli.interruption import ending_when_interrupted
with ending_when_interrupted(grace=0.2):
    try:
        print("begun", flush=True)
        time.sleep(600)
    except KeyboardInterrupt:
        time.sleep(600)
"""
WRAPPING = """
import time
from flows.cli import app, run
from flows.cli.interruption import ending_when_interrupted
@app.command
def wrapped():
    with ending_when_interrupted(grace=600):
        try:
            print("begun", flush=True)
            time.sleep(600)
        except BaseException as error:
            raise RuntimeError("a library's own") from error
raise SystemExit(run(["wrapped"]))
"""
DISPOSING = """
import time
from flows.cli import app, run
from flows.cli.interruption import ending_when_interrupted
class Slow:
    def __del__(self):
        print("begun", flush=True)
        time.sleep(2)
@app.command
def disposing():
    with ending_when_interrupted(grace=600):
        Slow()
        time.sleep(600)
raise SystemExit(run(["disposing"]))
"""
LOADING = """
import signal, sys
class Interrupting:
    def find_spec(self, name, path=None, target=None):
        if name == "cyclopts":
            signal.raise_signal(signal.SIGINT)
sys.meta_path.insert(0, Interrupting())
from flows.command import main
main()
"""
PATIENCE = 60  # seconds, on a loaded machine


def heed_interruptions() -> None:
    """Let a run be interrupted also where the tests run in the background, whose Ctrl-C is ignored."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM])
def test_a_server_that_comes_up_ends_with_a_run_that_is_ended(end: signal.Signals) -> None:
    run, children = started(SERVER, children=1)
    run.send_signal(end)
    assert run.wait() == -end
    assert wait_until_gone(children, PATIENCE) == []


def test_processes_that_read_end_with_a_run_that_is_killed() -> None:
    run, children = started(POOL, children=3)  # two that read and the one that looks after their semaphores
    run.kill()
    run.wait()
    assert wait_until_gone(children, PATIENCE) == []


@pytest.mark.parametrize("program", [DEAF, WRAPPING, DISPOSING], ids=["deaf", "wrapping", "disposing"])
def test_an_interruption_that_is_forgotten_or_wrapped_ends_the_run_all_the_same(program: str) -> None:
    command = [sys.executable, "-c", program]
    with subprocess.Popen(command, cwd=ROOT, stdout=-1, stderr=-1, preexec_fn=heed_interruptions) as run:
        assert run.stdout is not None
        assert run.stdout.readline() == b"begun\n"
        run.send_signal(signal.SIGINT)
        _, told = run.communicate(timeout=PATIENCE)
    assert run.returncode == 130
    assert told == b"entente: interrupted; the published warehouse is as it was\n"


def test_a_program_that_is_interrupted_while_it_is_loaded_ends_without_a_word() -> None:
    command = [sys.executable, "-c", LOADING, "--version"]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, preexec_fn=heed_interruptions, timeout=PATIENCE)
    assert (ended.returncode, ended.stdout, ended.stderr) == (-signal.SIGINT, b"", b"")


@pytest.mark.slow
@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_a_server_that_is_up_ends_with_a_run_that_is_ended(tmp_path: Path, end: signal.Signals) -> None:
    command = [sys.executable, "-m", "flows.cli", "build", "--seeds", str(write_small_seeds(tmp_path / "seeds"))]
    command = [*command, "--warehouse", str(tmp_path / "w")]
    unset = {"PREFECT_LOGGING_LEVEL"}  # another test in this process may have settled Prefect for it
    environment = {name: value for name, value in os.environ.items() if name not in unset}
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, preexec_fn=heed_interruptions
    ) as run:
        assert run.stderr is not None
        for line in run.stderr:
            if line.startswith(b"survey:"):
                children = children_of(run.pid)
                run.send_signal(end)
                break
        told = run.stderr.read()
    assert children
    assert wait_until_gone(children, PATIENCE) == []
    if end is signal.SIGINT:
        assert run.returncode == 130
        assert told.splitlines()[-1] == b"entente: interrupted; the published warehouse is as it was", told.decode()


def test_the_environment_may_name_a_server(monkeypatch: pytest.MonkeyPatch) -> None:
    from flows.prefect_server import prefect_server

    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:4200/api")
    before = children_of(os.getpid())
    with prefect_server():
        assert os.environ["PREFECT_API_URL"] == "http://127.0.0.1:4200/api"
        assert set(children_of(os.getpid())) <= set(before)
    assert os.environ["PREFECT_API_URL"] == "http://127.0.0.1:4200/api"
