"""A small folder of seeds for tests of the pipeline, in our own words."""

from pathlib import Path

DOCUMENTS = {
    "wire/source.yaml": "name: A Wire\nkind: wire\nlanguage: en\n",
    "wire/talks.txt": (
        "France and Egypt hold talks on Gaza\n\n"
        "CAIRO, March 4, 2024 - French President Emmanuel Macron met Egyptian President Abdel Fattah al-Sisi "
        "on Monday. "
        "Egypt condemned the attack. Israel denied that it had struck the hospital.\n"
    ),
    "wire/strike.md": (
        "---\ntitle: Turkey strikes northern Iraq\npublished: 2024-03-05\n---\n\n"
        "Turkish warplanes bombed Kurdish rebels in northern Iraq on Tuesday, the army said. Iraq protested.\n"
    ),
    "wire/empty.txt": "",
}


def write_small_seeds(folder: Path) -> Path:
    """Write the small seeds into a folder; return it."""
    for name, text in DOCUMENTS.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder
