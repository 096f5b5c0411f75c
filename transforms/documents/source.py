"""Sources: the folder of a source with its `source.yaml` in, its row, the settings of its readers and its feeds out."""

import codecs
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from transforms.control_characters import as_file_name
from transforms.identifiers import key, slug
from transforms.tables import Country, Language, Source, SourceKind

SOURCE_FILE = "source.yaml"
SOURCE_FILE_LIMIT = 100_000  # bytes; a longer one is not a description of a source
FIELDS = ("title", "deck", "byline", "text", "url", "published", "modified", "language")
FIRST_RECORD = "."  # path to the list of records when the file itself is the record or the list


class PlainLoader(yaml.SafeLoader):
    """Reads YAML without aliases, by which a few lines can name a structure that fills any memory."""

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        """Return the next node; raise ComposerError where it is an alias."""
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("an alias, which is not read here")
        return super().compose_node(parent, index)


class SourceInvalid(ValueError):
    """A `source.yaml` that we do not understand; the message says which, what was found and what would be right."""


Url = Annotated[str, Field(pattern=r"^https?://[^\s/]+(?:/\S*)?$")]


class Politeness(BaseModel):
    """How the servers of a source are asked, and how much is taken from them: `fetch` of a `source.yaml`."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    delay: float = Field(default=2.0, ge=0, le=600)
    """Seconds between two requests to one host; its robots.txt may ask for more."""
    user_agent: Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[\x20-\x7e]+$")] | None = None
    """What requests say of who asks; a contact in it is good custom."""
    most_pages: int = Field(default=200, ge=1, le=100_000)
    """Pages that one run asks for, newest first."""
    most_megabytes: int = Field(default=10, ge=1, le=50)
    """Length of one answer, compressed or not."""
    most_seconds: float = Field(default=60.0, gt=0, le=600)
    """Time for one answer."""
    allow_private: bool = False
    """Whether addresses of this machine and of private networks may be asked."""


class SourceFile(BaseModel):
    """The contents of a `source.yaml`, all of them optional."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    name: str | None = None
    kind: SourceKind = "other"
    country: Country | None = None
    language: Language | None = None
    url: str | None = None
    licence: str | None = None
    encoding: str | None = None
    timezone: str | None = None
    date_format: str | None = None
    body_format: Literal["auto", "text", "html", "markdown"] = "auto"
    records: str = FIRST_RECORD
    fields: dict[str, str | list[str]] = {}
    feeds: tuple[Url, ...] = Field(default=(), strict=False)
    sitemaps: tuple[Url, ...] = Field(default=(), strict=False)
    pages: tuple[str, ...] = Field(default=("*",), strict=False)
    fetch: Politeness = Politeness()
    never_send: bool = False

    @field_validator("encoding")
    @classmethod
    def _is_known_encoding(cls, encoding: str | None) -> str | None:
        try:
            return codecs.lookup(encoding).name if encoding else None
        except LookupError:
            raise ValueError("no such encoding; use a name such as utf-8 or windows-1252") from None

    @field_validator("timezone")
    @classmethod
    def _is_known_timezone(cls, timezone: str | None) -> str | None:
        try:
            return ZoneInfo(timezone).key if timezone else None
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueError("no such time zone; use a name such as Europe/London or UTC") from None

    @field_validator("fields")
    @classmethod
    def _are_known_fields(cls, fields: dict[str, str | list[str]]) -> dict[str, str | list[str]]:
        if unknown := sorted(fields.keys() - set(FIELDS)):
            raise ValueError(f"{', '.join(unknown)} cannot be filled; the fields are {', '.join(FIELDS)}")
        return fields


@dataclass(frozen=True)
class SourceSettings:
    """A source, and how its files are to be read."""

    source: Source
    encoding: str | None = None
    """Encoding that the source declares; null when it declares none."""
    timezone: str | None = None
    """Time zone in which the source publishes; null when not stated."""
    date_format: str | None = None
    """Notation of dates, as `strptime` has it, where a notation is the source's own."""
    body_format: str = "auto"
    """Format of the text in records: auto, text, html or markdown."""
    records: str = FIRST_RECORD
    """Dotted path to the list of records of a JSON file."""
    fields: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """For each field that the source maps, the dotted paths at which a record may hold it, best first."""
    never_send: bool = False
    """Whether no word of its documents may be sent to a language model; the engine alone reads them then."""


@dataclass(frozen=True)
class Feeds:
    """What is fetched for a source; none of it changes how what was received is read."""

    feeds: tuple[str, ...] = ()
    """Addresses of its feeds: RSS, Atom, JSON Feed."""
    sitemaps: tuple[str, ...] = ()
    """Addresses of its sitemaps, or of indexes of them."""
    pages: tuple[str, ...] = ("*",)
    """Patterns of the pages that are fetched among those that feeds and sitemaps name, as `fnmatch` has them."""
    politeness: Politeness = field(default_factory=Politeness)
    """How its servers are asked."""


def read_feeds(folder: Path) -> Feeds:
    """Return what the `source.yaml` of a folder says is to be fetched. Raises SourceInvalid as `read_source` does."""
    file = folder / SOURCE_FILE
    declared = _read_source_file(file) if file.exists() else SourceFile()
    return Feeds(declared.feeds, declared.sitemaps, declared.pages, declared.fetch)


def read_source(folder: Path) -> SourceSettings:
    """Return what the `source.yaml` of a folder declares; without one the source is named after its folder.

    Raises SourceInvalid on a key, a country, a kind or any other value that we do not know.
    """
    file = folder / SOURCE_FILE
    declared = _read_source_file(file) if file.exists() else SourceFile()
    name = printable(folder.resolve().name)
    return SourceSettings(
        source=Source(
            source_id=source_id(name),
            name=declared.name or name or source_id(name),
            kind=declared.kind,
            country=declared.country,
            language=declared.language,
            url=declared.url,
            licence=declared.licence,
        ),
        encoding=declared.encoding,
        timezone=declared.timezone,
        date_format=declared.date_format,
        body_format=declared.body_format,
        records=declared.records,
        fields=tuple(
            (field, (paths,) if isinstance(paths, str) else tuple(paths))
            for field, paths in sorted(declared.fields.items())
        ),
        never_send=declared.never_send,
    )


def source_id(name: str) -> str:
    """Return the key of a source whose folder has this name: the name itself where it can be one."""
    return name if re.fullmatch(r"[\w.:-]{1,200}", name) else f"{slug(name)}-{key(name)[:6]}"


def printable(name: str) -> str:
    """Return a file name as one line of letters to see: its control characters escaped, and bytes that are no UTF-8.

    Python holds such bytes as surrogates; they are shown as `\\xNN`.
    """
    if name.isascii() and name.isprintable():
        return name
    return as_file_name(name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace"))


def _read_source_file(file: Path) -> SourceFile:
    try:
        with file.open("rb") as stream:
            declared = yaml.load(stream.read(SOURCE_FILE_LIMIT), PlainLoader)
        return SourceFile.model_validate({} if declared is None else declared)
    except ValidationError as error:
        raise SourceInvalid(f"{file}: {_first_fault(error)}") from error
    except (yaml.YAMLError, ValueError, RecursionError, OSError) as error:
        found = " ".join(str(error).split()) or type(error).__name__
        raise SourceInvalid(f"{file}: {found}; it must be readable YAML of the form `key: value`") from error


def _first_fault(error: ValidationError) -> str:
    """Return the first fault that pydantic found in a source file, in the words of its author."""
    fault = error.errors()[0]
    where = ".".join(map(str, fault["loc"])) or "the file"
    if fault["type"] == "extra_forbidden":
        return f"key {where!r} is unknown; the keys are {', '.join(SourceFile.model_fields)}"
    wanted = fault["msg"].removeprefix("Value error, ")
    if where == "country":
        wanted = "use an ISO 3166 alpha-3 code in capitals, such as GBR"
    return f"{where} {fault['input']!r} is not possible: {wanted}"
