"""A column of cells: how long it is, and where its outlines stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from listgen.typeset.cells import Cell
from listgen.typeset.outline import UNITS
from listgen.typeset.placing import Glyphs


@dataclass(frozen=True, slots=True)
class Column:
    """Cells one under another from `top`, `gap` apart; the em boxes are centred on `x`."""

    cells: Sequence[Cell]
    x: float
    top: float
    em_width: float
    em_height: float
    gap: float

    def placed(self) -> Glyphs:
        """Its outlines."""
        glyphs: list[Glyphs] = []
        y = self.top
        for cell in self.cells:
            half = cell.height * self.em_height / 2
            glyphs.append(cell.placed(self.x, y - half, self.em_width / UNITS, self.em_height / UNITS))
            y -= 2 * half + self.gap
        return tuple(glyph for group in glyphs for glyph in group)


def justified(
    cells: Sequence[Cell], x: float, top: float, em_width: float, em_height: float, depth: float
) -> Column:
    """The column that is `depth` long."""
    gap = (depth - solid(cells) * em_height) / max(1, len(cells) - 1)
    return Column(cells, x, top, em_width, em_height, gap)


def solid(cells: Sequence[Cell]) -> float:
    """The length without gaps, in ems."""
    return sum(cell.height for cell in cells)


def length(cells: Sequence[Cell], gap: float) -> float:
    """The length with gaps of `gap` ems, in ems."""
    return solid(cells) + gap * (len(cells) - 1)
