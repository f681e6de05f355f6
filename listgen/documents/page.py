"""The page of GB/T 9704-2012 in mm and pt, and how Word has to be told of it."""

from __future__ import annotations

from dataclasses import dataclass

from listgen.units import mm_to_twips

PAPER_WIDTH, PAPER_HEIGHT = 210.0, 297.0  # 5.1, A4
TOP, LEFT = 37.0, 28.0  # 5.2.1
TYPE_WIDTH, TYPE_HEIGHT = 156.0, 225.0  # 5.2.1
RIGHT = PAPER_WIDTH - LEFT - TYPE_WIDTH
BOTTOM = PAPER_HEIGHT - TOP - TYPE_HEIGHT
LINES, CHARACTERS = 22, 28  # 5.2.3

# Measured: linePitch 580 gives 21 lines; a linesAndChars grid gives 14 characters a line in LibreOffice,
# so the characters are set by a run spacing of -5 instead; -4 gives 27.
LINE_PITCH_TWIPS = mm_to_twips(TYPE_HEIGHT) // LINES
# LibreOffice centres the grid on the page, so that what is left of it is lost at the top and at the bottom.
TURNED_LINES = mm_to_twips(TYPE_WIDTH) // LINE_PITCH_TWIPS
TURNED_PITCH_TWIPS = mm_to_twips(TYPE_WIDTH) // TURNED_LINES
SPACING_TWIPS = -5
CHARACTER_TWIPS = 16 * 20 + SPACING_TWIPS  # 5.2.2, 3号

NUMBER_BELOW = 7.0  # 7.5: the dash below the type area
NUMBER_PT = 14.0  # 7.5, 4号


@dataclass(frozen=True, slots=True)
class Margins:
    """The margins of a page as it lies, in mm; `header` and `footer` from the paper's edge."""

    top: float
    right: float
    bottom: float
    left: float
    header: float
    footer: float


# The number's line is 14 pt high and its dash in the middle: half of it ends below the 7 mm.
_FOOTER = BOTTOM - NUMBER_BELOW - NUMBER_PT * 25.4 / 72 / 2
_HEADER = 21.0

PORTRAIT = Margins(TOP, RIGHT, BOTTOM, LEFT, _HEADER, _FOOTER)

# 8: a landscape sheet is the portrait page turned so that its left edge is the table's head. Header and
# footer keep their distance from the text: LibreOffice lays out an even-page section with the last one's.
LANDSCAPE = Margins(LEFT, TOP, RIGHT, BOTTOM, LEFT - (TOP - _HEADER), RIGHT - (BOTTOM - _FOOTER))
