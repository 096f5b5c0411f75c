"""The false-positive rate of the coder, where nothing political happens: `python -m benchmarks.false_positives
--corpora DIR`.

Its sentences are those of ours that are annotated as holding no event, and, with `--corpora`, the genres of GUM that
are not about politics (its `sent_id` names the genre). A complete dyad is a sure event with a country on both sides,
as the literature counts it for coders by dictionary.
"""

import argparse
import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from training.event_sentences import read_event_sentences
from transforms.documents.bare_documents import bare_document
from transforms.extraction import Extraction, extract
from transforms.identifiers import key
from transforms.tables import Document

OURS = Path(__file__).parent.parent / "training" / "events"
GENRES = {"academic", "essay", "fiction", "textbook", "voyage", "whow", "vlog", "conversation", "letter", "podcast"}
THRESHOLDS = (0.3, 0.5)
PUBLISHED = date(2020, 1, 1)
SENTENCE = re.compile(r"# sent_id = GUM_([a-z]+)_\S+.*?\n# text = ([^\n]+)", re.DOTALL)


def of_gum(folder: Path) -> list[str]:
    """Return the sentences of the genres of GUM that are not about politics."""
    texts = (path.read_text(encoding="utf-8") for path in sorted(folder.glob("gum_*.conllu")))
    found = (match.groups() for text in texts for block in text.split("\n\n") for match in SENTENCE.finditer(block))
    return [sentence for genre, sentence in found if genre in GENRES]


def of_ours() -> list[str]:
    """Return our own sentences that hold no event."""
    return [sentence.marked.text for sentence in read_event_sentences(OURS) if not sentence.events]


def as_documents(sentences: Sequence[str]) -> list[Document]:
    """Return a document for each sentence, so that none helps another."""
    return [
        bare_document(text, key("false_positives", at), "false_positives", f"{at}", PUBLISHED)
        for at, text in enumerate(sentences)
    ]


def speaks(extraction: Extraction, least: float, *, has_dyad: bool) -> bool:
    """Whether a sentence gives a sure event, with a country on both sides where `has_dyad` asks for that."""
    countries = {"actor": set[str](), "recipient": set[str]()}
    for part in extraction.participants:
        if part.country:
            countries[part.role].add(part.report_id)
    actual = (report for report in extraction.reports if report.factuality == "actual")
    sure = {report.report_id for report in actual if report.confidence >= least}
    return bool(sure & countries["actor"] & countries["recipient"]) if has_dyad else bool(sure)


def lines(name: str, sentences: Sequence[str]) -> Iterator[str]:
    """Yield the shares for some sentences."""
    read = extract(as_documents(sentences))
    for least in THRESHOLDS:
        events, dyads = (sum(speaks(one, least, has_dyad=dyad) for one in read) for dyad in (False, True))
        shares = f"{events / len(read):.2%} with an event, {dyads / len(read):.2%} with a complete dyad"
        yield f"{name}, n {len(read)}, confidence {least}: {shares}"


def main() -> None:
    """Print the shares."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, help="folder with gum_*.conllu")
    arguments = parser.parse_args()
    print(*lines("our sentences without event", of_ours()), sep="\n")
    if arguments.corpora:
        print(*lines("GUM without its political genres", of_gum(arguments.corpora)), sep="\n")


if __name__ == "__main__":
    main()
