"""The page of a soak: what was noted after each run in, `soak.csv`, `soak.md` and `soak.svg` out."""

import csv
import statistics
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path

WIDTH, HEIGHT, LEFT, GAP = 480, 60, 190, 24  # pixels of a curve, and beside and below it


@dataclass(frozen=True)
class Ran:
    """A run, and how it ended."""

    run: int
    fault: str
    state: str
    seconds: float
    cpu_seconds: float
    """Of the run's own processes, as those that stay have waited for them."""


@dataclass(frozen=True)
class Noted(Ran):
    """What was seen after a run, while none was under way."""

    memory_mb: float
    """Of server and worker."""
    open_files: int
    prefect_mb: float
    warehouse_mb: float
    documents: int


CURVES = {
    "seconds": "seconds of a run",
    "cpu_seconds": "CPU seconds of a run",
    "memory_mb": "MB of memory, server and worker",
    "open_files": "open files, server and worker",
    "prefect_mb": "MB of Prefect's files",
    "warehouse_mb": "MB of the warehouse",
}
HEAD = """# Soak

Scheduled runs one after the other, each with one small document more, every fifth with a fault. Written by
`python -m benchmarks.soak --runs {runs} --seed {seed} --out docs`; medians of runs without a fault.

![What was seen after each run](soak.svg)

| | first quarter | last quarter | for each run |
|---|---|---|---|
"""


def write_page(noted: Sequence[Noted], out: Path, seed: int) -> None:
    """Write the notes, the page and its picture into a folder."""
    with (out / "soak.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [field.name for field in fields(Noted)], lineterminator="\n")
        writer.writeheader()
        writer.writerows(map(asdict, noted))
    (out / "soak.svg").write_text(picture(noted), encoding="utf-8")
    lines = [*quarters(noted), "", *endings(noted)]
    page = HEAD.format(runs=len(noted), seed=seed) + "\n".join(lines) + "\n"
    (out / "soak.md").write_text(page, encoding="utf-8")


def quarters(noted: Sequence[Noted]) -> Iterator[str]:
    """Yield a row for each curve: its medians, and by how much it grew with each run between them."""
    sound = [found for found in noted if not found.fault]
    length = max(1, len(sound) // 4)
    first, last = sound[:length], sound[-length:]
    apart = max(1.0, statistics.median(f.run for f in last) - statistics.median(f.run for f in first))
    for name, title in CURVES.items():
        was, now = (statistics.median(getattr(found, name) for found in part) for part in (first, last))
        yield f"| {title} | {was:.4g} | {now:.4g} | {(now - was) / apart:+.3g} |"


def endings(noted: Sequence[Noted]) -> Iterator[str]:
    """Yield a line for each fault: in which states its runs ended."""
    for fault in sorted({found.fault for found in noted}):
        states = Counter(found.state for found in noted if found.fault == fault)
        told = ", ".join(f"{count} {state}" for state, count in sorted(states.items()))
        yield f"- {fault or 'no fault'}: {told}"


def picture(noted: Sequence[Noted]) -> str:
    """Return the curves as SVG, one below the other, each from nothing to its largest value; faults are dots."""
    curves = "".join(
        f'<g transform="translate({LEFT},{GAP + place * (HEIGHT + GAP)})">{curve(noted, name, title)}</g>'
        for place, (name, title) in enumerate(CURVES.items())
    )
    width, height = LEFT + WIDTH + GAP, GAP + len(CURVES) * (HEIGHT + GAP)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" '
        f'font-size="11"><rect width="100%" height="100%" fill="white"/>{curves}</svg>\n'
    )


def curve(noted: Sequence[Noted], name: str, title: str) -> str:
    """Return one curve with its title and its largest value."""
    most = max(getattr(found, name) for found in noted) or 1
    points = [
        (WIDTH * place / max(1, len(noted) - 1), HEIGHT * (1 - getattr(found, name) / most), found.fault)
        for place, found in enumerate(noted)
    ]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y, _ in points)
    dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2" fill="#d55e00"/>' for x, y, fault in points if fault)
    return (
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="none" stroke="#ccc"/>'
        f'<polyline points="{line}" fill="none" stroke="#0072b2"/>{dots}'
        f'<text x="-8" y="{HEIGHT / 2}" text-anchor="end">{title}</text>'
        f'<text x="-8" y="{HEIGHT / 2 + 14}" text-anchor="end" fill="#666">0 to {most:.4g}</text>'
    )
