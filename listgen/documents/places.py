"""Where each paragraph of a part stands, in numbers that a user of Word can count."""

from __future__ import annotations

import re
from collections import Counter

from lxml import etree

from listgen.documents.faults import Place
from listgen.documents.ooxml import texts, w

BODY, TEXT_BOX, OTHER = "body", "text-box", "other"
_REGIONS = (
    (BODY, re.compile(r"word/document\d*\.xml")),
    ("header", re.compile(r"word/header\d*\.xml")),
    ("footer", re.compile(r"word/footer\d*\.xml")),
    ("footnote", re.compile(r"word/footnotes\d*\.xml")),
    ("endnote", re.compile(r"word/endnotes\d*\.xml")),
    ("properties", re.compile(r"docProps/core\.xml")),
)


def region_of(part: str) -> str:
    """What Word calls the part: body, header, footer, footnote, endnote, properties; else other."""
    return next((region for region, names in _REGIONS if names.fullmatch(part)), OTHER)


def places(root: etree._Element, part: str) -> dict[etree._Element, Place]:
    """The place of every paragraph. Blank lines are not counted: nobody who looks for words counts them."""
    region, cells = region_of(part), _cells(root)
    counts: Counter[etree._Element] = Counter()
    found: dict[etree._Element, Place] = {}
    for paragraph in root.iter(w("p")):
        text = "".join(piece.text or "" for piece in texts(paragraph))
        box = next(paragraph.iterancestors(w("txbxContent")), None)
        cell = next((above for above in paragraph.iterancestors(w("tc")) if above in cells), None)
        if box is None and cell is not None:
            found[paragraph] = Place(part, 0, *cells[cell], region=region, text=text)
            continue
        flow = root if box is None else box
        counts[flow] += bool(text.strip()) or _holds_picture(paragraph)
        found[paragraph] = Place(
            part, max(counts[flow], 1), region=region if box is None else TEXT_BOX, text=text
        )
    return found


def _holds_picture(paragraph: etree._Element) -> bool:
    drawings = paragraph.iter(w("drawing"), w("pict"), w("object"))
    return any(next(drawing.iter(w("txbxContent")), None) is None for drawing in drawings)


def _cells(root: etree._Element) -> dict[etree._Element, tuple[int, int, int]]:
    """Table, row and column of every cell that is in no inner table."""
    found: dict[etree._Element, tuple[int, int, int]] = {}
    outer = [table for table in root.iter(w("tbl")) if next(table.iterancestors(w("tbl")), None) is None]
    for number, table in enumerate(outer, 1):
        row, column, before = 0, 0, None
        for cell in table.iter(w("tc")):
            if next(cell.iterancestors(w("tbl")), None) is not table:
                continue
            around = next(cell.iterancestors(w("tr")), None)
            row, column = (row, column + 1) if around is before else (row + 1, 1)
            before = around
            found[cell] = (number, row, column)
    return found
