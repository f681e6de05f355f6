"""A face's characters as a small TrueType font, for papers whose text is to be copied and searched.

The shipped faces have cubic outlines, which a PDF's TrueType fonts know nothing of.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from io import BytesIO

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.tables._g_l_y_f import Glyph

from listgen.typeset.face import Face
from listgen.typeset.outline import EM_BOTTOM, EM_TOP, UNITS, Close, Curve, Line, Move, Outline

TOLERANCE = 0.5  # 1/1000 em between a cubic and the quadratics in its place
_EPOCH = 3_408_652_800  # 2012-01-05 in the font's own count: a fixed day, since a clock is in no output


def truetype(face: Face, characters: Sequence[str]) -> bytes:
    """The font: glyph 1 is the first of `characters`, which have to differ, and so on; glyph 0 is blank.

    The same characters give the same bytes. Raises MissingGlyphError.
    """
    outlines = [face.outline(char) for char in characters]
    names = [".notdef", *(f"u{ord(char):04X}" for char in characters)]
    glyphs = [Glyph(), *map(_glyph, outlines)]
    advances = [UNITS, *(round(outline.advance) for outline in outlines)]
    builder = FontBuilder(UNITS, isTTF=True)
    builder.font.recalcTimestamp = False
    builder.updateHead(created=_EPOCH, modified=_EPOCH)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap(dict(zip(map(ord, characters), names[1:], strict=True)))
    builder.setupGlyf(dict(zip(names, glyphs, strict=True)))
    sides = (getattr(glyph, "xMin", 0) for glyph in glyphs)
    builder.setupHorizontalMetrics(dict(zip(names, zip(advances, sides, strict=True), strict=True)))
    builder.setupHorizontalHeader(ascent=EM_TOP, descent=EM_BOTTOM)
    builder.setupOS2(
        sTypoAscender=EM_TOP, sTypoDescender=EM_BOTTOM, usWinAscent=EM_TOP, usWinDescent=-EM_BOTTOM
    )
    builder.setupNameTable(_names(face.name, characters))
    builder.setupPost(keepGlyphNames=False)
    data = BytesIO()
    builder.save(data)
    return data.getvalue()


def postscript_name(name: str) -> str:
    """A face's name as PDF and font files write it: Noto Sans CJK SC Bold is NotoSansCJKSCBold."""
    return "".join(char for char in name if char.isascii() and char.isalnum()) or "Face"


def _names(name: str, characters: Sequence[str]) -> dict[str, str]:
    digest = sha256("".join(characters).encode()).hexdigest()
    return {
        "familyName": name,
        "styleName": "Regular",
        "uniqueFontIdentifier": f"{name} {digest[:16]}",
        "fullName": name,
        "psName": postscript_name(name),
        "version": "Version 1.000",
    }


def _glyph(outline: Outline) -> Glyph:
    made = TTGlyphPen(None)
    # Contours that bound ink run clockwise in TrueType and the other way in cubic fonts.
    pen = Cu2QuPen(made, TOLERANCE, reverse_direction=True)
    for segment in outline.segments:
        match segment:
            case Move(x, y):
                pen.moveTo((x, y))
            case Line(x, y):
                pen.lineTo((x, y))
            case Curve(x1, y1, x2, y2, x, y):
                pen.curveTo((x1, y1), (x2, y2), (x, y))
            case Close():
                pen.closePath()
    return made.glyph()
