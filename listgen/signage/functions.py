"""What a hall or a room is used for: a few words side by side in one row or more, rules between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from listgen.drawing.model import Rect
from listgen.typeset.face import Face
from listgen.typeset.horizontal import Line, set_line
from listgen.typeset.placing import Glyphs, ink, moved
from listgen.typeset.setting import fitted

_CELL_FILL = 0.75  # of a function's cell; the rest is air beside its rule
_CELL_EMS = 7.5  # a cell is no wider, so that two functions stay together
_SEPARATOR_HEIGHT = 0.9  # of the functions' ink


class CrowdedError(ValueError):
    """More functions than the sign holds."""

    def __init__(self, count: int, most: int) -> None:
        super().__init__(f"{count} functions, {most} would fit")
        self.count = count
        self.most = most


@dataclass(frozen=True, slots=True)
class Row:
    """Functions side by side, and where the rules between them stand; x from the room's left edge."""

    glyphs: Glyphs
    separators: tuple[float, ...]

    def rules(self, block: Glyphs, left: float, width: float) -> list[Rect]:
        """The rules of `block`, which is this row where it stands; `left` is the room's left edge."""
        found = ink(block)
        height = _SEPARATOR_HEIGHT * (found.y1 - found.y0)
        middle = (found.y0 + found.y1) / 2
        return [Rect(left + x - width / 2, middle - height / 2, width, height) for x in self.separators]


def function_rows(
    functions: Sequence[str], face: Face, line: Line, room: float, columns: int, most_rows: int
) -> list[Row]:
    """Rows of up to `columns`, as even as can be, all of one size, centred in `room`.

    Raises MissingGlyphError, OverfullError and CrowdedError.
    """
    if not functions:
        return []
    if len(functions) > columns * most_rows:
        raise CrowdedError(len(functions), columns * most_rows)
    rows = -(-len(functions) // columns)
    across = -(-len(functions) // rows)
    cell = min(room / across, _CELL_EMS * line.em)
    style = replace(line, squeeze=1.0)  # side by side they are of one shape
    settings = [fitted(set_line(text, face, style, _CELL_FILL * cell)) for text in functions]
    common = replace(style, em=min(setting.em_height for setting in settings))
    set_ = [fitted(set_line(text, face, common, cell)).glyphs for text in functions]
    return [_row(set_[at : at + across], cell, room) for at in range(0, len(set_), across)]


def _row(lines: Sequence[Glyphs], cell: float, room: float) -> Row:
    left = (room - cell * len(lines)) / 2
    placed = (moved(line, left + place * cell, 0) for place, line in enumerate(lines))
    separators = tuple(left + place * cell for place in range(1, len(lines)))
    return Row(tuple(glyph for line in placed for glyph in line), separators)
