"""Tables of a master from its YAML: grid, imprint (版记) or no lines."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import cast

from lxml import etree

from listgen.documents.ooxml import element, put
from listgen.units import mm_to_twips

Block = Mapping[str, object]

YES = "yes"

# Eighths of a point. 版记: 7.4.1, 0.35 mm outside and 0.25 mm between. Grids: their frame is the heavier.
_THICK, _THIN, _GRID_FRAME, _GRID = 8, 6, 8, 4
_CELL_MM = {"grid": (1.2, 1.6), "imprint": (0.6, 0.0), "none": (0.0, 0.0)}


def table(block: Block, make: Callable[[Block], etree._Element]) -> etree._Element:
    """The `w:tbl` of a table block; `make` makes what its cells hold."""
    look = str(block["table"])
    widths = [mm_to_twips(float(width)) for width in cast(list[str], block["widths"])]
    made = element("tbl", _properties(look, sum(widths)))
    made.append(element("tblGrid", *(element("gridCol", w=width) for width in widths)))
    made.extend(_row(row, widths, make) for row in cast(list[Block], block["rows"]))
    return made


def _properties(look: str, width: int) -> etree._Element:
    made = element("tblPr")
    put(made, element("tblW", w=width, type="dxa"))
    put(made, element("jc", val="center"))
    if look != "none":
        put(made, _borders(look))
    put(made, element("tblLayout", type="fixed"))
    high, wide = map(mm_to_twips, _CELL_MM[look])
    sides = (("top", high), ("left", wide), ("bottom", high), ("right", wide))
    put(made, element("tblCellMar", *(element(side, w=length, type="dxa") for side, length in sides)))
    put(made, element("tblLook", val="0000"))
    return made


def _borders(look: str) -> etree._Element:
    grid = look == "grid"
    frame, inside = (_GRID_FRAME, _GRID) if grid else (_THICK, _THIN)
    names = ("top", "left", "bottom", "right", "insideH", "insideV") if grid else ("top", "bottom", "insideH")
    return element(
        "tblBorders",
        *(
            element(name, val="single", sz=inside if "inside" in name else frame, space=0, color="000000")
            for name in names
        ),
    )


def _row(row: Block, widths: Sequence[int], make: Callable[[Block], etree._Element]) -> etree._Element:
    made = element("tr")
    look = element("trPr")
    put(look, element("cantSplit"))
    if "height" in row:
        rule = "exact" if row.get("exact") == YES else "atLeast"
        put(look, element("trHeight", val=mm_to_twips(float(str(row["height"]))), hRule=rule))
    if row.get("head") == YES:
        put(look, element("tblHeader"))
    made.append(look)
    if "tag" in row:
        cell = element("tcPr", element("tcW", w=sum(widths), type="dxa"))
        if len(widths) > 1:
            put(cell, element("gridSpan", val=len(widths)))
        made.append(element("tc", cell, make({"模板指令": row["tag"]})))
        return made
    cells = cast(list[list[Block]], row["cells"])
    spans = [int(str(span)) for span in cast(list[object], row.get("spans", [1] * len(cells)))]
    if sum(spans) != len(widths):
        raise ValueError(f"{sum(spans)} cells in a table of {len(widths)} columns")
    at = 0
    for blocks, span in zip(cells, spans, strict=True):
        cell = element("tcPr", element("tcW", w=sum(widths[at : at + span]), type="dxa"))
        if span > 1:
            put(cell, element("gridSpan", val=span))
        if row.get("vertical") == YES:
            put(cell, element("textDirection", val="tbRlV"))
        put(cell, element("vAlign", val="bottom" if row.get("bottom") == YES else "center"))
        made.append(element("tc", cell, *map(make, blocks)))
        at += span
    return made
