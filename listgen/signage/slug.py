"""The line outside the trim that a shop and an installer read: wording, size, bleed, scale, 示例."""

from __future__ import annotations

from listgen.drawing.imposition import CAPTION, CAPTION_BASE
from listgen.drawing.model import Rect
from listgen.signage.board import BLEED
from listgen.typeset.faces import Faces
from listgen.typeset.horizontal import Line, set_line
from listgen.typeset.placing import Glyphs, ink, moved
from listgen.typeset.setting import Overfull, fitted

FACE = "sans-bold"
SPECIMEN = "示例"
# What is set in FACE: sizes, 示例, and the link beside a code.
CHARACTERS = "".join(map(chr, range(0x21, 0x7F))) + "×出血已转曲" + SPECIMEN

# Crop marks take 12 mm beyond the bleed at the corners, centre marks 6 mm; the line keeps below the latter.
_BASE = -BLEED - 11.0  # descenders stay on the sheet
_INSET = 3.0  # beside the crop marks
_CAPTION_INSET = 1.5
_GAP = 6.0
_LINE = Line(em=4.2, em_min=3.0, track_min=0, track_max=0)
_CAPTION_LINE = Line(em=CAPTION, em_min=CAPTION / 2, track_min=0, track_max=0)
_SPECIMEN_LINE = Line(em=7.0, em_min=3.0, track_min=0, track_max=0.5)


def slug(wording: str, face: str, width: float, height: float, faces: Faces, specimen: bool) -> Glyphs:
    """Outlines below the trim (and above it on a narrow board), at least 3 mm high where the board lets them.

    The wording is in its own sign's face, which is known to have its characters. Raises MissingGlyphError.
    """
    room = Rect(_INSET, 0, width - 2 * _INSET, height)
    lines = [_at(_fitted(wording, face, room.width, faces), room.x, _BASE)]
    free = room.width
    if specimen:
        mark = fitted(set_line(SPECIMEN, faces.face(FACE), _SPECIMEN_LINE, room.width))
        lines.append(_at(mark.glyphs, room.x, height + BLEED + 3.0))
        free -= _width(mark.glyphs) + _GAP
    facts = _fitted(_facts(width, height), FACE, room.width, faces)
    right = room.x + room.width
    if ink(lines[0]).x1 + _GAP <= right - _width(facts):
        lines.append(_at(facts, right - _width(facts), _BASE))
    else:
        facts = _fitted(_facts(width, height), FACE, free, faces)
        lines.append(_at(facts, right - _width(facts), height + BLEED + 7.0))
    return tuple(glyph for line in lines for glyph in line)


def caption(text: str, face: str, width: float, faces: Faces) -> Glyphs:
    """What names a board on a sheet of several: a small line in the gutter below it.

    Raises MissingGlyphError.
    """
    glyphs = _fitted(text, face, width - 2 * _CAPTION_INSET, faces, _CAPTION_LINE)
    return _at(glyphs, _CAPTION_INSET, -BLEED - CAPTION_BASE)


def _facts(width: float, height: float) -> str:
    return f"{width:g}×{height:g}mm 出血{BLEED:g}mm 1:1 已转曲"


def _fitted(text: str, role: str, width: float, faces: Faces, line: Line = _LINE) -> Glyphs:
    face = faces.face(role)
    setting = set_line(text, face, line, width)
    if isinstance(setting, Overfull):
        # A slug names the job; on a very narrow board it is smaller rather than cut short.
        setting = set_line(text, face, Line(line.em, 0, 0, 0), width)
    return fitted(setting).glyphs


def _at(glyphs: Glyphs, x: float, y: float) -> Glyphs:
    return moved(glyphs, x - ink(glyphs).x0, y)


def _width(glyphs: Glyphs) -> float:
    found = ink(glyphs)
    return found.x1 - found.x0
