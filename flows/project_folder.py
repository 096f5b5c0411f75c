"""The folder of a project: what `entente init` lays into it, and the files that ship with the program for it.

desk/
  entente.toml    every setting, each with its line, of which seeds and warehouse are chosen
  prefect.yaml    the deployments that `entente serve` makes
  seeds/          one folder per source: the sample documents, or an empty source to fill
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from flows.prefect_settings import ROOT
from flows.settings import FILE, SEEDS, SETTINGS, WAREHOUSE, Setting, find_settings

DEPLOYMENTS = "prefect.yaml"
CHOSEN = {SEEDS.name: "seeds", WAREHOUSE.name: "warehouse"}
"""What a new project says of itself: folders that count from its own, whatever the folder of work."""
EMPTY = ROOT / "flows" / "new_project"
"""Seeds of one source without documents."""


def init_project(folder: Path, *, sample: bool) -> dict[Path, bool]:
    """Write the files of a project into a folder; return each with whether it is new.

    A file that is there already is left as it is. With `sample` the seeds are our sample documents.
    """
    contents = {
        FILE: settings_text().encode(),
        DEPLOYMENTS: shipped(DEPLOYMENTS).read_bytes(),
        **dict(seed_files(shipped("seeds") if sample else EMPTY)),
    }
    return {folder / name: write_new(folder / name, content) for name, content in contents.items()}


def seed_files(seeds: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the files of the sources in a folder of seeds, each by its name in a project."""
    for source in sorted(seeds.glob("*/source.yaml")):
        for path in sorted(source.parent.rglob("*")):
            if path.is_file():
                yield f"{CHOSEN[SEEDS.name]}/{path.relative_to(seeds).as_posix()}", path.read_bytes()


def write_new(path: Path, content: bytes) -> bool:
    """Write a file unless one is there, or a link that leads nowhere; return whether it was written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("xb") as file:
            file.write(content)
    except FileExistsError:
        return False
    return True


def settings_text() -> str:
    """Return a file of settings that says what a new project chooses, and in comments what else it may say."""
    lines = (setting_lines(setting) for setting in SETTINGS.values() if not setting.is_secret)
    return "# Settings of this project; `entente config` shows what holds, and where it is from.\n\n" + "\n".join(lines)


def setting_lines(setting: Setting[Any]) -> str:
    """Return the lines of one setting: what it is, and its value, behind a comment sign where it is not chosen."""
    if setting.name in CHOSEN:
        return f"# {setting.help}\n{setting.name} = {json.dumps(CHOSEN[setting.name])}\n"
    value = setting.example if setting.default is None else json.dumps(setting.default)
    return f"# {setting.help}\n# {setting.name} = {value}\n"


def shipped(name: str) -> Path:
    """Return a file or folder that ships beside the packages: in a checkout at its root, in a wheel below `entente`."""
    within = ROOT / "entente" / name
    return within if within.exists() else ROOT / name


def project_root() -> Path:
    """Return the folder of the settings that hold, without any the folder of work."""
    settings = find_settings()
    return settings.parent if settings else Path.cwd()


def deployments() -> Path:
    """Return the `prefect.yaml` of the project, without one that which ships."""
    own = project_root() / DEPLOYMENTS
    return own if own.is_file() else shipped(DEPLOYMENTS)
