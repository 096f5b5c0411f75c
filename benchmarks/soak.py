"""Soak: scheduled runs one after the other over seeds that grow, with faults thrown in; does anything grow with them?

    python -m benchmarks.soak --runs 200 --seed 1 --out docs

`entente serve` runs with a Prefect of its own. Before each run one small document is added, and every fifth run meets a
fault, by turns: a damaged file, the run killed (SIGKILL) at a random instant, the warehouse locked by another one.
After each run memory, open files, Prefect's files, the warehouse and the time are noted in `soak.csv`; `soak.md` has
their medians of the first and the last quarter, `soak.svg` draws them. Five releases are kept, since who
keeps all wants the disk to grow.
"""

import argparse
import os
import random
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import nullcontext, suppress
from dataclasses import asdict
from pathlib import Path
from typing import TypeVar
from uuid import UUID

import psutil
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.exceptions import ObjectNotFound
from prefect.settings import (
    PREFECT_API_AUTH_STRING,
    PREFECT_API_URL,
    PREFECT_CLIENT_CSRF_SUPPORT_ENABLED,
    temporary_settings,
)

from benchmarks.soak_page import Noted, Ran, write_page
from flows.prefect_access import wait_for
from warehouse.pruning import prune
from warehouse.releases import Warehouse

FAULT_EVERY = 5  # runs
FAULTS = ("damaged", "killed", "locked")
KEPT = 5  # releases
PATIENCE = 600  # seconds in which a run has to end
PASSWORD = "soak:of-this-machine-alone"
TEXT = "{city}, March {day}, 2024 - {actor} met the mayor of {city} on Monday. Police arrested {number} protesters.\n"
CITIES = ("Cairo", "Nairobi", "Lima", "Jakarta", "Ankara", "Dakar", "Kyiv", "Manila")
ACTORS = ("French President Emmanuel Macron", "Egyptian officials", "The United Nations", "Turkish diplomats")
LATEST = 15  # seconds after which a run is killed at the latest
Answer = TypeVar("Answer")


class Service:
    """`entente serve` in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        """Start it and wait until its deployment is there."""
        self.seeds, self.warehouse, self.home = folder / "seeds", folder / "warehouse", folder / "prefect"
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}/api"
        environment = {
            **os.environ,
            "ENTENTE_SEEDS": str(self.seeds),
            "ENTENTE_WAREHOUSE": str(self.warehouse),
            "ENTENTE_WORKERS": "1",
            "ENTENTE_SCHEDULE": "0 0 1 1 *",
            "PREFECT_HOME": str(self.home),
            "PREFECT_SERVER_API_AUTH_STRING": PASSWORD,
        }
        command = [sys.executable, "-m", "flows.cli", "serve", "--port", str(port)]
        with (folder / "serve.log").open("w") as log:
            server = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        wait_for(self.url, server)
        self.process = psutil.Process(server.pid)

    def standing(self) -> list[psutil.Process]:
        """Return the processes that stay between runs."""
        return [self.process, *self.process.children(recursive=True)]

    def run_processes(self) -> list[psutil.Process]:
        """Return the processes of the run that is under way."""
        workers = [child for child in self.process.children() if "flows.prefect_worker" in " ".join(child.cmdline())]
        return [child for worker in workers for child in worker.children(recursive=True)]

    def waited_cpu(self) -> float:
        """Return the CPU seconds of all that ended below the processes that stay."""
        times = [process.cpu_times() for process in self.standing()]
        return float(sum(spent.children_user + spent.children_system for spent in times))


def main() -> None:
    """Run it, and write what was noted."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True, help="folder of soak.csv, soak.md and soak.svg")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="entente-soak-") as folder:
        service = Service(Path(folder))
        try:
            noted = list(soak(service, arguments.runs, random.Random(arguments.seed)))
        finally:
            service.process.terminate()
            service.process.wait(60)
    write_page(noted, arguments.out, arguments.seed)


def soak(service: Service, runs: int, chance: random.Random) -> Iterator[Noted]:
    """Make the runs; yield what is seen after each."""
    asked = {PREFECT_API_URL: service.url, PREFECT_API_AUTH_STRING: PASSWORD}
    with (
        temporary_settings({**asked, PREFECT_CLIENT_CSRF_SUPPORT_ENABLED: True}),
        get_client(sync_client=True) as client,
    ):
        deployment = until(lambda: deployed(client))
        for number in range(1, runs + 1):
            fault = FAULTS[number // FAULT_EVERY % len(FAULTS)] if number % FAULT_EVERY == 0 else ""
            add_document(service.seeds, number, chance, is_damaged=fault == "damaged")
            before, began = service.waited_cpu(), time.monotonic()
            with Warehouse(service.warehouse).lock() if fault == "locked" else nullcontext():
                run = client.create_flow_run_from_deployment(deployment, parameters={"from_feeds": False}).id
                if fault == "killed":
                    kill(service, chance)
                state = until(lambda run=run: final_state(client, run))  # type: ignore[misc]
            seconds = time.monotonic() - began
            until(lambda: not service.run_processes())
            with Warehouse(service.warehouse).lock():
                prune(Warehouse(service.warehouse), KEPT)
            yield note(service, Ran(number, fault, state, round(seconds, 1), round(service.waited_cpu() - before, 1)))


def until(ask: Callable[[], Answer | None]) -> Answer:
    """Ask until there is an answer that holds; return it."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if answer := ask():
            return answer
        time.sleep(0.5)
    raise TimeoutError(f"nothing came within {PATIENCE} s")


def deployed(client: SyncPrefectClient) -> UUID | None:
    """Return the deployment once it is there."""
    with suppress(ObjectNotFound):
        return client.read_deployment_by_name("build/daily").id
    return None


def final_state(client: SyncPrefectClient, run: UUID) -> str | None:
    """Return the name of the state in which a run has ended, None before."""
    state = client.read_flow_run(run).state
    return state.name if state and state.is_final() else None


def add_document(seeds: Path, number: int, chance: random.Random, *, is_damaged: bool) -> None:
    """Add a small document, and one that nobody can read where it is to be damaged."""
    source = seeds / "wire"
    source.mkdir(parents=True, exist_ok=True)
    (source / "source.yaml").write_text("name: A Wire\nkind: wire\nlanguage: en\n", encoding="utf-8")
    chosen = {"city": chance.choice(CITIES), "actor": chance.choice(ACTORS), "day": chance.randint(1, 28)}
    text = TEXT.format(**chosen, number=chance.randint(10, 500))
    (source / f"{number:05}.txt").write_text(text.upper().splitlines()[0][:40] + "\n\n" + text, encoding="utf-8")
    if is_damaged:
        (source / f"{number:05}.pdf").write_bytes(b"%PDF-1.4\n" + chance.randbytes(2_000))


def kill(service: Service, chance: random.Random) -> None:
    """Kill all processes of a run at some instant after it has begun."""
    until(service.run_processes)
    time.sleep(chance.uniform(0, LATEST))
    for process in service.run_processes():
        with suppress(psutil.NoSuchProcess):
            process.kill()


def note(service: Service, ran: Ran) -> Noted:
    """Return what is seen after a run, while none is under way."""
    standing = service.standing()
    return Noted(
        **asdict(ran),
        memory_mb=round(sum(process.memory_info().rss for process in standing) / 1e6),
        open_files=sum(process.num_fds() for process in standing),
        prefect_mb=round(bytes_in(service.home) / 1e6, 2),
        warehouse_mb=round(bytes_in(service.warehouse) / 1e6, 2),
        documents=len(list(service.seeds.rglob("*.txt"))),
    )


def bytes_in(folder: Path) -> int:
    """Return the bytes of the files below a folder, one that has several names counted once."""
    found = [path.lstat() for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
    return sum({stat.st_ino: stat.st_size for stat in found}.values())


if __name__ == "__main__":
    main()
