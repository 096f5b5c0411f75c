"""A headless Chromium for tests, driven through its DevTools protocol over a WebSocket of this machine."""

import json
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from websockets.sync.client import connect
from websockets.sync.connection import Connection

NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = next((found for name in NAMES if (found := shutil.which(name))), None)
SECONDS = 60  # a loaded machine may take half of it to start
OPTIONS = (
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--hide-scrollbars"),
    "--remote-debugging-port=0",
)


class Tab:
    """One open page: what it asked for, what it complained of, and what a script in it returns."""

    def __init__(self, socket: Connection) -> None:
        self.socket = socket
        self.number = 0
        self.requests: list[str] = []
        self.complaints: list[str] = []

    def call(self, method: str, **parameters: Any) -> Any:
        """Return the answer to a command; what happens meanwhile is kept."""
        self.number += 1
        self.socket.send(json.dumps({"id": self.number, "method": method, "params": parameters}))
        while True:
            message = json.loads(self.socket.recv(timeout=SECONDS))
            if message.get("id") == self.number:
                assert "error" not in message, message
                return message["result"]
            self.hear(message)

    def hear(self, message: dict[str, Any]) -> None:
        """Keep a request, an error or a complaint of the page."""
        method, told = message.get("method"), message.get("params", {})
        if method == "Network.requestWillBeSent":
            self.requests.append(told["request"]["url"])
        elif method == "Runtime.exceptionThrown":
            self.complaints.append(str(told["exceptionDetails"].get("exception", told)))
        elif method == "Log.entryAdded":
            self.complaints.append(str(told["entry"]))
        elif method == "Runtime.consoleAPICalled" and told["type"] in ("error", "warning"):
            self.complaints.append(str(told))

    def run(self, script: str) -> Any:
        """Return the value of an expression in the page."""
        answer = self.call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def open(self, page: Path, width: int, height: int, scheme: str, address: str = "") -> None:
        """Open a file at a size, in light or dark, and wait until it is drawn."""
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
        self.call("Emulation.setDeviceMetricsOverride", **size)
        self.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
        self.call("Page.navigate", url="about:blank")
        self.call("Page.navigate", url=page.absolute().as_uri() + address)
        self.wait('document.documentElement?.dataset.drawn === "yes"')

    def wait(self, condition: str) -> None:
        """Wait until a condition holds in the page."""
        until = time.monotonic() + SECONDS
        while not self.run(condition):
            assert time.monotonic() < until, (condition, self.complaints)
            time.sleep(0.05)


@contextmanager
def browser(folder: Path) -> Iterator[Tab]:
    """Lend a tab of a new browser that keeps its profile in a folder."""
    assert CHROMIUM
    log = folder / "browser.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [CHROMIUM, *OPTIONS, f"--user-data-dir={folder / 'profile'}", "about:blank"], stdout=output, stderr=output
        )
        try:
            address = page_address(folder / "profile" / "DevToolsActivePort", process, log)
            with connect(address, max_size=None) as socket:
                tab = Tab(socket)
                for domain in ("Page", "Runtime", "Network", "Log"):
                    tab.call(f"{domain}.enable")
                yield tab
        finally:
            process.terminate()
            process.wait(SECONDS)


def page_address(ready: Path, process: "subprocess.Popen[bytes]", log: Path) -> str:
    """Return the address at which the browser is asked for a new tab, once it listens."""
    until = time.monotonic() + SECONDS
    while not ready.exists() or len(ready.read_text().splitlines()) < 2:
        assert process.poll() is None, log.read_text(errors="replace")
        assert time.monotonic() < until, "the browser does not listen"
        time.sleep(0.05)
    port, path = ready.read_text().splitlines()[:2]
    with connect(f"ws://127.0.0.1:{port}{path}") as socket:
        socket.send(json.dumps({"id": 1, "method": "Target.createTarget", "params": {"url": "about:blank"}}))
        while (message := json.loads(socket.recv(timeout=SECONDS))).get("id") != 1:
            pass
    return f"ws://127.0.0.1:{port}/devtools/page/{message['result']['targetId']}"
