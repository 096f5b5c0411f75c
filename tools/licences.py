"""Takes what is installed, writes docs/dependencies.md: what Entente needs to run, its licences, and who brings it.

    python -m tools.licences

`licences.csv` names the licences that may be, each with how packages write it; `package_licences.csv` those of packages
that do not say theirs clearly, or are not installed on every machine. All systems and Pythons of the lock count.
"""

import csv
import re
import tomllib
from collections import deque
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from itertools import product
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

HERE = Path(__file__).parent
ROOT = HERE.parent
PAGE = ROOT / "docs" / "dependencies.md"
US, EXTRAS = "entente", ("pdf", "s3", "dask", "export")
"""What we are, and the extras that users may install."""
SYSTEMS = {"linux": ("Linux", "posix"), "darwin": ("Darwin", "posix"), "win32": ("Windows", "nt")}
PYTHONS = ("3.11.0", "3.11.9", "3.12.0", "3.13.0")
HEAD = """# What is installed with it

Every package that Entente needs to run, on any system and Python, written by `python -m tools.licences`; a test
compares packages and licences. One that `tools/licences.csv` does not name fails it: nothing under the GPL or AGPL runs
with Entente. Where a package lets its user choose, one choice suffices. `requirements.lock` has versions and hashes.

| package | licence | brought by |
|---|---|---|
"""


class LicenceUnclear(Exception):
    """Nothing tells the licence of a package, or not one that may be."""


def environments() -> Iterator[dict[str, str]]:
    """Yield the machines for which the lock is made, as markers of requirements ask for them."""
    for (system, (platform, os_name)), python, machine in product(SYSTEMS.items(), PYTHONS, ("x86_64", "arm64")):
        yield {
            "sys_platform": system,
            "platform_system": platform,
            "os_name": os_name,
            "platform_machine": machine,
            "python_version": python.rpartition(".")[0],
            "python_full_version": python,
            "implementation_name": "cpython",
            "platform_python_implementation": "CPython",
        }


def is_needed(requirement: Requirement, extras: tuple[str, ...]) -> bool:
    """Return whether some machine needs it for a package with these extras."""
    if requirement.marker is None:
        return True
    markers = ({**machine, "extra": extra} for machine in environments() for extra in (*extras, ""))
    return any(requirement.marker.evaluate(marker) for marker in markers)


def needed(name: str = US, extras: tuple[str, ...] = EXTRAS) -> dict[str, set[str]]:
    """Return the packages that running one needs, each with those that ask for it."""
    found: dict[str, set[str]] = {}
    waiting, seen = deque([(name, extras)]), {(name, extras)}
    while waiting:
        package, chosen = waiting.popleft()
        for requirement in map(Requirement, requires(package)):
            if is_needed(requirement, chosen):
                asked = (canonicalize_name(requirement.name), tuple(sorted(requirement.extras)))
                found.setdefault(asked[0], set()).add(package)
                if asked not in seen:
                    seen.add(asked)
                    waiting.append(asked)
    return found


def requires(package: str) -> list[str]:
    """Return what a package asks for, we by the file of our project; nothing is known of one that is not here."""
    if package == US:
        project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
        more = project["optional-dependencies"]
        return [*project["dependencies"], *(f"{name}; extra == '{extra}'" for extra in EXTRAS for name in more[extra])]
    try:
        return distribution(package).requires or []
    except PackageNotFoundError:
        return []


@cache
def allowed() -> Mapping[str, str]:
    """Return the licences that may be by each way of writing them."""
    with (HERE / "licences.csv").open(encoding="utf-8", newline="") as lines:
        rows = [(row["licence"], row["written"]) for row in csv.DictReader(lines)]
    return {name: licence for licence, written in rows for name in (licence, *written.split("|")) if name}


@cache
def told() -> Mapping[str, str]:
    """Return the licences of the packages that do not say theirs."""
    with (HERE / "package_licences.csv").open(encoding="utf-8", newline="") as lines:
        return {row["package"]: row["licence"] for row in csv.DictReader(lines)}


def licence_of(package: str) -> str:
    """Return the licence of a package; raise `LicenceUnclear` where it does not say one that we know."""
    if package in told():
        return told()[package]
    try:
        stated = stated_by(distribution(package))
    except PackageNotFoundError:
        raise LicenceUnclear(f"{package}: not installed here; name its licence in tools/package_licences.csv") from None
    if not stated:
        raise LicenceUnclear(f"{package}: it states no licence; name it in tools/package_licences.csv")
    return stated


def stated_by(found: Distribution) -> str:
    """Return the licence that a package states: as an expression, by its classifiers, or in words of one line."""
    metadata = found.metadata
    expression, words = ((metadata.get_all(name) or [""])[0].strip() for name in ("License-Expression", "License"))
    if expression:
        return str(expression)
    classifiers = [line.rpartition(" :: ")[2] for line in metadata.get_all("Classifier") or [] if "License ::" in line]
    if words and "\n" not in words and (len(classifiers) != 1 or words in allowed()):
        return allowed().get(words, words)
    return " AND ".join(allowed().get(name, name) for name in classifiers)


def is_allowed(licence: str) -> bool:
    """Return whether one of the choices that an expression gives asks for nothing but what may be."""
    choices = re.split(r"\s+OR\s+", split_brackets(licence))
    return any(all(term in allowed() for term in re.split(r"\s+AND\s+", choice)) for choice in choices)


def split_brackets(licence: str) -> str:
    """Return an expression without brackets: `A AND (B OR C)` is `A AND B OR A AND C`."""
    while bracket := re.search(r"\(([^()]*)\)", licence):
        before, after = licence[: bracket.start()], licence[bracket.end() :]
        if " OR " in before or " OR " in after:
            raise LicenceUnclear(f"{licence}: more than one choice; name the licence in tools/package_licences.csv")
        licence = " OR ".join(f"{before}{choice}{after}" for choice in re.split(r"\s+OR\s+", bracket[1]))
    return licence


def licences() -> dict[str, str]:
    """Return the licence of each package that is needed; raise `LicenceUnclear` for one that may not be."""
    found = {package: licence_of(package) for package in sorted(needed())}
    for package, licence in found.items():
        if not is_allowed(licence):
            raise LicenceUnclear(f"{package}: {licence!r} is not among those of tools/licences.csv")
    return found


def page() -> str:
    """Return the page as it should be."""
    askers = needed()
    return HEAD + "".join(
        f"| {package} | {licence} | {', '.join(sorted(askers[package]))} |\n" for package, licence in licences().items()
    )


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
