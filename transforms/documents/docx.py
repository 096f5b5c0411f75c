"""DOCX: the bytes of a file in, its one document, or the stories of a download that it is, out.

Read are the paragraphs of its main part, those of tables too, with what was inserted and without what was deleted;
headers, footers, notes and text boxes are not. The reading is ours: a library for editing holds the whole package, with
its pictures, in memory, and leaves out what was inserted with its changes tracked.
"""

from io import BytesIO

from lxml import etree

from transforms.documents.archives import read_member
from transforms.documents.decoding import normalise
from transforms.documents.downloads import entries_of_text
from transforms.documents.records import Entries
from transforms.documents.seed import Block, UnreadableDocument, library
from transforms.documents.source import SourceSettings

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PARAGRAPH = f"{WORD}p"
OUTSIDE = frozenset(f"{WORD}{name}" for name in ("del", "moveFrom", "txbxContent", "instrText", "delText"))
BREAKS = {f"{WORD}tab": "\t", f"{WORD}br": "\n", f"{WORD}cr": "\n", f"{WORD}noBreakHyphen": "-"}
MAIN = "word/document.xml"
HEADINGS = ("heading", "title")


def docx_entries(content: bytes, settings: SourceSettings) -> Entries:
    """Yield the one document of a DOCX file, or its stories; raises UnreadableDocument for one that is none."""
    with library("lxml"):
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=True)
        root = etree.fromstring(read_member(BytesIO(content), MAIN), parser)
        if root is None:
            raise UnreadableDocument("broken", f"no element in {MAIN}; save the document again")
        blocks = [block for paragraph in root.iter(PARAGRAPH) for block in _blocks(paragraph)]
    text = "\n\n".join(block.words for block in blocks)
    yield from entries_of_text(text, content, blocks)


def _blocks(paragraph: etree._Element) -> list[Block]:
    """Return the lines of a paragraph."""
    if any(holder.tag in OUTSIDE for holder in paragraph.iterancestors()):
        return []
    style = paragraph.find(f"{WORD}pPr/{WORD}pStyle")
    name = "" if style is None else style.get(f"{WORD}val") or ""
    is_heading = name.lower().startswith(HEADINGS)
    pieces: list[str] = []
    for element in paragraph.iter():
        if element.tag == f"{WORD}t" and _is_own(element, paragraph):
            pieces.append(element.text or "")
        elif element.tag in BREAKS and _is_own(element, paragraph):
            pieces.append(BREAKS[str(element.tag)])
    lines = (" ".join(line.split()) for line in normalise("".join(pieces)).split("\n"))
    return [Block(line, is_heading=is_heading) for line in lines if line]


def _is_own(element: etree._Element, paragraph: etree._Element) -> bool:
    """Return whether an element stands in a paragraph and in nothing that is outside its text, or is in another one."""
    for holder in element.iterancestors():
        if holder is paragraph:
            return True
        if holder.tag in OUTSIDE or holder.tag == PARAGRAPH:
            return False
    return False
