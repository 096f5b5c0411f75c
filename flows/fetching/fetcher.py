"""Fetcher: the folder of a source in, the answers of its servers as WARC files in `received/` and a summary out."""

import fcntl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from flows.code_versions import package_version
from flows.fetching.archive import HALF, MOST_BYTES, Archive
from flows.fetching.exchange import Answer, unpacked
from flows.fetching.guard import Refused
from flows.fetching.ledger import NEVER, Ledger
from flows.fetching.listings import Listed, read_feed, read_sitemap, suffix_of_feed
from flows.fetching.visitor import Clock, Gone, Visitor
from flows.progress import PlainProgress, SilentProgress
from transforms.control_characters import printable
from transforms.documents.inventory import SeedsMissing
from transforms.documents.source import SOURCE_FILE, Feeds, read_feeds

RECEIVED = "received"
LOCK = ".lock"
MOST_LISTINGS = 100  # sitemaps and feeds of a source that one run reads; an index may name any number
GZIP = b"\x1f\x8b"


class FetchLocked(Exception):
    """Another run is fetching for this source."""


@dataclass
class Fetched:
    """What a run received for a source."""

    source: str
    listings: int = 0
    """Feeds and sitemaps that were read."""
    listings_unchanged: int = 0
    pages: int = 0
    """Pages that were received."""
    pages_unchanged: int = 0
    waiting: int = 0
    """Pages that are left for a later run."""
    files: list[str] = field(default_factory=list)
    """WARC files that were written, the hidden ones with feeds included."""
    failures: list[tuple[str, str]] = field(default_factory=list)
    """Addresses that gave nothing, and why."""
    has_failed: bool = False
    """Whether a feed or a sitemap was not to be had."""

    def as_json(self) -> dict[str, Any]:
        """Return it for a program."""
        return asdict(self)

    def lines(self) -> list[str]:
        """Return it for a person; what servers said steers no terminal."""
        listings = f"{self.listings} feeds read, {self.listings_unchanged} unchanged"
        told = f"{self.source}: {listings}; {self.pages} pages received"
        unchanged = f", {self.pages_unchanged} unchanged" if self.pages_unchanged else ""
        waiting = f", {self.waiting} left for a later run" if self.waiting else ""
        return [told + unchanged + waiting, *(printable(f"  {url}: {reason}") for url, reason in self.failures)]


def find_sources(seeds: Path, names: Sequence[str] = ()) -> list[Path]:
    """Return the folders of the sources of some names, of all that name a feed or a sitemap where no name is given.

    Raises SeedsMissing where there is no such folder, SourceInvalid where a `source.yaml` is wrong.
    """
    for folder in (seeds, *(seeds / name for name in names)):
        if not folder.is_dir():
            raise SeedsMissing(f"{folder}: no such folder; a source is a folder with a {SOURCE_FILE}")
    folders = [seeds / name for name in names] or sorted(path.parent for path in seeds.glob(f"*/{SOURCE_FILE}"))
    return [folder for folder in folders if names or read_feeds(folder).feeds or read_feeds(folder).sitemaps]


def fetch_source(folder: Path, clock: Clock | None = None, progress: PlainProgress | None = None) -> Fetched:
    """Store what the feeds and sitemaps of a source name and was not received before; return what came of it.

    Raises SourceInvalid where its `source.yaml` is wrong, FetchLocked while another run does the same.
    """
    clock = clock or Clock()
    feeds = read_feeds(folder)
    received = folder / RECEIVED
    with locked(received):
        for half in received.rglob(f"{HALF}*"):  # of a run that was killed; its pages are asked for again
            half.unlink()
        return _Fetcher(folder.name, feeds, received, clock, progress or SilentProgress()).run()


class _Fetcher:
    """One run for one source."""

    def __init__(self, source: str, feeds: Feeds, received: Path, clock: Clock, progress: PlainProgress) -> None:
        self._progress = progress
        self._feeds = feeds
        self._received = received
        self._clock = clock
        self._ledger = Ledger.load(received)
        software = f"entente/{package_version()}"
        self._visitor = Visitor(
            feeds.politeness, feeds.politeness.user_agent or software, self._ledger.not_before, clock
        )
        started_at = clock.now()
        self._listings = Archive(received, "feeds", started_at, software, hidden=True)
        self._pages = Archive(received, "pages", started_at, software)
        self._told = Fetched(source)
        self._files: list[Path] = []

    def run(self) -> Fetched:
        """Return what was received; what was until an interruption is kept."""
        try:
            with self._listings, self._pages:
                self._read_listings()
                self._receive_pages()
        finally:
            self._ledger.save(self._received, self._clock.now())
        files = [*self._listings.files, *self._pages.files, *self._files]
        self._told.files = [file.relative_to(self._received.parent).as_posix() for file in files]
        return self._told

    def _read_listings(self) -> None:
        waiting = [*((url, False) for url in self._feeds.feeds), *((url, True) for url in self._feeds.sitemaps)]
        read: set[str] = set()
        while waiting and len(read) < MOST_LISTINGS:
            url, is_sitemap = waiting.pop(0)
            if url in read:
                continue
            read.add(url)
            self._progress.say(f"{self._told.source}: asks for {url}")
            try:
                listed = self._read_listing(url, is_sitemap)
            except Refused as error:
                self._fail(url, error)
                continue
            self._ledger.list((page for page in listed if not page.is_listing), self._clock.now())
            further = sorted((page for page in listed if page.is_listing), key=lambda page: page.changed_at or NEVER)
            waiting += ((page.url, True) for page in reversed(further))

    def _read_listing(self, url: str, is_sitemap: bool) -> list[Listed]:
        """Return what a feed or sitemap names; nothing where it has not changed. Raises Refused."""
        answer = self._visitor.visit(url, self._ledger.entry(url).conditions())
        if answer.status == 304:
            self._told.listings_unchanged += 1
            return []
        content = answer.content()
        if content.startswith(GZIP):
            content = unpacked(content, MOST_BYTES)
        listed = read_sitemap(content, answer.url) if is_sitemap else read_feed(content, answer.url)
        suffix = None if is_sitemap else suffix_of_feed(content)
        if not listed and suffix is None:
            raise Refused("no sitemap that names a page" if is_sitemap else "neither RSS nor Atom nor JSON Feed")
        self._listings.add(answer)
        if not self._feeds.pages and not is_sitemap:
            self._files.append(self._pages.put(content, suffix or ".xml"))
        self._ledger.answered(url, answer, self._clock.now())
        self._told.listings += 1
        return listed

    def _wanted(self) -> list[str]:
        """Return the pages that feeds name and that are to be received, what was changed last first."""
        wanted = [
            url
            for url, entry in self._ledger.pages.items()
            if entry.listed_at and entry.is_wanted() and any(fnmatchcase(url, pattern) for pattern in self._feeds.pages)
        ]
        return sorted(wanted, key=lambda url: (self._ledger.entry(url).changed_at or NEVER, url), reverse=True)

    def _receive_pages(self) -> None:
        wanted = self._wanted()
        most = self._feeds.politeness.most_pages
        self._told.waiting = len(wanted[most:])
        with self._progress.stage(self._told.source, len(wanted[:most]), "pages") as advance:
            for url in wanted[:most]:
                self._receive_page(url)
                advance(1)

    def _receive_page(self, url: str) -> None:
        try:
            self._receive(url, self._visitor.visit(url, self._ledger.entry(url).conditions()))
        except Refused as error:
            if isinstance(error, Gone):
                self._ledger.gone(url, self._clock.now())
            self._fail(url, error, is_listing=False)

    def _receive(self, url: str, answer: Answer) -> None:
        if answer.status == 304:
            self._told.pages_unchanged += 1
        else:
            self._pages.add(answer)
            self._told.pages += 1
        self._ledger.answered(url, answer, self._clock.now())

    def _fail(self, url: str, error: Refused, *, is_listing: bool = True) -> None:
        self._told.failures.append((url, str(error)))
        self._told.has_failed |= is_listing


@contextmanager
def locked(received: Path) -> Iterator[None]:
    """Keep other runs from fetching for the same source."""
    received.mkdir(parents=True, exist_ok=True)
    with (received / LOCK).open("w") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise FetchLocked(f"{received}: another run is fetching; wait until it ends") from None
        yield
