"""Robots: what a server says in its robots.txt in, whether a page may be asked for and how slowly out (RFC 9309)."""

from dataclasses import dataclass

from protego import Protego

READ = 512_000  # bytes of a robots.txt; RFC 9309 asks for 500 KiB at least


@dataclass(frozen=True)
class Robots:
    """The rules of one host for one who asks."""

    rules: Protego | None
    """None where the server did not say what its rules are, so that nothing may be asked."""
    user_agent: str
    failure: str = ""
    """Why it did not say so."""

    @classmethod
    def read(cls, status: int, content: bytes, user_agent: str) -> "Robots":
        """Return the rules in an answer: those that it holds, none where there are none, all where a server fails."""
        if status >= 500 or status == 429:
            return cls(None, user_agent, f"status {status}")
        text = content[:READ].decode("utf-8", "replace") if status == 200 else ""
        return cls(Protego.parse(text), user_agent)

    def allows(self, url: str) -> bool:
        """Return whether a page may be asked for."""
        return self.rules is not None and bool(self.rules.can_fetch(url, self.user_agent))

    @property
    def delay(self) -> float:
        """Seconds that are to pass between two requests, 0 where it says nothing."""
        asked = self.rules.crawl_delay(self.user_agent) if self.rules else None
        return float(asked or 0)
