"""The brief of a release, with links to its report page, for the command and for a run that sends it."""

from dataclasses import dataclass, replace
from typing import Literal

from warehouse.brief.gathering import Brief, gather_brief
from warehouse.brief.markdown import markdown
from warehouse.brief.sections import title_of
from warehouse.releases import REPORT, Release

LIMIT = 10  # things in each part of a brief, so that it stays one page


@dataclass(frozen=True)
class Told:
    """A brief, and where the report page lies that has its evidence."""

    brief: Brief
    report_at: str | None
    """Address of the page; null where there is none, or none that a reader could open."""

    @property
    def title(self) -> str:
        """What the brief is about, in a line."""
        return title_of(self.brief)

    def at(self, report_at: str | None) -> "Told":
        """Return it with links to a report page elsewhere, None for no links."""
        return replace(self, report_at=report_at)

    def text(self, form: Literal["markdown", "html"]) -> str:
        """Return the brief in one of its forms."""
        if form == "markdown":
            return markdown(self.brief, self.report_at)
        from warehouse.brief.page import page

        return page(self.brief, self.report_at)


def made(release: Release, since: str | None = None, limit: int = LIMIT) -> Told:
    """Return the brief of a release, its links to the report page that lies beside it; raise as `gather_brief` does."""
    page = release.folder / REPORT
    return Told(gather_brief(release.database, since, limit), page.absolute().as_uri() if page.is_file() else None)
