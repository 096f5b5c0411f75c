"""The report of a release: made at the end of a run, and anew whenever somebody asks for it."""

import traceback
import webbrowser
from pathlib import Path

from warehouse.releases import DATABASE, REPORT, Release

NO_REPORT = "report-not-made.txt"


def add_report(staged: Path) -> None:
    """Write the report beside the DuckDB file of a staged release or, where that fails, a file that says why.

    The tables have passed their checks by then, and a page that fails must not keep them from their readers; the end
    of the run names the file. A disk that refuses still stops the run, since then the release is not whole.
    """
    from warehouse.report.page import write_report

    try:
        write_report(staged / DATABASE, staged / REPORT)
    except OSError:
        raise
    except Exception:  # noqa: BLE001, whatever it is, it is kept and told
        (staged / NO_REPORT).write_text(traceback.format_exc(), encoding="utf-8")


def report_of(release: Release) -> str:
    """Return in words where the report of a release lies, or why there is none."""
    if (release.folder / REPORT).exists():
        return str(release.folder / REPORT)
    if (release.folder / NO_REPORT).exists():
        return f"none: {release.folder / NO_REPORT} says what went wrong; the tables are whole"
    return "none yet; `entente report` makes one"


def make_report(release: Release, page: Path) -> Path:
    """Write the report on a published release; return the path of the page."""
    from warehouse.report.page import write_report

    if not page.parent.is_dir():
        raise NotADirectoryError(20, "no such folder", str(page.parent))
    return write_report(release.database, page)


def show(page: Path) -> bool:
    """Open a page in the browser of this machine; return whether there was one."""
    return webbrowser.open(page.absolute().as_uri())
