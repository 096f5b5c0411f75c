"""Make the outlines of countries on the map of the report from world-atlas.

    python -m tools.world_outlines countries-50m.json warehouse/report/page/land.json

Takes `countries-50m.json` of the npm package world-atlas 2.0.2 (Natural Earth 1:50m, TopoJSON) and keeps of every arc
the points whose triangle with their neighbours has at least `LEAST_AREA` (Visvalingam and Whyatt 1993), to a grid of
`GRID` steps around the world: some four kilometres, which is where the map stops to zoom.
"""

import heapq
import json
import sys
from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

LEAST_AREA = 0.01  # square degrees, a triangle of some fifteen kilometres
GRID = 10_000  # steps of longitude; one is four kilometres at the equator
Point = tuple[float, float]
Step = list[int]


def outlines(topology: dict[str, Any]) -> dict[str, Any]:
    """Return a topology of the countries alone, by name, with fewer points on a coarser grid."""
    scale, origin = topology["transform"]["scale"], topology["transform"]["translate"]
    step = 360 / GRID
    arcs = [
        steps([(round(x / step), round(y / step)) for x, y in simpler(degrees(arc, scale, origin))])
        for arc in topology["arcs"]
    ]
    countries = [
        {"type": shape["type"], "arcs": shape["arcs"], "name": shape["properties"]["name"]}
        for shape in topology["objects"]["countries"]["geometries"]
    ]
    return {
        "type": "Topology",
        "transform": {"scale": [step, step], "translate": [0, 0]},
        "objects": {"countries": {"type": "GeometryCollection", "geometries": countries}},
        "arcs": arcs,
    }


def degrees(arc: Iterable[Sequence[int]], scale: Sequence[float], origin: Sequence[float]) -> list[Point]:
    """Return the points of an arc, which TopoJSON has as steps from point to point, in degrees."""
    along = list(accumulate(arc, lambda one, other: (one[0] + other[0], one[1] + other[1])))
    return [(x * scale[0] + origin[0], y * scale[1] + origin[1]) for x, y in along]


def simpler(points: Sequence[Point]) -> list[Point]:
    """Return the points without those whose triangle is small, least first; the ends and a triangle always stay."""
    before, after = {at: at - 1 for at in range(len(points))}, {at: at + 1 for at in range(len(points))}
    areas = {at: area(points[at - 1], points[at], points[at + 1]) for at in range(1, len(points) - 1)}
    queue = [(size, at) for at, size in areas.items()]
    heapq.heapify(queue)
    least = 2 if points[0] == points[-1] else 0
    while queue and queue[0][0] < LEAST_AREA and len(areas) > least:
        size, at = heapq.heappop(queue)
        if areas.get(at) != size:
            continue
        del areas[at]
        after[before[at]], before[after[at]] = after[at], before[at]
        for beside in (before[at], after[at]):
            if beside in areas:
                areas[beside] = max(size, area(points[before[beside]], points[beside], points[after[beside]]))
                heapq.heappush(queue, (areas[beside], beside))
    return [point for at, point in enumerate(points) if at in areas or at in (0, len(points) - 1)]


def area(one: Point, middle: Point, other: Point) -> float:
    """Return the area of a triangle in square degrees."""
    return abs((other[0] - one[0]) * (middle[1] - one[1]) - (other[1] - one[1]) * (middle[0] - one[0])) / 2


def steps(points: Sequence[tuple[int, int]]) -> list[Step]:
    """Return points as the first one and the steps from each to the next, without steps on the spot."""
    moves = [[x - before_x, y - before_y] for (before_x, before_y), (x, y) in pairwise(points)]
    moved = [move for move in moves if any(move)] or [[0, 0]]
    return [list(points[0]), *moved]


if __name__ == "__main__":
    given, made = sys.argv[1:]
    small = outlines(json.loads(Path(given).read_text(encoding="utf-8")))
    Path(made).write_text(json.dumps(small, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
