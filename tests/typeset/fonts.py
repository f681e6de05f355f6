"""Small fonts made from the shipped faces, as a county might supply them, and broken ones."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont

from listgen.resources import shipped
from listgen.typeset.font import SIMPLIFIED

SHIPPED = shipped("fonts") / "NotoSansCJKsc-Bold.otf"
TEXT = SIMPLIFIED + "一 　"


@cache
def small_font(
    name: str = "Test FangSong", text: str = TEXT, *, quadratic: bool = False, fstype: int = 0
) -> bytes:
    """A face of these characters: a shipped one, slanted, so that no shipped face has its shapes."""
    glyphs, advances, cmap = {}, {".notdef": (500, 0)}, {}
    with TTFont(SHIPPED, lazy=True) as font:
        source, names = font.getGlyphSet(), font.getBestCmap()
        for char in dict.fromkeys(text):
            glyph = f"u{ord(char):04X}"
            pen: Any = TTGlyphPen(None) if quadratic else T2CharStringPen(1000, None)
            inner = Cu2QuPen(pen, 0.5, reverse_direction=True) if quadratic else pen
            source[names[ord(char)]].draw(TransformPen(inner, (1, 0, 0.2, 1, 0, 0)))
            glyphs[glyph] = pen.glyph() if quadratic else pen.getCharString()
            advances[glyph], cmap[ord(char)] = (1000, 0), glyph
    builder = FontBuilder(1000, isTTF=quadratic)
    builder.setupGlyphOrder(list(advances))
    builder.setupCharacterMap(cmap)
    if quadratic:
        builder.setupGlyf({".notdef": TTGlyphPen(None).glyph(), **glyphs})
    else:
        builder.setupCFF("Test", {}, {".notdef": T2CharStringPen(500, None).getCharString(), **glyphs}, {})
    builder.setupHorizontalMetrics(advances)
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": name, "styleName": "Regular", "fullName": name})
    builder.setupOS2(fsType=fstype)
    builder.setupPost()
    return saved(builder.font)


def collection(*fonts: bytes) -> bytes:
    """The fonts as one .ttc."""
    made = TTCollection()
    made.fonts = [TTFont(BytesIO(font)) for font in fonts]
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def without(data: bytes, *tags: str) -> bytes:
    """The font without some of its tables."""
    font = TTFont(BytesIO(data))
    for tag in tags:
        del font[tag]
    return saved(font)


def saved(font: TTFont) -> bytes:
    """Its bytes, without a clock."""
    font.recalcTimestamp = False
    out = BytesIO()
    font.save(out)
    return out.getvalue()


def folder_of(path: Path, records: str, **files: bytes) -> None:
    """assets/faces/ of a project: faces.toml and the files beside it, `_` for the dot."""
    path.mkdir(parents=True, exist_ok=True)
    (path / "faces.toml").write_text(records, "utf-8")
    for name, data in files.items():
        (path / name.replace("_", ".")).write_bytes(data)
