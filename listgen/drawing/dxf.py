"""A Drawing as DXF R2000 in mm for engravers and lasers: closed outlines, a layer for what is done to them.

The frame around the outlines is ezdxf's, made once (tests/drawing/test_dxf.py makes it anew and compares).
A build that imports ezdxf takes 27 MB more, lists the computer's fonts and leaves a file in its user's home.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain
from pathlib import Path

from listgen.drawing.flatten import flattened
from listgen.drawing.model import Drawing, Fill, Rect
from listgen.drawing.regions import Polygon, merged
from listgen.typeset.outline import Placed

FRAME = Path(__file__).with_name("r2000.dxf")
FIRST_HANDLE = 0x100  # above all of the frame's
MODEL_SPACE = "17"  # the frame's block record of what is drawn
TOLERANCE = 0.05  # mm between a curve and its polygon

CUT, ENGRAVE, GROUND = "CUT", "ENGRAVE", "GROUND"
# What the board itself is, is not worked on.
LAYERS = {"text": ENGRAVE, "rule": ENGRAVE, "symbol": ENGRAVE, "logo": ENGRAVE, "symbol-ground": GROUND}


def render_dxf(drawing: Drawing) -> bytes:
    """The sign at real size from the lower left corner of its trim; its cuts, mostly the trim, are to CUT.

    The slug is left out: a machine works whatever it is given.
    """
    outlines = [
        (LAYERS[fill.role], one) for fill in drawing.fills if fill.role in LAYERS for one in _of(fill)
    ]
    outlines += [(CUT, outline) for one in drawing.cuts for outline in _cut(one)]
    entities = "".join(_entities(outlines))
    head, tail = _frame()
    corners = {"MIN": (0.0, 0.0), "MAX": (drawing.width, drawing.height)}
    for name, (x, y) in corners.items():
        head = head.replace(f"@{name}-X@", _n(x)).replace(f"@{name}-Y@", _n(y))
    seed = f"{FIRST_HANDLE + len(outlines):X}"
    return (head.replace("@SEED@", seed) + entities + tail).encode("ascii")


def _of(fill: Fill) -> Iterator[Polygon]:
    yield from merged(fill.rects)
    for glyph in fill.glyphs:
        yield from flattened(glyph, TOLERANCE)


def _cut(one: Rect | Placed) -> Iterable[Polygon]:
    return flattened(one, TOLERANCE) if isinstance(one, Placed) else merged((one,))


def _entities(outlines: Iterable[tuple[str, Polygon]]) -> Iterator[str]:
    for handle, (layer, outline) in enumerate(outlines, FIRST_HANDLE):
        yield f"  0\nLWPOLYLINE\n  5\n{handle:X}\n330\n{MODEL_SPACE}\n100\nAcDbEntity\n  8\n{layer}\n"
        yield f"100\nAcDbPolyline\n 90\n{len(outline)}\n 70\n1\n"  # 70: closed
        # At once: each number by itself takes three times as long, and most of a file is numbers.
        yield " 10\n%.4f\n 20\n%.4f\n" * len(outline) % tuple(chain.from_iterable(outline))


@cache
def _frame() -> tuple[str, str]:
    """What stands before and after the entities."""
    head, between, tail = FRAME.read_text(encoding="ascii").partition("  2\nENTITIES\n")
    return head + between, tail


def _n(value: float) -> str:
    text = f"{value:.4f}".rstrip("0").removesuffix(".")
    return "0.0" if text in ("-0", "0") else text if "." in text else f"{text}.0"
