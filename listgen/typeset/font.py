"""Whether a font file that others made can set signs: it opens, draws, is the face meant, has our characters.

fontTools reads the tables, HarfBuzz draws. Nothing that a font refers to or carries as a program is followed.
"""

from __future__ import annotations

import logging
from io import BytesIO
from typing import Any

from listgen.typeset.face import Face

logging.getLogger("fontTools").setLevel(
    logging.CRITICAL
)  # what is wrong is a finding, not a line on the screen

# Simplified forms that no Japanese, Korean or traditional face has all of.
SIMPLIFIED = "村镇乡县区党组织务员会综议服职责监办应协"
_OUTLINES = ("glyf", "CFF ", "CFF2")
_FAMILY, _FULL, _TYPOGRAPHIC_FAMILY, _TYPOGRAPHIC_STYLE = 1, 4, 16, 17
_RESTRICTED, _BITMAPS_ONLY = 0x0002, 0x0200  # OpenType, OS/2: fsType


class FontError(ValueError):
    """A font that cannot be used: the `problem` in a stable phrase, and the `value` that shows it."""

    def __init__(self, problem: str, value: str = "") -> None:
        super().__init__(f"{problem}: {value}" if value else problem)
        self.problem = problem
        self.value = value


def names_of(data: bytes, index: int) -> tuple[str, ...]:
    """What the face calls itself, in any language: family, full name, typographic family with its style.

    Reads every table on the way. Raises FontError where the file is damaged or cannot draw.
    """
    try:
        return _read(data, index)
    except FontError:
        raise
    except Exception as fault:  # a damaged font makes fontTools and HarfBuzz stumble in any way
        raise FontError("damaged", type(fault).__name__) from fault


def lacking(data: bytes, index: int) -> str:
    """Those of SIMPLIFIED that the face does not have or does not draw."""
    return "".join(Face("", data, index=index).missing(SIMPLIFIED))


def embedding_bits(data: bytes, index: int) -> int:
    """The bits of fsType that speak against outlines of it in a document; 0 where none does."""
    from fontTools.ttLib import TTFont

    table: Any = TTFont(BytesIO(data), fontNumber=index, lazy=True).get("OS/2")
    return int(table.fsType) & (_RESTRICTED | _BITMAPS_ONLY) if table else 0


def _read(data: bytes, index: int) -> tuple[str, ...]:
    from fontTools.ttLib import TTFont  # loads only where a county has faces of its own

    if data[:4] == b"ttcf" and index >= int.from_bytes(data[8:12]):
        raise FontError("no such face in the collection", str(index))
    if data[:4] != b"ttcf" and index:
        raise FontError("no such face in the collection", str(index))
    with TTFont(BytesIO(data), fontNumber=index, lazy=True) as font:
        for tag in font.reader.keys():  # noqa: SIM118 - no mapping
            font.reader[tag]
        if not any(tag in font for tag in _OUTLINES):
            raise FontError("no outlines")
        if "cmap" not in font or not font.getBestCmap():
            raise FontError("no characters")
        if "OS/2" in font:
            font["OS/2"].fsType  # noqa: B018 - decompiles the table
        face = Face("", data, index=index)
        undrawn = [char for char in "一 　" if not face.has(char)]
        if undrawn:
            raise FontError("a glyph that cannot be drawn", f"U+{ord(undrawn[0]):04X}")
        return _names(font["name"])


def _names(table: Any) -> tuple[str, ...]:
    found: dict[tuple[int, int, int], dict[int, str]] = {}
    for record in table.names:
        language = (record.platformID, record.platEncID, record.langID)
        found.setdefault(language, {})[record.nameID] = record.toUnicode(errors="replace").strip()
    names = []
    for texts in found.values():
        names += [texts.get(_FULL, ""), texts.get(_FAMILY, "")]
        if _TYPOGRAPHIC_FAMILY in texts:
            names.append(f"{texts[_TYPOGRAPHIC_FAMILY]} {texts.get(_TYPOGRAPHIC_STYLE, '')}".strip())
    return tuple(dict.fromkeys(name for name in names if name))
