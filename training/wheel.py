"""Packs an engine into a wheel: `python -m training.wheel --model DIR --card FILE --name base --out DIR`.

`--model` is a folder that `training.model_export` wrote. The wheel holds it beside its card and offers it to the run
time by an entry point, so that installing the package is all it takes. The same folder gives the same wheel, byte for
byte.
"""

import argparse
import base64
import hashlib
import zipfile
from collections.abc import Iterator
from pathlib import Path

from transforms.language.engines import GROUP
from transforms.language.model_folder import verify

LICENCE = "CC-BY-SA-4.0"
CARD = "CARD.md"
NEVER = (1980, 1, 1, 0, 0, 0)
"""Time of every file of a wheel: the first that a zip file can tell."""


def write_wheel(model: Path, card: Path, name: str, version: str, out: Path) -> Path:
    """Write the wheel of an engine into a folder, return its path; raise `DamagedModel` where a file is not whole."""
    verify(model)
    package = f"entente_engine_{name}"
    about = f"{package}-{version}.dist-info"
    files = dict(_files(model, card, name, version, package, about))
    record = f"{about}/RECORD"
    rows = [f"{path},sha256={_digest(content)},{len(content)}" for path, content in files.items()]
    files[record] = ("\n".join([*rows, f"{record},,"]) + "\n").encode()
    out.mkdir(parents=True, exist_ok=True)
    wheel = out / f"{package}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in files.items():
            archive.writestr(zipfile.ZipInfo(path, NEVER), content, zipfile.ZIP_DEFLATED)
    return wheel


def _files(model: Path, card: Path, name: str, version: str, package: str, about: str) -> Iterator[tuple[str, bytes]]:
    """Yield the path and the content of every file of the wheel but its list of them."""
    module = f'"""The reading engine `{name}` of Entente."""\n\nfrom pathlib import Path\n\n'
    yield f"{package}/__init__.py", f'{module}FOLDER = Path(__file__).with_name("model")\n'.encode()
    yield f"{package}/{CARD}", card.read_bytes()
    for path in sorted(model.iterdir()):
        yield f"{package}/model/{path.name}", path.read_bytes()
    metadata = {
        "Metadata-Version": "2.4", "Name": package.replace("_", "-"), "Version": version,
        "Summary": f"The reading engine {name!r} of Entente", "License-Expression": LICENCE,
    }  # fmt: skip
    yield f"{about}/METADATA", "".join(f"{key}: {value}\n" for key, value in metadata.items()).encode()
    yield f"{about}/WHEEL", b"Wheel-Version: 1.0\nGenerator: entente\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    yield f"{about}/entry_points.txt", f"[{GROUP}]\n{name} = {package}:FOLDER\n".encode()


def _digest(content: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()


def main() -> None:
    """Write the wheel that the command describes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True, help="folder that training.model_export wrote")
    parser.add_argument("--card", type=Path, required=True, help="model card")
    parser.add_argument("--name", required=True, help="what the engine is asked for by")
    parser.add_argument("--version", default="0.1.0", help="version of the package")
    parser.add_argument("--out", type=Path, required=True, help="folder for the wheel")
    arguments = parser.parse_args()
    wheel = write_wheel(arguments.model, arguments.card, arguments.name, arguments.version, arguments.out)
    print(f"{wheel}: {wheel.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
