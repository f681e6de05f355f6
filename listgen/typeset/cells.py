"""Text as cells of a vertical column: which characters share one, and the height each takes for the eye."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from listgen.typeset.face import Face
from listgen.typeset.outline import EM_BOTTOM, EM_TOP, Outline, Placed
from listgen.typeset.placing import Glyphs

_EM = EM_TOP - EM_BOTTOM
_EM_CENTRE = (EM_TOP + EM_BOTTOM) / 2

# One or two digits stand side by side in a cell; a longer run reads upright, a digit a cell.
_TOKENS = re.compile(r"(?<![0-9])[0-9]{1,2}(?![0-9])|[\s\S]")
_PAIR_WIDTH = 940

# These have ink in one half of the em box, and that half is their cell: they cling to what they enclose.
_LOWER_HALF = frozenset("（「『《〈【〔〖“‘")
_UPPER_HALF = frozenset("）」』》〉】〕〗”’、，。")
# No face turns these, so a name written with them would be cut wrong: ( ) lie across the column, - reads 一.
UNTURNED = frozenset("()[]{}<>-–~,;:!?.")
_JOINING = frozenset("·—…")
_BLANK_HEIGHT = 0.35

# A flat character (一 二 三 ·) at full pitch looks like a hole in the column: half of the ink height that it
# lacks against an ordinary character is taken away.
_ORDINARY_INK = 0.86
_CORRECTION = 0.5


@dataclass(frozen=True, slots=True)
class Part:
    """An outline whose origin is (dx, dy) units from the cell's centre, scaled by `scale` besides."""

    outline: Outline
    dx: float
    dy: float
    scale: float


@dataclass(frozen=True, slots=True)
class Cell:
    """One place of a column; `height` is in ems."""

    text: str
    height: float
    parts: tuple[Part, ...]

    def parts_from(self, below: Cell) -> bool:
        """Whether a column may end with this cell and the next begin with the one below it."""
        opens = self.text in _LOWER_HALF or self.text in _JOINING
        closes = below.text in _UPPER_HALF or below.text in _JOINING
        return not (opens or closes or (self.text.isdigit() and below.text.isdigit()))

    def placed(self, x: float, y: float, sx: float, sy: float) -> Glyphs:
        """The cell's outlines with its centre at (x, y) mm; `sx`, `sy` are mm per unit."""
        return tuple(
            Placed(part.outline, x + part.dx * sx, y + part.dy * sy, sx * part.scale, sy * part.scale)
            for part in self.parts
        )


FULL = Cell("", 1.0, ())  # no cell is higher


def cells(text: str, face: Face) -> tuple[Cell, ...]:
    """The cells of `text`, top to bottom. Raises MissingGlyphError."""
    return tuple(_cell(token, face) for token in _TOKENS.findall(text))


@lru_cache(maxsize=32)
def alike(face: Face) -> Mapping[int, int]:
    """For `str.translate`: one character stands for all that fill a cell and part as it does.

    So texts of one length are mostly one. A lookup raises MissingGlyphError.
    """
    return _Alike(face)


class _Alike(dict[int, int]):
    """Each is found when first asked for."""

    def __init__(self, face: Face) -> None:
        super().__init__()
        self._face = face
        self._ordinary = 0

    def __missing__(self, code: int) -> int:
        char = chr(code)
        special = char in _LOWER_HALF or char in _UPPER_HALF or char in _JOINING or char.isdigit()
        if not special and _cell(char, self._face).height == FULL.height:
            self._ordinary = self._ordinary or code
            self[code] = self._ordinary
        else:
            self[code] = code
        return self[code]


@lru_cache(maxsize=8192)
def _cell(token: str, face: Face) -> Cell:
    if token.isspace():
        return Cell(token, _BLANK_HEIGHT, ())
    if len(token) > 1:
        return _pair(token, face)
    outline = face.vertical(token)
    if token in _LOWER_HALF:
        return _half(token, outline, _EM_CENTRE - _EM / 4)
    if token in _UPPER_HALF:
        return _half(token, outline, _EM_CENTRE + _EM / 4)
    return _whole(token, outline)


def _half(token: str, outline: Outline, centre: float) -> Cell:
    return Cell(token, 0.5, (Part(outline, -outline.advance / 2, -centre, 1),))


def _whole(token: str, outline: Outline) -> Cell:
    height = _optical_height((outline,))
    ordinary = height == 1 and outline.advance >= 0.9 * _EM
    centre = _EM_CENTRE if ordinary else _ink_centre(outline)
    return Cell(token, height, (Part(outline, -outline.advance / 2, -centre, 1),))


def _pair(token: str, face: Face) -> Cell:
    outlines = [face.outline(digit) for digit in token]
    width = sum(outline.advance for outline in outlines)
    scale = min(1.0, _PAIR_WIDTH / width)
    parts, x = [], -width * scale / 2
    for outline in outlines:
        parts.append(Part(outline, x, -_ink_centre(outline) * scale, scale))
        x += outline.advance * scale
    return Cell(token, _optical_height(outlines, scale), tuple(parts))


def _optical_height(outlines: Iterable[Outline], scale: float = 1) -> float:
    """What characters side by side take, by the tallest ink; a glyph without ink is left at full height."""
    inks = [outline.bounds.y1 - outline.bounds.y0 for outline in outlines if outline.bounds]
    ink = max(inks, default=_EM) * scale / _EM
    return 1 - _CORRECTION * max(0, _ORDINARY_INK - ink)


def _ink_centre(outline: Outline) -> float:
    if outline.bounds is None:
        return _EM_CENTRE
    return (outline.bounds.y0 + outline.bounds.y1) / 2
