"""A server on this machine that answers as a test wants: well, slowly, falsely, or not at all."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Page = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """Answers one request by the page at its path; what is asked for stands in `asked`."""

    protocol_version = "HTTP/1.1"
    site: "Site"

    def do_GET(self) -> None:
        self.site.asked.append((self.path, dict(self.headers)))
        self.site.pages.get(self.path, status(404))(self)
        self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002, likewise
        """Say nothing."""

    def answer(self, body: bytes, kind: str = "text/html", code: int = 200, **headers: str) -> None:
        """Send an answer; a header is named with `_` for `-`."""
        self.send_response(code)
        self.send_header("Content-Type", kind)
        for name, value in {"Content_Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)


@dataclass
class Site:
    """The pages of a server by path, and what was asked for."""

    url: str = ""
    pages: dict[str, Page] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    is_over: threading.Event = field(default_factory=threading.Event)

    def paths(self) -> list[str]:
        """Return the paths that were asked for, in their order, and forget them."""
        paths = [path for path, _ in self.asked]
        self.asked.clear()
        return paths


@contextmanager
def serving() -> Iterator[Site]:
    """Yield a site on a free port of this machine."""
    site = Site()
    handler = type("SiteHandler", (Handler,), {"site": site})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    site.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        site.is_over.set()
        server.shutdown()
        server.server_close()


def page(body: bytes | str, kind: str = "text/html", **headers: str) -> Page:
    """Return a page that is sent as it is."""
    content = body.encode() if isinstance(body, str) else body
    return lambda handler: handler.answer(content, kind, 200, **headers)


def status(code: int, **headers: str) -> Page:
    """Return a page that says no."""
    return lambda handler: handler.answer(b"", code=code, **headers)


def redirect(place: str) -> Page:
    """Return a page that lies elsewhere."""
    return status(302, Location=place)


def feed(*links: tuple[str, str]) -> Page:
    """Return a feed that names pages with their days."""
    items = "".join(f"<item><title>T</title><link>{url}</link><pubDate>{day}</pubDate></item>" for url, day in links)
    return page(f'<rss version="2.0"><channel><title>F</title>{items}</channel></rss>', "application/rss+xml")
