"""Engines for tests: a package as `training.wheel` packs one, its model ours but for a lemma and a kind of names."""

import hashlib
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from transforms.engine_in_use import SHIPPED, use_engine
from transforms.language.engines import GROUP
from transforms.language.model_folder import CHECKSUMS, MODEL

LEMMAS = "lemmas.csv"
LABELS = "labels.json"
LEMMA = "wallop"
"""What the engine of tests takes for the lemma of `bombed`, by which it can be told from the one that ships.

It takes countries and towns for laws, so that it finds fewer places.
"""


def write_engine(site: Path, name: str = "base", lemma: str = LEMMA) -> Path:
    """Write a package that offers an engine into a folder of packages; return the folder of its model."""
    package = site / f"entente_engine_{name}"
    model, about = package / "model", site / f"{package.name}-1.0.dist-info"
    for folder in (model, about):
        folder.mkdir(parents=True, exist_ok=True)
    (package / "__init__.py").write_text(
        'from pathlib import Path\n\nFOLDER = Path(__file__).with_name("model")\n', encoding="utf-8"
    )
    (about / "METADATA").write_text(
        f"Metadata-Version: 2.4\nName: entente-engine-{name}\nVersion: 1.0\n", encoding="utf-8"
    )
    (about / "entry_points.txt").write_text(f"[{GROUP}]\n{name} = {package.name}:FOLDER\n", encoding="utf-8")
    for path in MODEL.iterdir():
        if path.name not in {LEMMAS, LABELS, CHECKSUMS} and not (model / path.name).exists():
            (model / path.name).symlink_to(path)  # the weights are large
    labels = json.loads((MODEL / LABELS).read_text(encoding="utf-8"))
    others = {"gpe": "law", "law": "gpe"}
    labels["kinds"] = [others.get(kind, kind) for kind in labels["kinds"]]
    (model / LABELS).write_text(json.dumps(labels), encoding="utf-8")
    known = (MODEL / LEMMAS).read_text(encoding="utf-8")
    (model / LEMMAS).write_text(f"{known}bombed,VERB,{lemma}\n", encoding="utf-8")
    sums = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in sorted(model.iterdir())
            if path.name != CHECKSUMS]  # fmt: skip
    (model / CHECKSUMS).write_text("".join(sums), encoding="utf-8")
    return model


@contextmanager
def installed(site: Path, name: str = "base") -> Iterator[None]:
    """Let the engine in a folder of packages be installed for a while; leave none in use."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(site))
        patch.delitem(sys.modules, f"entente_engine_{name}", raising=False)
        try:
            yield
        finally:
            use_engine(SHIPPED)
            sys.modules.pop(f"entente_engine_{name}", None)
