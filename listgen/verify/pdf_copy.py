"""A PDF copy of a Word paper: it says what the paper promises, and has every face in it."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import pikepdf
import pypdfium2

from listgen.findings import Finding, Location, error
from listgen.verify.promised import Document

KINDS = {"list-document", "booklet", "document"}
_PIECE = 4  # characters on end that a narrow column does not tear apart too often
_ENOUGH = 0.6  # of a text's pieces; the others stand where a line or a page ends
_FILES = ("/FontFile", "/FontFile2", "/FontFile3")


def paper_of(path: str) -> str:
    """The path of the Word paper that a copy was made of."""
    return f"{path.removesuffix('.pdf')}.docx"


def check_copy(data: bytes, file: str, paper: Document | None) -> Iterator[Finding]:
    """All faults of a copy; with its `paper` also the titles and rows that it lacks."""
    place = Location(file)
    try:
        lacking = _not_embedded(data)
        running = _text(data)
    except (pikepdf.PdfError, pypdfium2.PdfiumError, ValueError, TypeError, KeyError) as problem:
        yield error("pdf-copy-unreadable", place, value=type(problem).__name__)
        return
    for face in lacking:
        yield error("pdf-copy-face", place, value=face)
    if paper is None:
        return
    pieces = {running[at : at + _PIECE] for at in range(len(running))}
    texts = [paper.title, *paper.says]
    for table in paper.tables:
        texts += [table.title, *(cell for row in table.rows for cell in row.cells)]
    for text in dict.fromkeys(texts):
        if not _says("".join(text.split()), running, pieces):
            yield error("pdf-copy-lacks", place, value=text)


def _says(text: str, running: str, pieces: set[str]) -> bool:
    if text in running:
        return True
    wanted = [text[at : at + _PIECE] for at in range(len(text) - _PIECE + 1)]
    if not wanted:
        return set(text) <= set(running)
    return sum(piece in pieces for piece in wanted) >= _ENOUGH * len(wanted)


def _not_embedded(data: bytes) -> list[str]:
    with pikepdf.open(BytesIO(data)) as pdf:
        described = [
            one
            for one in pdf.objects
            if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/FontDescriptor"
        ]
        bare = [one for one in described if not any(name in one for name in _FILES)]
        return sorted({str(one.get("/FontName", "")) for one in bare})


def _text(data: bytes) -> str:
    """What all pages say, without blanks."""
    document = pypdfium2.PdfDocument(data)
    try:
        texts = [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()
    return "".join("".join(texts).split())
