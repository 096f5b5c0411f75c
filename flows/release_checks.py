"""What a release is checked by besides our own expectations: the project's own checks, and the release before.

The project's own are the files `expectations/*.yaml` beside the nearest `entente.toml`; docs/checks.md tells of them.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from expectations.own_checks import OwnChecks, read_checks
from flows.settings import find_settings
from transforms.identifiers import content_hash, key
from warehouse.releases import CURRENT, Release, Warehouse

if TYPE_CHECKING:
    from expectations.comparisons import ReleaseBefore
    from expectations.findings import Breach

FOLDER = "expectations"


def check_files(start: Path | None = None) -> list[Path]:
    """Return the files of own checks of the project in which a folder lies, that of work if none is given; by name."""
    settings = find_settings(start)
    return sorted((settings.parent / FOLDER).glob("*.yaml")) if settings else []


def digest_of(files: Iterable[Path]) -> str:
    """Return a hash of what the files say, empty for none."""
    found = [content_hash(file.read_bytes()) for file in files]
    return key(*found) if found else ""


def own_checks(start: Path | None = None) -> OwnChecks:
    """Return the own checks of a project, found right: its tables, columns, queries and expectations are known.

    Raises KnowledgeInvalid, which says where, what was found, and what would be right.
    """
    own = read_checks(check_files(start))
    if own.expectations or own.rules:
        _try(own)
    return own


def _try(own: OwnChecks) -> None:
    """Refuse what Great Expectations or DuckDB would not take."""
    from expectations.own_suites import check_columns, expectation_of  # takes seconds to import
    from warehouse.asking import QueryInvalid
    from warehouse.blank import blank, columns_of

    with blank() as connection:
        for check, query in own.queries():
            try:
                columns = columns_of(connection, query)
            except QueryInvalid as error:
                raise check.wrong(" ".join(str(error).split())) from None
            if check in own.expectations:
                check_columns(check, columns)
    for expectation in own.expectations:
        expectation_of(expectation)


def plain_views(own: OwnChecks) -> tuple[str, ...]:
    """Return the statements that make the views which own checks may ask."""
    from warehouse.blank import PLAIN_VIEWS

    return PLAIN_VIEWS if own.expectations or own.rules else ()


def compared_with(release: Release | None) -> "ReleaseBefore | None":
    """Return a release as the next one is compared with it; None for none, and for one of before there were reports."""
    from expectations.comparisons import ReleaseBefore
    from transforms.corpus.corpus import scan
    from transforms.tables import TABLES
    from warehouse.earlier import earlier_tables, is_of_before

    if release is None or is_of_before(release.folder):
        return None
    queries = earlier_tables(release.folder)
    return ReleaseBefore(release.folder, {row.table: queries.get(row) or scan(row, []) for row in TABLES})


def release_before(warehouse: Warehouse, release: Release) -> Release | None:
    """Return the newest whole release before another one, None where none is kept."""
    earlier = (found for found in reversed(warehouse.releases()) if found.number < release.number)
    return next((found for found in earlier if found.state() == "complete"), None)


def check_published(root: Path) -> list["Breach"]:
    """Return the breaches of the published release; raise `ExpectationsNotMet`, which has them, where any stops."""
    from expectations.checking import check

    warehouse, own = Warehouse(root), own_checks()
    release = warehouse.published()
    before = compared_with(release_before(warehouse, release))
    return check(release.folder, thoroughly=True, own=own, views=plain_views(own), before=before)


def write_gx_project(root: Path, folder: Path) -> Path:
    """Write the expectations of the published release as a project of Great Expectations; return its file.

    It reads through the pointer to the published release, so that it checks the next one too.
    """
    from expectations.gx_project import write_project

    warehouse, own = Warehouse(root), own_checks()
    warehouse.published()
    return write_project(folder, warehouse.root / CURRENT, own, plain_views(own))
