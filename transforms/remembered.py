"""What a run remembers for the next one, which does without it: a value as JSON below the hash of its bytes.

A disk that fails, a kill or a hand may have left anything in such a file. What is not as it was written is not known.
"""

from contextlib import suppress
from pathlib import Path
from typing import Any

import orjson

from transforms.identifiers import content_hash


def remember(path: Path, value: Any) -> None:
    """Write a value in one atomic step; where that cannot be, the next run does the work again."""
    content = orjson.dumps(value)
    beside = path.with_name(f"{path.name}.next")
    with suppress(OSError):
        beside.write_bytes(content_hash(content).encode("ascii") + b"\n" + content)
        beside.replace(path)


def recall(path: Path) -> Any:
    """Return the value that a file holds, None where there is none, or another content than was written."""
    try:
        written, _, content = path.read_bytes().partition(b"\n")
    except OSError:
        return None
    return orjson.loads(content) if written == content_hash(content).encode("ascii") else None
