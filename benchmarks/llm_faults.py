"""Asking a language model whose server fails one request in five: what is lost, and by how much a budget is passed.

    python -m benchmarks.llm_faults 1000 --seed 1

The server is `model_server.py`, on this machine. Of the requests that a seed chooses some get status 429 or 500, some
an answer that is cut off, some none in time. A second run has half the tokens of the first as its budget, and a third
the rest. Ends with status 1 where a document is lost, an answer is paid twice, or a budget is passed by more than one
request.
"""

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.model_server import EMPTY, Fault, model_server
from flows.language_model.asking import AskedBatch, Asking, Limits, ask_batch
from flows.language_model.chat import Chat
from flows.language_model.endpoint import Endpoint
from flows.language_model.spending import Budget, Ledger
from transforms.documents.batches import batches
from transforms.documents.inventory import survey
from transforms.language_model.prompt_building import LETTERS_PER_TOKEN
from transforms.reader_in_use import ChosenReader

FAULTS: tuple[Fault, ...] = ("busy", "error", "cut", "slow")
SHARE = 0.2
ANSWERED_WITHIN = 0.5  # seconds; the server answers in a hundredth of one
FIRST_PAUSE = 0.01  # seconds; the server of a model needs longer, this one does not
CONCURRENCY = 16
READER = ChosenReader("llm", "stub")


@dataclass(frozen=True)
class Came:
    """What one run came to."""

    documents: AskedBatch
    tokens: int
    largest: int
    """Tokens of the largest request."""
    requests: int
    seconds: float


def write_documents(seeds: Path, count: int) -> None:
    """Write so many documents of two sentences, each of its own."""
    folder = seeds / "wire"
    folder.mkdir(parents=True)
    for number in range(count):
        text = f"Delegation {number} met the mayor of Lyon on Monday. Union {number} condemned the talks.\n"
        (folder / f"{number:05}.txt").write_text(f"Talks number {number}\n\n{text}", encoding="utf-8")


def by_chance(seed: int, share: float) -> Callable[[int], Fault | None]:
    """Return the fault of each request, of a share of all, as a seed chooses."""

    def fault_of(number: int) -> Fault | None:
        chance = random.Random(f"{seed}:{number}")
        return chance.choice(FAULTS) if chance.random() < share else None

    return fault_of


def ask_about(seeds: Path, root: Path, fault_of: Callable[[int], Fault | None], budget: Budget) -> Came:
    """Ask about all documents of a folder within a budget; return what came of it."""
    started = time.monotonic()
    with model_server(fault_of=fault_of) as server:
        ledger = Ledger(Endpoint(server.url, READER.model), budget)
        chat = Chat(
            Endpoint(server.url, READER.model), ledger, first_pause=FIRST_PAUSE, answered_within=ANSWERED_WITHIN
        )
        asking = Asking(root, READER, chat, ledger, Limits(budget, CONCURRENCY))
        came = [ask_batch(batch, asking) for batch in batches(survey(seeds, "code").records())]
        chat.close()
        largest = max((tokens_of(body) for body in server.requests), default=0)
    total = AskedBatch(*(sum(getattr(one, name) for one in came) for name in ("asked", "kept", "left")))
    return Came(total, ledger.spent.tokens, largest, len(server.requests), time.monotonic() - started)


def tokens_of(body: Mapping[str, Any]) -> int:
    """Return the tokens that a request and its answer took, as the server counts them."""
    letters = sum(len(message["content"]) for message in body["messages"]) + len(EMPTY)
    return letters // LETTERS_PER_TOKEN + 1


def measure(count: int, seed: int) -> list[tuple[str, Came, Budget]]:
    """Return what each run came to: one without a budget, one with half of what it took, and one with the rest."""
    with tempfile.TemporaryDirectory() as name:
        folder, no_bound = Path(name), Budget()
        write_documents(folder / "seeds", count)
        free = ask_about(folder / "seeds", folder / "free", by_chance(seed, SHARE), no_bound)
        half = Budget(tokens=free.tokens // 2)
        bounded = ask_about(folder / "seeds", folder / "bounded", by_chance(seed + 1, SHARE), half)
        rest = ask_about(folder / "seeds", folder / "bounded", by_chance(seed + 2, SHARE), no_bound)
    return [("without a budget", free, no_bound), ("half the tokens", bounded, half), ("the rest", rest, no_bound)]


def faults_of(count: int, runs: Sequence[tuple[str, Came, Budget]]) -> list[str]:
    """Return what should not have been."""
    (_, free, _), (_, bounded, half), (_, rest, _) = runs
    unbounded = (runs[0], runs[2])
    found = [f"{name}: {came.documents.left} documents lost" for name, came, _ in unbounded if came.documents.left]
    if half.tokens is not None and bounded.tokens > half.tokens + bounded.largest:
        found.append(f"budget of {half.tokens} tokens passed: {bounded.tokens}")
    if rest.documents.kept != bounded.documents.asked or rest.documents.asked != count - bounded.documents.asked:
        found.append("an answer that was kept was asked for again")
    return found if free.documents.asked == count else [*found, f"{free.documents.asked} of {count} asked about"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; return the status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("documents", type=int, nargs="?", default=1000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(arguments)
    runs = measure(given.documents, given.seed)
    for name, came, budget in runs:
        of = f" of {budget.tokens}" if budget.tokens else ""
        print(
            f"{name}: {came.documents.asked} asked, {came.documents.kept} kept, {came.documents.left} left; "
            f"{came.requests} requests, {came.tokens}{of} tokens, {came.seconds:.0f} s"
        )
    wrong = faults_of(given.documents, runs)
    for line in wrong:
        print(line, file=sys.stderr)
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
