"""How long a browser takes over a report: its first paint, until all is drawn, and another filter, of several openings.

    python -m benchmarks.report_page REPORT.html [--times 5]

It wants Chromium, as the tests of the page do. What it prints are milliseconds, and the size of the file.
"""

import argparse
import tempfile
import time
from pathlib import Path
from statistics import median

from tests.warehouse.report.browser import Tab, browser

WIDE = (1280, 900)
PAINTED = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0"
FILTER = """
new Promise((done) => {
  const field = document.querySelector('[name=type]'), began = performance.now();
  field.selectedIndex = 1;
  field.dispatchEvent(new Event('input', {bubbles: true}));
  const look = () => location.hash ? requestAnimationFrame(() => done(performance.now() - began)) : setTimeout(look, 1);
  look();
})
"""


def opened(tab: Tab, page: Path) -> tuple[float, float, float]:
    """Return the milliseconds until something is painted and all is drawn, and those of another filter."""
    began = time.perf_counter()
    tab.open(page, *WIDE, "light")
    drawn = (time.perf_counter() - began) * 1000
    tab.wait(f"({PAINTED}) > 0")
    return float(tab.run(PAINTED)), drawn, float(tab.run(FILTER))


def main() -> None:
    """Open a page several times and print the median and the range of each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("page", type=Path)
    parser.add_argument("--times", type=int, default=5)
    said = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, browser(Path(folder)) as tab:
        found = [opened(tab, said.page) for _ in range(said.times)]
    print(f"{said.page.stat().st_size / 1e6:.1f} MB, opened {said.times} times")
    for name, times in zip(("first paint", "drawn", "another filter"), zip(*found, strict=True), strict=True):
        print(f"{name}: {median(times):.0f} ms ({min(times):.0f} to {max(times):.0f})")


if __name__ == "__main__":
    main()
