"""The doctor: looks whether everything that a run needs is here and works."""

import base64
import csv
import hashlib
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution, requires, version
from pathlib import Path

from packaging.requirements import Requirement

from warehouse.bucket.address import Address

PACKAGED = re.compile(r"[^./][^/]*/")  # a file of a package, not the script of a checkout in ../../bin
ENOUGH_DISK = 1_000_000_000  # bytes; a release of 100,000 documents is about half of it
OLDEST, NEWEST = (3, 11), (3, 13)


@dataclass(frozen=True)
class Diagnosis:
    """What the doctor found of one thing."""

    subject: str
    is_well: bool
    detail: str


def examine(warehouse: Path) -> list[Diagnosis]:
    """Return what the doctor finds, in the order in which a run would come to need it."""
    in_folder: dict[str, Callable[[Path], str]] = {"warehouse folder": folder, "disk": disk, "lock": lock}
    in_bucket: dict[str, Callable[[Path], str]] = {"bucket": bucket}
    is_in_bucket = Address.of(warehouse) is not None
    examinations: dict[str, Callable[[Path], str]] = {
        "python": python,
        "packages": packages,
        "files": files,
        **(in_bucket if is_in_bucket else in_folder),
        "reading engine": engine,
        **({} if is_in_bucket else {"published release": release}),
    }
    return [diagnose(subject, examination, warehouse) for subject, examination in examinations.items()]


class Unwell(Exception):
    """Something that a run needs is missing or broken; the message says what and what would help."""


def diagnose(subject: str, examination: Callable[[Path], str], warehouse: Path) -> Diagnosis:
    """Return what one examination says."""
    try:
        return Diagnosis(subject, True, examination(warehouse))
    except (Unwell, OSError) as error:
        return Diagnosis(subject, False, str(error))


def python(_: Path) -> str:
    """Say which Python runs."""
    found = ".".join(map(str, sys.version_info[:3]))
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        raise Unwell(f"{found}; 3.11 to 3.13 are supported")
    return found


def packages(_: Path) -> str:
    """Compare the packages that are installed with those that we ask for."""
    wrong = []
    try:
        asked = [Requirement(text) for text in requires("entente") or []]
    except PackageNotFoundError:
        raise Unwell("entente itself is not installed; `make setup` installs it") from None
    for requirement in asked:
        if requirement.marker and not requirement.marker.evaluate({"extra": ""}):
            continue
        try:
            found = version(requirement.name)
        except PackageNotFoundError:
            wrong.append(f"{requirement.name} is missing")
            continue
        if not requirement.specifier.contains(found, prereleases=True):
            wrong.append(f"{requirement.name} is {found}, {requirement.specifier} is wanted")
    if wrong:
        raise Unwell("; ".join(wrong) + "; `make setup` installs the lock")
    return f"entente {version('entente')}, and all that it asks for"


def files(_: Path) -> str:
    """Compare our files with what was installed, and the gazetteer with its checksum."""
    from transforms.checksums import DamagedData, check_whole
    from transforms.places.gazetteer import FOLDER

    try:
        check_whole(FOLDER)
    except DamagedData as damaged:
        raise Unwell(str(damaged)) from None
    return as_installed(distribution("entente"))


def as_installed(ours: Distribution) -> str:
    """Say how many files of a distribution are those of its wheel; raise `Unwell` where one is not."""
    # Not `files`: from Python 3.12 on it leaves out those that are gone.
    lines = csv.reader((ours.read_text("RECORD") or "").splitlines())
    packages = [(path, wanted) for path, wanted, _ in lines if PACKAGED.match(path) and ".dist-info/" not in path]
    recorded = [(path, wanted.partition("=")[2]) for path, wanted in packages if wanted]
    changed = [path for path, wanted in recorded if hash_of(Path(str(ours.locate_file(path)))) != wanted]
    if changed:
        others = f" and {len(changed) - 1} others" if changed[1:] else ""
        raise Unwell(f"{changed[0]}{others}: not as installed; install Entente again, your own knowledge has a folder")
    return f"{len(recorded)} as they were installed" if recorded else "of a checkout, in which git knows what changed"


def hash_of(path: Path) -> str | None:
    """Return the hash of a file as wheels write it, None where there is none."""
    if not path.is_file():
        return None
    return base64.urlsafe_b64encode(hashlib.sha256(path.read_bytes()).digest()).rstrip(b"=").decode()


def folder(warehouse: Path) -> str:
    """Try to write where the warehouse is to be."""
    place = nearest(warehouse)
    if not os.access(place, os.W_OK):
        raise Unwell(f"{place} cannot be written to; give another folder with --warehouse")
    with tempfile.TemporaryDirectory(dir=place) as trial:
        (Path(trial) / "link").symlink_to(Path(trial) / "file")
    return f"{warehouse} can be written to, and takes links"


def disk(warehouse: Path) -> str:
    """Say how much room there is."""
    free = shutil.disk_usage(nearest(warehouse)).free
    if free < ENOUGH_DISK:
        raise Unwell(f"{free / 1e9:.1f} GB free; a build wants {ENOUGH_DISK / 1e9:g} GB")
    return f"{free / 1e9:.0f} GB free"


def lock(warehouse: Path) -> str:
    """Say whether a run is under way."""
    from warehouse.releases import Warehouse
    from warehouse.storage import LOCK, WarehouseLocked

    if not (warehouse / LOCK).exists():  # taking the lock would make a warehouse of a folder that is none
        return "no run is under way"
    try:
        with Warehouse(warehouse).lock():
            return "no run is under way"
    except WarehouseLocked:
        return "a run is under way"


def bucket(warehouse: Path) -> str:
    """Say what is published in a bucket, and whether a run is under way."""
    from warehouse.bucket.lease import is_held
    from warehouse.bucket.objects import Objects
    from warehouse.bucket.opening import read_pointer
    from warehouse.bucket.refusals import BucketRefused, BucketUnreachable

    address = Address.of(warehouse)
    if address is None:
        raise Unwell(f"{warehouse}: no address of a bucket")
    try:
        pointer, age = read_pointer(Objects(address))
    except (BucketRefused, BucketUnreachable) as error:
        raise Unwell(str(error)) from None
    run = f"a run is under way ({pointer.holder})" if is_held(pointer, age) else "no run is under way"
    return f"{pointer.current or 'nothing'} is published; {run}"


def engine(_: Path) -> str:
    """Read a sentence with each engine that is installed."""
    from transforms.engine_in_use import using_engine
    from transforms.language.engines import engine_names, find_engine, version_in_use
    from transforms.language.model_folder import DamagedModel
    from transforms.language.reader import load_reader

    read = []
    for name in engine_names():
        try:
            with using_engine(find_engine(name)):
                version = version_in_use()
                (reading,) = load_reader().read(["The minister met the ambassador in Vienna."])
        except DamagedModel as damaged:
            raise Unwell(f"{name}: {damaged}") from None
        if not reading.tokens:
            raise Unwell(f"{name}: {version} reads nothing")
        read.append(f"{name}: {version}, {len(reading.tokens)} tokens read")
    return "; ".join(read)


def release(warehouse: Path) -> str:
    """Open the published release."""
    from warehouse.asking import ask
    from warehouse.releases import Warehouse

    published = Warehouse(warehouse).current()
    if published is None:
        return "none yet; `entente build` makes one"
    ((events,),) = ask(published.database, "select count(*) from events").rows
    return f"number {published.number}, {events} events"


def nearest(path: Path) -> Path:
    """Return the path, or the nearest folder above it that is there."""
    return next(parent for parent in (path.absolute(), *path.absolute().parents) if parent.exists())
