"""Ledger: what was received from the servers of a source, and which pages its feeds name that are still to come.

It lies hidden beside what was received. One that is lost costs no more than asking for everything once again.
"""

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flows.fetching.exchange import Answer
from flows.fetching.listings import Listed

LEDGER = ".ledger.json"
KEPT = timedelta(days=400)  # after a page was last named by a feed
MOMENTS = ("listed_at", "changed_at", "answered_at")
NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Entry:
    """A feed or a page."""

    listed_at: datetime | None = None
    """When a feed last named it."""
    changed_at: datetime | None = None
    """When it was last changed, as feeds say."""
    answered_at: datetime | None = None
    """When its server last gave it, or said that it is gone; null while it is still to come."""
    etag: str | None = None
    last_modified: str | None = None

    def is_wanted(self) -> bool:
        """Return whether it was never received, or has changed since."""
        return self.answered_at is None or (self.changed_at is not None and self.changed_at > self.answered_at)

    def conditions(self) -> dict[str, str]:
        """Return the headers by which a server need not send again what has not changed."""
        known = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in known.items() if value}


@dataclass
class Ledger:
    """What is known of the feeds and pages of a source, by address, and of its hosts."""

    pages: dict[str, Entry] = field(default_factory=dict)
    not_before: dict[str, datetime] = field(default_factory=dict)
    """When a host that asked for patience may be asked again."""

    @classmethod
    def load(cls, received: Path) -> "Ledger":
        """Return the ledger of a folder; an empty one where there is none that can be read."""
        try:
            held = json.loads((received / LEDGER).read_bytes())
            pages = {str(url): _entry(told) for url, told in held["pages"].items()}
            return cls(pages, {str(host): datetime.fromisoformat(at) for host, at in held["not_before"].items()})
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return cls()

    def save(self, received: Path, now: datetime) -> None:
        """Write the ledger in one step, without what no feed has named for long."""
        pages = {
            url: {name: value for name, value in vars(entry).items() if value is not None}
            for url, entry in sorted(self.pages.items())
            if now - (entry.listed_at or entry.answered_at or NEVER) < KEPT
        }
        waiting = {host: at for host, at in sorted(self.not_before.items()) if at > now}
        received.mkdir(parents=True, exist_ok=True)
        half = received / f"{LEDGER}.half"
        half.write_text(json.dumps({"pages": pages, "not_before": waiting}, default=_stamp, indent=1), encoding="utf-8")
        os.replace(half, received / LEDGER)  # noqa: PTH105, over what is there

    def entry(self, url: str) -> Entry:
        """Return what is known of an address."""
        return self.pages.get(url, Entry())

    def list(self, listed: Iterable[Listed], now: datetime) -> None:
        """Remember the pages that a feed names."""
        for page in listed:
            self.pages[page.url] = replace(self.entry(page.url), listed_at=now, changed_at=page.changed_at)

    def answered(self, url: str, answer: Answer, now: datetime) -> None:
        """Remember that a server gave a page; of one that has not changed its marks stay."""
        entry = replace(self.entry(url), answered_at=now)
        if answer.status != 304:
            entry = replace(entry, etag=answer.header("etag"), last_modified=answer.header("last-modified"))
        self.pages[url] = entry

    def gone(self, url: str, now: datetime) -> None:
        """Remember that a page is no longer there, so that it is not asked for until a feed says that it changed."""
        self.pages[url] = replace(self.entry(url), answered_at=now)


def _stamp(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


def _entry(told: Mapping[str, str]) -> Entry:
    moments = {name: datetime.fromisoformat(told[name]) for name in MOMENTS if name in told}
    return Entry(**moments, etag=told.get("etag"), last_modified=told.get("last_modified"))
