"""Files of offices for tests: paragraphs in, the bytes of a DOCX file out; lines with their places in, a PDF out."""

import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
WIDTH, HEIGHT = 612, 792  # points of a letter page

Placed = tuple[float, float, float, str]
"""Left edge and base line in points from the lower left corner, size of the letters, words."""


def docx_of(paragraphs: Sequence[str]) -> bytes:
    """Return a DOCX file of paragraphs; one that begins with `<` is mark-up as it stands."""
    body = "".join(
        words if words.startswith("<") else f"<w:p><w:r><w:t xml:space='preserve'>{escape(words)}</w:t></w:r></w:p>"
        for words in paragraphs
    )
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        # One moment for all, so that the same paragraphs are the same bytes.
        for name, text in (
            ("[Content_Types].xml", "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>"),
            ("word/document.xml", f"<w:document xmlns:w='{WORD}'><w:body>{body}</w:body></w:document>"),
            ("word/footer1.xml", f"<w:ftr xmlns:w='{WORD}'><w:p><w:r><w:t>A footer.</w:t></w:r></w:p></w:ftr>"),
        ):
            archive.writestr(zipfile.ZipInfo(name), text)
    return content.getvalue()


def pdf_of(pages: Sequence[Sequence[Placed]]) -> bytes:
    """Return a PDF with lines of Helvetica at their places."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for lines in pages:
        stream = "\n".join(
            f"BT /F1 {size} Tf 1 0 0 1 {left} {base} Tm ({_quoted(words)}) Tj ET" for left, base, size, words in lines
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        box, fonts = f"[0 0 {WIDTH} {HEIGHT}]", "<< /Font << /F1 3 0 R >> >>"
        page = f"<< /Type /Page /Parent 2 0 R /MediaBox {box} /Resources {fonts} /Contents {len(objects)} 0 R >>"
        objects.append(page)
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    content, places = b"%PDF-1.4\n", []
    for number, words in enumerate(objects, start=1):
        places.append(len(content))
        content += f"{number} 0 obj\n{words}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    trailer = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(content)}\n%%EOF\n"
    return content + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{trailer}".encode()


def _quoted(words: str) -> str:
    return words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
