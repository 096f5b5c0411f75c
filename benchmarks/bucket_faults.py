"""Builds in a bucket, killed at random instants: `python -m benchmarks.bucket_faults [--seed 1] [--stand-in]`.

Each round adds a document to the seeds, starts a build on a bucket of moto's server and kills it with SIGKILL: every
other time at an instant of the time that a build takes, else just before a request to the server, drawn among those
that a build makes. Then the whole warehouse is pulled: every release of before must be there byte for byte and whole,
and readers must see the newest. A build that is left alone must then complete with all documents and leave no object
that nothing needs.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks.bucket_server import bucket_server
from warehouse.bucket.address import Address
from warehouse.bucket.objects import Objects
from warehouse.bucket.opening import pull
from warehouse.bucket.pointer import POINTER
from warehouse.releases import Release

BUCKET = "trial"
SEEDS, PLACE = Path(f"s3://{BUCKET}/seeds"), Path(f"s3://{BUCKET}/warehouse")
LEASE = 2  # seconds that a dead writer keeps others out
STORY = "Rebels from camp {0} attacked the town of Goma on Monday, killing {0} soldiers. The army of Rwanda protested."


class Trial:
    """A bucket with seeds and a warehouse, and a folder for what builds on it leave here."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.folder, self.options = folder, options
        self.objects = Objects(Address(BUCKET, "warehouse"))
        self.objects.client.create_bucket(Bucket=BUCKET)

    def add(self, number: int) -> None:
        """Put a document among the seeds."""
        body = f"Attack on Goma, {number}\n\nGOMA, March 4, 2024 - {STORY.format(number)}\n".encode()
        self.objects.client.put_object(Bucket=BUCKET, Key=f"seeds/wire/{number:03d}.txt", Body=body)

    def build(self, kill_after: float | None = None, kill_before: int = 0) -> tuple[int, float, int]:
        """Run a build, killed after some seconds or before a request; return its status, seconds and requests."""
        counted = self.folder / "counted"
        counted.write_text("0")
        told = [str(SEEDS), str(PLACE), str(LEASE), str(counted), str(kill_before), *self.options]
        command = [sys.executable, "-m", "benchmarks.bucket_writer", *told]
        started = time.monotonic()
        with subprocess.Popen(command, stderr=subprocess.PIPE) as building:
            try:
                _, error = building.communicate(timeout=kill_after)
            except subprocess.TimeoutExpired:
                building.kill()
                _, error = building.communicate()
        if building.returncode > 0:
            raise RuntimeError(error.decode())
        return building.returncode, time.monotonic() - started, int(counted.read_text() or 0)

    def pulled(self) -> tuple[Release, dict[str, bytes]]:
        """Return the release that readers see and the bytes of all releases."""
        release = pull(PLACE, self.folder / "pulled", everything=True)
        releases = (self.folder / "pulled" / "releases").rglob("*")
        return release, {str(path): path.read_bytes() for path in releases if path.is_file()}

    def unneeded(self) -> int:
        """Return how many objects nothing needs."""
        there = {stored.name for page in self.objects.stored() for stored in page}
        listings = set(self.read(POINTER)["folders"].values())
        return len(there - listings - {POINTER} - {line["object"] for name in listings for line in self.read(name)})

    def read(self, name: str) -> Any:
        """Return what an object of JSON says."""
        seen = self.objects.get(name)
        return json.loads(seen.body) if seen else None


def try_instants(trial: Trial, instants: int, chance: random.Random) -> dict[str, int]:
    """Kill builds at some instants; return what was counted."""
    counts = dict.fromkeys(
        ("killed", "ended before", "published before the kill", "lost", "not completed", "unneeded"), 0
    )
    for number in (0, 1):
        trial.add(number)
        _, seconds, requests = trial.build()
    print(f"a build takes {seconds:.1f} s and {requests} requests")
    for number in range(2, instants + 2):
        release, before = trial.pulled()
        trial.add(number)
        at: dict[str, Any] = {"kill_after": chance.uniform(0, seconds)}
        if number % 2:
            at = {"kill_before": chance.randint(1, requests)}
        status, _, _ = trial.build(**at)
        seen, after = trial.pulled()
        time.sleep(LEASE + 1.5)  # the server tells of whole seconds
        trial.build()
        done, _ = trial.pulled()
        manifest = done.manifest()
        documents = manifest.rows["documents"] if manifest else 0
        counts["killed" if status else "ended before"] += 1
        counts["published before the kill"] += bool(status) and seen.number > release.number
        counts["lost"] += not (before.items() <= after.items() and seen.state() == "complete")
        counts["not completed"] += documents != number + 1 or done.state() != "complete"
        counts["unneeded"] += trial.unneeded()
        print(f"{number - 1:3}  {at}  release {release.number} -> {seen.number} -> {done.number}", flush=True)
    return counts


def main() -> None:
    """Print what came of it; end with 1 where something was lost, not completed or left."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--instants", type=int, default=30)
    parser.add_argument("--stand-in", action="store_true", help="Releases of random files in place of builds.")
    asked = parser.parse_args()
    options = ["--stand-in"] if asked.stand_in else []
    with bucket_server() as server, tempfile.TemporaryDirectory() as folder:
        use(server, folder)
        counts = try_instants(Trial(Path(folder), *options), asked.instants, random.Random(asked.seed))
    print(f"seed {asked.seed}: " + ", ".join(f"{name} {count}" for name, count in counts.items()))
    sys.exit(any(counts[name] for name in ("lost", "not completed", "unneeded")))


def use(server: Mapping[str, str], folder: str) -> None:
    """Let this process and those that it starts find a server, and keep their copies in a folder."""
    os.environ.update(server)
    os.environ["XDG_CACHE_HOME"] = folder


if __name__ == "__main__":
    main()
