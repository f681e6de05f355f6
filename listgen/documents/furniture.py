"""What stands outside the type area: page numbers (7.5, 8) and the mark of a specimen."""

from __future__ import annotations

from lxml import etree

from listgen.documents.ooxml import element, properties, put
from listgen.documents.page import BOTTOM, LEFT, NUMBER_BELOW, NUMBER_PT, PAPER_WIDTH, RIGHT
from listgen.units import mm_to_twips, pt_to_mm

_BOX_LENGTH, _BOX_WIDTH = 30.0, 6.0


def page_number() -> list[etree._Element]:
    """The runs of “— 1 —”, the number a field."""
    field = element("fldSimple", _run("1"), instr=" PAGE ")
    return [_run("— "), field, _run(" —")]


def turned_number(style: str, odd: bool) -> etree._Element:
    """The page number of a landscape sheet: where a portrait page has it, so at the left edge, reading
    down; an odd page's is low, an even page's is high (8).

    A floating table of one turned cell: LibreOffice loses the place of a text box in a short paper.
    """
    one = pt_to_mm(NUMBER_PT)
    high = PAPER_WIDTH - RIGHT - one - _BOX_LENGTH if odd else LEFT + one
    across = BOTTOM - NUMBER_BELOW - _BOX_WIDTH / 2
    width, length = mm_to_twips(_BOX_WIDTH), mm_to_twips(_BOX_LENGTH)
    look = element("tblPr")
    place = {"tblpX": mm_to_twips(across), "tblpY": mm_to_twips(high)}
    put(look, element("tblpPr", vertAnchor="page", horzAnchor="page", **place))
    put(look, element("tblW", w=width, type="dxa"))
    put(look, element("tblLayout", type="fixed"))
    put(look, element("tblCellMar", *(element(side, w=0, type="dxa") for side in ("left", "right"))))
    line = element("p", element("pPr", element("pStyle", val=style), element("ind", left=0, right=0)))
    line.extend(page_number())
    cell = element("tcPr", element("tcW", w=width, type="dxa"))
    put(cell, element("textDirection", val="tbRl"))
    put(cell, element("vAlign", val="center"))
    row = element("trPr", element("cantSplit"), element("trHeight", val=length, hRule="exact"))
    grid = element("tblGrid", element("gridCol", w=width))
    return element("tbl", look, grid, element("tr", row, element("tc", cell, line)))


def specimen_line(line: etree._Element) -> etree._Element:
    """The header's paragraph: it must not push the text down, whatever it holds."""
    put(properties(line, "pPr"), element("spacing", before=0, after=0, line=280, lineRule="exact"))
    return line


def _run(text: str) -> etree._Element:
    words = element("t")
    words.text = text
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return element("r", words)
