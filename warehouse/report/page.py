"""The page of the report: one file of HTML that carries its data, style and scripts, and asks no host for anything."""

import base64
import hashlib
import html
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from warehouse.report.data import Limits, report_data

FOLDER = Path(__file__).parent / "page"

# What could end a script element or begin a tag, and signs that reorder or break the lines that a person reads.
UNSAFE = re.compile("[<>&\u2028\u2029\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")
PLACEHOLDER = re.compile(r"\{\{(\w+)\}\}")


def write_report(database: Path, path: Path, limits: Limits | None = None) -> Path:
    """Write the report on the release in a DuckDB file; return the path of the page."""
    path.write_text(report_page(*report_data(database, limits)), encoding="utf-8")
    return path


def report_page(data: Mapping[str, Any], evidence: Mapping[str, Any]) -> str:
    """Return the page that shows the two parts of the data."""
    style = (FOLDER / "report.css").read_text(encoding="utf-8")
    scripts = "\n".join(path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.js")))
    script = f'"use strict";\n{{\n{scripts}}}\n'
    run, sample = data["run"], data["sample"]
    parts = {
        "policy": policy(style, script),
        "style": style,
        "script": script,
        "release": html.escape(str(run.get("release", ""))),
        "lead": html.escape(lead(sample, len(data["sources"]))),
        "made": html.escape(f"Release {run.get('release', '?')}, made {str(run.get('ended_at', ''))[:10]}. {READING}"),
        "data": embedded(data),
        "land": embedded(json.loads((FOLDER / "land.json").read_text(encoding="utf-8"))),
        "evidence": embedded(evidence),
    }
    template = (FOLDER / "report.html").read_text(encoding="utf-8")
    # In one pass, so that a document that holds a placeholder stays as it is.
    return PLACEHOLDER.sub(lambda match: parts[match[1]], template)


READING = (
    "Counted are events that happened and were coded with a confidence of at least 0.30, in what happened and in "
    "who took part too, until you ask otherwise: "
    "the filters apply to every panel, and the address of the page keeps them."
)


def lead(sample: Mapping[str, int], sources: int) -> str:
    """Return in a sentence or two what the page is about."""
    events, documents = many(sample["all_events"], "event"), many(sample["documents"], "document")
    return (
        f"{events} reported in {documents} of {many(sources, 'source')}, read by a program and not by people. "
        "Each can be walked back to the words on which it rests: choose one in the list of events."
    )


def many(number: int, name: str) -> str:
    """Return a number with the name of what is counted."""
    return f"{number:,} {name}{'' if number == 1 else 's'}"


def policy(style: str, script: str) -> str:
    """Return the policy that lets this style and this script work, and nothing else, from nowhere else."""
    return (
        f"default-src 'none'; style-src '{hashed(style)}'; script-src '{hashed(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def hashed(text: str) -> str:
    """Return the hash by which a content security policy knows an element of the page."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def embedded(value: Any) -> str:
    """Return a value as JSON that may stand in a script element: nothing in it can end the element or open another."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
