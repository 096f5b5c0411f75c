"""Visitor: addresses in, what their servers answer out, asked for one after the other, as slowly as the servers want.

robots.txt is honoured, a host is given its pause between two requests, a server that is busy is asked again later and
later, and one that wants to be left alone is.
"""

import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from flows.fetching.exchange import Answer, ask
from flows.fetching.guard import Refused, Unreachable, check_url
from flows.fetching.robots import Robots
from transforms.documents.source import Politeness

MOST_REDIRECTS = 5  # RFC 9309 asks for five at least for robots.txt; more is a loop in disguise
ATTEMPTS = 3  # of one request to a busy server
BUSY = frozenset({429, 500, 502, 503, 504})
BACK_OFF = 5.0  # seconds before the second attempt, twice as long before the third
LONGEST_WAIT = 60.0  # seconds; whom a server asks for more patience comes back in a later run
LONGEST_RETRY = timedelta(days=1)  # that a server can keep us away, lest one wrong stamp does so for ever
FAILURES = 3  # in a row, after which a host is left alone for this run


class Gone(Refused):
    """A page that is not there: its server says so."""


@dataclass(frozen=True)
class Clock:
    """The time of day, and how one waits."""

    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    pause: Callable[[float], None] = time.sleep


class Visitor:
    """Asks the servers of one source in one run."""

    def __init__(self, politeness: Politeness, user_agent: str, not_before: dict[str, datetime], clock: Clock) -> None:
        self._politeness = politeness
        self._user_agent = user_agent
        self._not_before = not_before
        self._clock = clock
        self._asked_at: dict[str, datetime] = {}
        self._failures: Counter[str] = Counter()
        self._robots: dict[str, Robots] = {}

    def visit(self, url: str, conditions: Mapping[str, str]) -> Answer:
        """Return the answer with a page, or that it has not changed (304), after redirects.

        Raises Gone for a page that is not there, Refused for all others that are not to be had.
        """
        answer = self._follow(url, conditions, is_allowed=self._check_robots)
        if answer.status in (404, 410):
            raise Gone(f"status {answer.status}: it is not there")
        if answer.status not in (200, 304):
            raise Refused(f"status {answer.status} {answer.reason}".rstrip())
        return answer

    def _follow(self, url: str, conditions: Mapping[str, str], is_allowed: Callable[[str], None]) -> Answer:
        seen: list[str] = []
        while len(seen) <= MOST_REDIRECTS:
            if url in seen:
                raise Refused("redirects in a circle")
            seen.append(url)
            check_url(url)
            is_allowed(url)
            answer = self._ask(url, conditions)
            target = answer.target()
            if target is None:
                return answer
            url = target
        raise Refused(f"more than {MOST_REDIRECTS} redirects")

    def _check_robots(self, url: str) -> None:
        site = site_of(url)
        if site not in self._robots:
            try:
                answer = self._follow(f"{site}/robots.txt", {}, is_allowed=lambda _: None)
                self._robots[site] = Robots.read(answer.status, answer.content(), self._user_agent)
            except Refused as error:
                self._robots[site] = Robots(None, self._user_agent, str(error))
        rules = self._robots[site]
        if rules.failure:
            raise Refused(f"{site}/robots.txt, which says what may be asked: {rules.failure}")
        if not rules.allows(url):
            raise Refused(f"{site}/robots.txt does not allow it")

    def _ask(self, url: str, conditions: Mapping[str, str]) -> Answer:
        """Return what a server answers; one that is busy is asked again, later and later."""
        host = urlsplit(url).netloc
        for attempt in range(ATTEMPTS):
            self._wait_for_turn(url, host)
            try:
                answer = ask(url, {"User-Agent": self._user_agent, **conditions}, self._politeness)
            except Unreachable:
                self._failures[host] += 1
                raise
            self._failures[host] = 0
            if answer.status not in BUSY:
                return answer
            wait = max(_retry_after(answer, self._clock.now()), BACK_OFF * 2**attempt)
            if wait > LONGEST_WAIT or attempt == ATTEMPTS - 1:
                until = self._clock.now() + min(timedelta(seconds=wait), LONGEST_RETRY)
                self._not_before[host] = until
                raise Refused(
                    f"status {answer.status}: {host} is busy; it is asked again from {until:%Y-%m-%d %H:%M} UTC"
                )
            self._clock.pause(wait)
        raise AssertionError("the last attempt returns or raises")

    def _wait_for_turn(self, url: str, host: str) -> None:
        now = self._clock.now()
        if (until := self._not_before.get(host)) and now < until:
            raise Refused(f"{host} asked to be left alone until {until:%Y-%m-%d %H:%M} UTC")
        if self._failures[host] >= FAILURES:
            raise Refused(f"{host} did not answer {FAILURES} times in a row")
        rules = self._robots.get(site_of(url))
        delay = max(self._politeness.delay, rules.delay if rules else 0)
        if asked_at := self._asked_at.get(host):
            self._clock.pause(max(0.0, delay - (now - asked_at).total_seconds()))
        self._asked_at[host] = self._clock.now()


def site_of(url: str) -> str:
    """Return the part of an address that one robots.txt is for."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _retry_after(answer: Answer, now: datetime) -> float:
    """Return after how many seconds a server wants to be asked again; 0 where it does not say."""
    stated = (answer.header("retry-after") or "").strip()
    if stated.isdigit():
        return float(min(int(stated[:9]), LONGEST_RETRY.total_seconds()))
    try:
        at = parsedate_to_datetime(stated)
    except (ValueError, TypeError):
        return 0.0
    return max(0.0, (at.replace(tzinfo=at.tzinfo or UTC) - now).total_seconds())
