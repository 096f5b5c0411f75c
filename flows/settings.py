"""Settings: what a project chooses, each declared once below. A flag goes before the environment, that before the file.

The file is `entente.toml` in the folder of work or the nearest one above it, or the one that `--project` or
ENTENTE_PROJECT names. From a declaration follow the flag (`--seeds`), the variable (ENTENTE_SEEDS), the key of the file
(`seeds = "my_documents"`) and its line of `entente config`. A relative path of the file counts from the file's folder.
"""

import math
import os
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Generic, Literal, TypeVar
from urllib.parse import urlsplit

FILE = "entente.toml"
PROJECT = "ENTENTE_PROJECT"
"""Variable of the environment that names the file of settings, or its folder."""
DEFAULT = "default"
"""Where a value is from that nobody has chosen."""

Value = TypeVar("Value", covariant=True)
Workers = int | Literal["auto"]


class SettingsInvalid(ValueError):
    """The file of settings, a variable or an option cannot be; the message tells where and what is right."""


@dataclass(frozen=True)
class Choice:
    """Reads one of a few names."""

    names: tuple[str, ...]

    def __call__(self, said: object, folder: Path) -> str:
        """Return the name that was said; raise ValueError where it is none of them."""
        if (text := _text(said, folder)) not in self.names:
            raise ValueError
        return text


@dataclass(frozen=True)
class Setting(Generic[Value]):
    """One thing that a project chooses."""

    name: str
    default: Value
    read: Callable[[object, Path], Value]
    """Makes the value of what was said and the folder that paths count from; raises ValueError where it cannot be."""
    example: str
    """A value that may be written, as TOML has it."""
    help: str
    is_secret: bool = False
    """Whether it stands in the environment alone, and is never shown."""

    @property
    def right(self) -> str:
        """What may be written: all there is to choose, else an example."""
        if not isinstance(self.read, Choice):
            return self.example
        *names, last = (f'"{name}"' for name in self.read.names)
        return f"{', '.join(names)} or {last}"

    @property
    def flag(self) -> str:
        """Option of the commands that take it."""
        return f"--{self.name.replace('_', '-')}"

    @property
    def variable(self) -> str:
        """Variable of the environment."""
        return f"ENTENTE_{self.name.upper()}"


@dataclass(frozen=True)
class Held(Generic[Value]):
    """The value that holds, and where it is from."""

    value: Value
    origin: str
    """The file with the line, the variable, the flag, or `default`."""


def _path(said: object, folder: Path) -> Path:
    return folder / _text(said, folder)


def _place(said: object, folder: Path) -> Path:
    """Return a path, or the address of a bucket, which counts from no folder."""
    from warehouse.bucket.address import SCHEME

    text = _text(said, folder)
    return Path(text) if text.startswith(SCHEME) else folder / text


def _text(said: object, _folder: Path) -> str:
    if not isinstance(said, str) or not said:
        raise ValueError
    return said


def _workers(said: object, _folder: Path) -> Workers:
    if said == "auto":
        return "auto"
    if isinstance(said, bool) or not isinstance(said, int | str) or (count := int(said)) < 1:
        raise ValueError
    return count


def _runner(said: object, folder: Path) -> str:
    if not re.fullmatch(r"processes|dask|\w+://\S+:\d+", text := _text(said, folder)):
        raise ValueError
    return text


def _cron(said: object, folder: Path) -> str:
    if not re.fullmatch(r"\S+( \S+){4}", text := _text(said, folder)):
        raise ValueError
    return text


def _number(least: int) -> Callable[[object, Path], int]:
    def read(said: object, _folder: Path) -> int:
        if isinstance(said, bool) or not isinstance(said, int | str) or (number := int(said)) < least:
            raise ValueError
        return number

    return read


def _amount(said: object, _folder: Path) -> float:
    if isinstance(said, bool) or not isinstance(said, int | float | str) or not 0 <= (amount := float(said)) < math.inf:
        raise ValueError
    return amount


def _block(said: object, folder: Path) -> str:
    if not re.fullmatch(r"[a-z0-9-]+/[a-z0-9-]+", text := _text(said, folder)):
        raise ValueError
    return text


def _server(said: object, folder: Path) -> str:
    parts = urlsplit(text := _text(said, folder))
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username or parts.password:
        raise ValueError
    return text.rstrip("/")


def _model(said: object, folder: Path) -> str:
    if not re.fullmatch(r"[!-~]{1,200}", text := _text(said, folder)):
        raise ValueError
    return text


SEEDS = Setting(
    "seeds",
    Path("seeds"),
    _place,
    '"my_documents"',
    "Folder or s3://bucket/prefix of documents: one folder per source.",
)
WAREHOUSE = Setting(
    "warehouse",
    Path("warehouse/data"),
    _place,
    '"my_warehouse"',
    "Folder or s3://bucket/prefix in which the warehouse is, or is to be.",
)
WORKERS: Setting[Workers] = Setting(
    "workers", "auto", _workers, "4", "Processes that read; auto for one per processor, fewer where memory is short."
)
RUNNER = Setting(
    "runner",
    "processes",
    _runner,
    '"dask"',
    "What reads: processes; dask for a cluster of this machine; the address of a Dask scheduler.",
)
ENGINE = Setting("engine", "small", _text, '"base"', "Reading engine: small, base or both.")
KNOWLEDGE: Setting[Path | None] = Setting(
    "knowledge", None, _path, '"folder"', "Folder with your own ontology/ and lexicons/; else that of entente.toml."
)
SCHEDULE = Setting(
    "schedule", "15 4 * * *", _cron, '"15 4 * * *"', "When `entente serve` builds, in cron's form and UTC."
)
SEND_BRIEF: Setting[str | None] = Setting(
    "send_brief",
    None,
    _block,
    '"slack-webhook/desk"',
    "Block of Prefect with which a run that publishes a release sends its brief: type and name.",
)
READER = Setting(
    "reader",
    "engine",
    Choice(("engine", "llm", "both")),
    '"both"',
    "Who reads: engine, llm (a language model) or both.",
)
LLM_URL: Setting[str | None] = Setting(
    "llm_url", None, _server, '"http://127.0.0.1:11434/v1"', "Server of the language model, by OpenAI's protocol."
)
LLM_MODEL: Setting[str | None] = Setting("llm_model", None, _model, '"a-model"', "Its name, as the server lists it.")
LLM_KEY: Setting[str | None] = Setting("llm_key", None, _text, '"..."', "Key of the server.", is_secret=True)
LLM_SECRET: Setting[str | None] = Setting(
    "llm_secret", None, _text, '"my-key"', "Secret of Prefect that holds the key, where the environment has none."
)
LLM_ON = Setting(
    "llm_on",
    "all",
    Choice(("all", "unsure")),
    '"unsure"',
    "What the language model reads: all documents, or those of which the engine is unsure.",
)
UNSURE_BELOW = Setting("unsure_below", 0.5, _amount, "0.5", "Confidence of a field below which the engine is unsure.")
BUDGET: Setting[int | None] = Setting(
    "budget", None, _number(1), "2000000", "Most tokens that a run may take of the language model."
)
BUDGET_MONEY: Setting[float | None] = Setting(
    "budget_money", None, _amount, "5.0", "Most money that it may take, in the currency of the prices."
)
LLM_PRICE_SENT: Setting[float | None] = Setting(
    "llm_price_sent", None, _amount, "2.5", "Price of a million tokens that are sent."
)
LLM_PRICE_RECEIVED: Setting[float | None] = Setting(
    "llm_price_received", None, _amount, "10.0", "Price of a million tokens that are received."
)
LLM_CONCURRENCY = Setting("llm_concurrency", 4, _number(1), "4", "Requests to the language model at a time.")

OF_LANGUAGE_MODELS: tuple[Setting[Any], ...] = (
    *(READER, LLM_URL, LLM_MODEL, LLM_KEY, LLM_SECRET, LLM_ON, UNSURE_BELOW, BUDGET, BUDGET_MONEY),
    *(LLM_PRICE_SENT, LLM_PRICE_RECEIVED, LLM_CONCURRENCY),
)
LOG_FORMAT = Setting(
    "log_format",
    "text",
    Choice(("text", "json")),
    '"json"',
    "How progress and errors are told: text, or lines of json.",
)
VERBOSITY = Setting(
    "verbosity",
    "normal",
    Choice(("quiet", "normal", "verbose")),
    '"quiet"',
    "Whether errors alone are told (quiet), progress too (normal), or all that helps to find a fault (verbose).",
)

SETTINGS: Mapping[str, Setting[Any]] = {
    setting.name: setting
    for setting in (
        *(
            SEEDS,
            WAREHOUSE,
            WORKERS,
            RUNNER,
            ENGINE,
            KNOWLEDGE,
            SCHEDULE,
            SEND_BRIEF,
            *OF_LANGUAGE_MODELS,
            LOG_FORMAT,
            VERBOSITY,
        ),
    )
}


def choose(setting: Setting[Value], option: Value | None = None, start: Path | None = None) -> Held[Value]:
    """Return an option, without one the value of the environment, the nearest file or the default, and its origin.

    `start` is the folder of work. Raises SettingsInvalid.
    """
    held = _held(setting, read_settings(start))
    return held if option is None or option == held.value else Held(option, setting.flag)


def held_settings() -> dict[str, Held[Any]]:
    """Return what holds of all settings by name; raise SettingsInvalid where one of them cannot be."""
    in_file = read_settings()
    return {name: _held(setting, in_file) for name, setting in SETTINGS.items()}


def _held(setting: Setting[Any], in_file: Mapping[str, Held[Any]]) -> Held[Any]:
    if said := os.environ.get(setting.variable):
        return Held(_read(setting, said, Path(), setting.variable), setting.variable)
    return in_file.get(setting.name, Held(setting.default, DEFAULT))


def _read(setting: Setting[Value], said: object, folder: Path, name: str) -> Value:
    """Return the value that was said under a name, which for the file has its line before it."""
    try:
        return setting.read(said, folder)
    except ValueError:
        shown = "a secret" if setting.is_secret else repr(said)
        plain = name.rpartition(": ")[2]
        raise SettingsInvalid(f"{name} = {shown}; write {plain} = {setting.right}") from None


def find_settings(start: Path | None = None) -> Path | None:
    """Return the file of settings that is named, else that of a folder or the nearest one above, None where none is.

    Raises SettingsInvalid where one is named that is not there.
    """
    if named := os.environ.get(PROJECT):
        file = Path(named, FILE) if Path(named).is_dir() else Path(named)
        if not file.is_file():
            raise SettingsInvalid(f"{named}: no {FILE} there; --project and {PROJECT} name one, or its folder")
        return file.absolute()
    folder = (start or Path.cwd()).absolute()
    return next((found for above in (folder, *folder.parents) if (found := above / FILE).is_file()), None)


@contextmanager
def in_project(project: Path | None) -> Iterator[None]:
    """Let a file of settings, or that of a folder, be the nearest one here and in processes that are started here."""
    with in_environment({PROJECT: None if project is None else str(project.absolute())}):
        yield


@contextmanager
def in_environment(variables: Mapping[str, str | None]) -> Iterator[None]:
    """Let the environment hold some variables, as it was for those that are None, here and in what is started here."""
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update({name: value for name, value in variables.items() if value is not None})
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value


def read_settings(start: Path | None = None) -> dict[str, Held[Any]]:
    """Return what the nearest file of settings says, by name; raise SettingsInvalid where that cannot be."""
    file = find_settings(start)
    if file is None:
        return {}
    try:
        text = file.read_text(encoding="utf-8")
        told = tomllib.loads(text)
    except UnicodeDecodeError:
        raise SettingsInvalid(f"{file}: it is no text; write it in UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        where = f"{file}:{line[1]}" if line else str(file)
        raise SettingsInvalid(f"{where}: {error}; write {KNOWLEDGE.name} = {KNOWLEDGE.example}") from None
    return {name: _held_in(file, _line_of(text, name), name, said) for name, said in told.items()}


def _held_in(file: Path, line: int, name: str, said: object) -> Held[Any]:
    """Return what a line of a file says."""
    origin = f"{file}:{line}"
    setting = SETTINGS.get(name)
    if setting is None:
        near = get_close_matches(name, SETTINGS, n=1)
        right = f"did you mean {near[0]}?" if near else f"it may say {', '.join(SETTINGS)}"
        raise SettingsInvalid(f"{origin}: {name!r} is unknown; {right}")
    if setting.is_secret:
        raise SettingsInvalid(f"{origin}: {name} is a secret, and files are copied; set {setting.variable} instead")
    return Held(_read(setting, said, file.parent, f"{origin}: {name}"), origin)


def _line_of(text: str, name: str) -> int:
    """Return the line in which a key of the file stands."""
    lines = (number for number, line in enumerate(text.splitlines(), start=1) if name in line.partition("=")[0])
    return next(lines, 1)


def shown(setting: Setting[Any], held: Held[Any]) -> str:
    """Return a value as it may be printed: no secret, and no password of an address."""
    if held.value is None:
        return ""
    return "(set)" if setting.is_secret else re.sub(r"(:/+)[^/@\s]+@", r"\1***@", str(held.value))
