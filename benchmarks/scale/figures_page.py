"""The page of scale: the figures of corpora of several sizes in, docs/scale.md and its picture out."""

from collections.abc import Iterator, Mapping, Sequence
from math import log10
from pathlib import Path
from typing import Any

Figures = Mapping[str, Any]
WIDTH, HEIGHT, LEFT, BOTTOM, TOP, RIGHT = 640, 400, 70, 50, 20, 170  # pixels of the picture and its margins
FONT = 'font-family="sans-serif" font-size="12"'
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#000000", "#999999")
"""Okabe and Ito's, which everybody tells apart."""
LARGE_STAGES = 0.02  # share of a run's time from which a stage is drawn
BARS = {  # figure, where it stands, the corpus, the most that is wanted, and the unit
    "nothing new, without Prefect": (("nothing new",), None, 3.0, "CPU s"),
    "nothing new, with Prefect": (("nothing new, with Prefect",), None, 3.0, "CPU s"),
    "`entente --help`": (("help",), None, 0.5, "CPU s"),
    "10 documents more in 1,000": (("ten more", "cpu"), 1_000, 25.0, "CPU s"),
    "memory of that": (("ten more", "peak"), 1_000, 1.5e9, "GB"),
    "10 documents more in 100,000": (("ten more", "cpu"), 100_000, 60.0, "CPU s"),
    "memory of that run": (("ten more", "peak"), 100_000, 2e9, "GB"),
    "100,000 documents from nothing": (("from nothing", "cpu"), 100_000, 1_800.0, "CPU s"),
    "its memory": (("from nothing", "peak"), 100_000, 4e9, "GB"),
    "an event of events_flat by id": (("lookups", "event of events_flat by id"), 100_000, 0.1, "s"),
    "its evidence": (("lookups", "its evidence"), 100_000, 0.2, "s"),
    "events_flat limit 10": (("lookups", "events_flat limit 10"), 100_000, 0.2, "s"),
    "rifts": (("lookups", "rifts"), 100_000, 2.0, "s"),
}
HEAD = """# Scale

How cost grows with the corpus. Written by `python -m benchmarks.scale page`, on {machine}. The corpora are synthetic:
real extractions of {words} told again with new keys, days, persons and towns, while states, organisations and the 200
most frequent actors keep their names and frequencies; a tenth of the replicas tell what another one tells. CPU seconds
count all threads and, of a run, the start of Python too; memory is the most that the process held.
"""

PLAN = Path(__file__).with_name("plan.md")
"""What is reckoned from the figures, by hand, at the end of the page."""


def write_page(found: Sequence[Figures], out: Path, machine: str) -> None:
    """Write the page and, beside it, the picture."""
    sizes = {figures["documents"]: figures for figures in sorted(found, key=lambda one: one["documents"])}
    picture = out.with_suffix(".svg")
    picture.write_text(curves(sizes), encoding="utf-8")
    lines = [
        HEAD.format(machine=machine or "an unnamed machine", words="news articles of some 500 words"),
        *("## What is wanted", "", *bars(sizes), ""),
        *("## Growth", "", f"![CPU seconds by stage and documents]({picture.name})", "", *growth(sizes), ""),
        *("## Pieces", "", *pieces(sizes), "", "## Disk", "", *disk(sizes), ""),
    ]
    out.write_text("\n".join(lines) + "\n" + PLAN.read_text(encoding="utf-8"), encoding="utf-8")


def bars(sizes: Mapping[int, Figures]) -> Iterator[str]:
    """Yield the table of what is wanted."""
    yield "| what | at most | found | documents | |"
    yield "|---|---|---|---|---|"
    for name, (path, wanted, most, unit) in BARS.items():
        documents = wanted or max(sizes)
        if documents in sizes:
            value = at(sizes[documents], path)
            scale = 1e9 if unit == "GB" else 1
            verdict = "reached" if value <= most else "**missed**"
            yield f"| {name} | {most / scale:,g} {unit} | {rounded(value / scale)} | {documents:,} | {verdict} |"


def rounded(value: float) -> str:
    """Return a figure with three digits that count."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def at(figures: Figures, path: Sequence[str]) -> float:
    """Return the figure at a path of names."""
    value: Any = figures
    for name in path:
        value = value[name]
    return float(value)


def growth(sizes: Mapping[int, Figures]) -> Iterator[str]:
    """Yield the table of stages from nothing, with the exponent of growth between the two largest corpora."""
    yield "CPU seconds of each stage from nothing; the exponent is that of the last tenfold growth, 1 is linear.\n"
    yield f"| stage | {' | '.join(f'{size:,}' for size in sizes)} | exponent |"
    yield f"|---|{'---|' * (len(sizes) + 1)}"
    for name in stages(sizes):
        seconds = [figures["from nothing"]["stages"].get(name, 0.0) for figures in sizes.values()]
        yield f"| {name} | {' | '.join(f'{value:.1f}' for value in seconds)} | {exponent(sizes, seconds)} |"
    whole = [figures["from nothing"]["cpu"] for figures in sizes.values()]
    yield f"| all | {' | '.join(f'{value:.1f}' for value in whole)} | {exponent(sizes, whole)} |"
    memory = " | ".join(f"{figures['from nothing']['peak'] / 1e9:.2f}" for figures in sizes.values())
    yield f"| memory, GB | {memory} | |"
    more = " | ".join(f"{figures['ten more']['cpu']:.1f}" for figures in sizes.values())
    yield f"| 10 documents more | {more} | |"


def stages(sizes: Mapping[int, Figures]) -> list[str]:
    """Return the names of all stages, in the order of the largest corpus."""
    return list(sizes[max(sizes)]["from nothing"]["stages"])


def exponent(sizes: Mapping[int, Figures], values: Sequence[float]) -> str:
    """Return the exponent of growth between the two largest corpora; empty where there is none or all is too short."""
    if len(values) < 2 or min(values[-2:]) < 0.1:
        return ""
    small, large = list(sizes)[-2:]
    return f"{log10(values[-1] / values[-2]) / log10(large / small):.2f}"


def pieces(sizes: Mapping[int, Figures]) -> Iterator[str]:
    """Yield the table of the largest piece of each stage."""
    yield "What a corpus stage works on piece by piece, and its largest piece: records of one address, names of one"
    yield "block, reports of one event, events of one pair of entities.\n"
    yield f"| stage | {' | '.join(f'{size:,}' for size in sizes)} |"
    yield f"|---|{'---|' * len(sizes)}"
    for name in next(iter(sizes.values()))["components"]:
        yield f"| {name} | {' | '.join(format(figures['components'][name], ',') for figures in sizes.values())} |"


def disk(sizes: Mapping[int, Figures]) -> Iterator[str]:
    """Yield the table of the disk that a document takes."""
    yield f"| KB for a document | {' | '.join(f'{size:,}' for size in sizes)} |"
    yield f"|---|{'---|' * len(sizes)}"
    for title, name in (
        ("parts", "parts_bytes"),
        ("the DuckDB file", "database_bytes"),
        ("release, links included", "release_bytes"),
    ):
        yield f"| {title} | {' | '.join(f'{figures[name] / size / 1e3:.1f}' for size, figures in sizes.items())} |"


def curves(sizes: Mapping[int, Figures]) -> str:
    """Return a picture of how the stages grow, both scales logarithmic, with a line of what grows in proportion."""
    whole = {size: figures["from nothing"]["cpu"] for size, figures in sizes.items()}
    floor = LARGE_STAGES * whole[max(sizes)]
    lines = {"all": whole}
    for name in stages(sizes):
        seconds = {size: figures["from nothing"]["stages"].get(name, 0.0) for size, figures in sizes.items()}
        if seconds[max(sizes)] >= floor:
            lines[name] = seconds
    lines["10 documents more"] = {size: figures["ten more"]["cpu"] for size, figures in sizes.items()}
    axes = Axes.of(list(sizes), [value for line in lines.values() for value in line.values()])
    drawn = [part for number, (name, line) in enumerate(lines.items()) for part in axes.line(name, line, number)]
    labels = axes.labels({name: line[max(sizes)] for name, line in lines.items()})
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" {FONT}>'
    return "\n".join(
        [head, f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>', *axes.grid(), *drawn, *labels, "</svg>", ""]
    )


class Axes:
    """Logarithmic axes of a picture: documents to the right, CPU seconds up."""

    def __init__(self, sizes: tuple[float, float], seconds: tuple[float, float]) -> None:
        self.sizes, self.seconds = sizes, seconds

    @classmethod
    def of(cls, sizes: Sequence[int], seconds: Sequence[float]) -> "Axes":
        """Return axes that hold these values, in whole powers of ten upwards."""
        low, high = (log10(max(edge, 0.1)) for edge in (min(seconds), max(seconds)))
        return cls((log10(min(sizes)), log10(max(sizes))), (float(int(low // 1)), float(-int(-high // 1))))

    def x(self, size: float) -> float:
        """Return where a number of documents stands."""
        low, high = self.sizes
        return LEFT + (log10(size) - low) / ((high - low) or 1) * (WIDTH - LEFT - RIGHT)

    def y(self, seconds: float) -> float:
        """Return where a number of seconds stands; what is less than the least stands on the axis."""
        low, high = self.seconds
        share = (max(log10(max(seconds, 1e-9)), low) - low) / ((high - low) or 1)
        return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM)

    def grid(self) -> Iterator[str]:
        """Yield lines and words of both axes, and the slope of what grows in proportion."""
        right, bottom = WIDTH - RIGHT, HEIGHT - BOTTOM
        for power in range(int(self.seconds[0]), int(self.seconds[1]) + 1):
            y = self.y(10**power)
            yield f'<path d="M{LEFT} {y:.0f}H{right}" stroke="#ddd"/>'
            yield f'<text x="{LEFT - 8}" y="{y + 4:.0f}" text-anchor="end" fill="#333">{10**power:g}</text>'
        for power in range(round(self.sizes[0]), round(self.sizes[1]) + 1):
            x = self.x(10**power)
            yield f'<path d="M{x:.0f} {TOP}V{bottom}" stroke="#ddd"/>'
            yield f'<text x="{x:.0f}" y="{bottom + 18}" text-anchor="middle" fill="#333">{10**power:,}</text>'
        yield f'<text x="{(LEFT + right) / 2:.0f}" y="{HEIGHT - 10}" text-anchor="middle" fill="#333">documents</text>'
        middle = (TOP + bottom) / 2
        upwards = f'transform="translate(16 {middle:.0f}) rotate(-90)" text-anchor="middle"'
        yield f'<text {upwards} fill="#333">CPU seconds</text>'

    def line(self, name: str, values: Mapping[int, float], number: int) -> Iterator[str]:
        """Yield the curve of a stage; the whole is drawn thicker."""
        points = " ".join(f"{self.x(size):.1f},{self.y(value):.1f}" for size, value in values.items())
        colour, width = COLOURS[number % len(COLOURS)], 3 if number == 0 else 1.5
        yield f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="{width}"/>'
        yield from (
            f'<circle cx="{self.x(size):.1f}" cy="{self.y(value):.1f}" r="3" fill="{colour}"/>'
            for size, value in values.items()
        )

    def labels(self, ends: Mapping[str, float]) -> Iterator[str]:
        """Yield the name of each curve at its end, from the highest down, none over another."""
        at = TOP - 10.0
        for name, value in sorted(ends.items(), key=lambda end: -end[1]):
            at = max(at + 14, self.y(value) + 4)
            colour = COLOURS[list(ends).index(name) % len(COLOURS)]
            words = name.removeprefix("resolve: ").replace("_", " ")
            yield f'<text x="{WIDTH - RIGHT + 8}" y="{at:.0f}" fill="{colour}">{words}</text>'
