"""A scene to scale for screens and office printers: signs as they hang, among coloured shapes.

Never for a print shop: its colours are those of a screen.
"""

from __future__ import annotations

from dataclasses import dataclass

from listgen.drawing.model import Drawing, Rect
from listgen.drawing.screen import Colour
from listgen.typeset.outline import Placed


@dataclass(frozen=True, slots=True)
class Paint:
    """Shapes of one colour."""

    colour: Colour
    rects: tuple[Rect, ...] = ()
    glyphs: tuple[Placed, ...] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """A sign as it hangs: cut at its trim, whose lower left corner is at (x, y)."""

    drawing: Drawing
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Picture:
    """Layers in mm, drawn in order, y up; (`left`, `bottom`) is the picture's lower left corner.

    `ground` lies beneath them: what one picture shares with the next is rasterised once.

    `pixel` is the mm that a pixel covers; `across` and `down` are the sides in pixels, of which `per_metre`
    make a metre on paper.
    """

    left: float
    bottom: float
    across: int
    down: int
    pixel: float
    per_metre: int
    layers: tuple[Paint | Shown, ...]
    ground: tuple[Paint, ...] = ()
