"""A face: characters to outlines, upright and as vertical text wants them. Never another face's."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import uharfbuzz as hb

from listgen.typeset.outline import UNITS, Outline
from listgen.typeset.pen import OutlinePen

# With script and language HarfBuzz turns “” ‘’ and — for vertical text; the `vert` lookup alone does not.
SCRIPT, LANGUAGE = "Hani", "zh-Hans"


class MissingGlyphError(ValueError):
    """The face has no glyph for a character."""

    def __init__(self, face: str, char: str) -> None:
        super().__init__(f"{face} lacks “{char}” (U+{ord(char):04X})")
        self.face = face
        self.char = char


class Face:
    """One face, opened from its bytes. Every outline is made once and then shared.

    `index` picks one of a collection (.ttc). `drawn` are outlines for characters that the font lacks; the
    font's own glyph comes first. `fallback` is the face that the county allows for what is still missing.
    """

    def __init__(
        self,
        name: str,
        data: bytes,
        drawn: Mapping[str, Outline] | None = None,
        index: int = 0,
        fallback: Face | None = None,
    ) -> None:
        self.name = name
        self.fallback = fallback
        self._drawn = dict(drawn or {})
        face = hb.Face(hb.Blob(data), index)
        self._font = hb.Font(face)
        self._scale = UNITS / face.upem
        # In CFF a glyph's extents are found by drawing it, damaged or not; TrueType writes them in its head.
        self._measured = "CFF " in face.table_tags
        self._outline = lru_cache(maxsize=None)(self._draw)
        self._glyph = lru_cache(maxsize=None)(self._shape)

    def has(self, char: str) -> bool:
        """Whether there is an outline of `char`, be it the fallback's."""
        return self._has_itself(char) or self.is_borrowed(char)

    def is_borrowed(self, char: str) -> bool:
        """Whether the outline of `char` is the fallback's."""
        return self.fallback is not None and not self._has_itself(char) and self.fallback.has(char)

    def is_drawn(self, char: str) -> bool:
        """Whether the outline of `char` is one that was given besides the font."""
        return char in self._drawn and not self._in_font(char)

    def missing(self, text: str) -> tuple[str, ...]:
        """The characters of `text` without a glyph, each once; a blank and the end of a line need none."""
        return tuple(char for char in dict.fromkeys(text) if char not in " \n" and not self.has(char))

    def outline(self, char: str) -> Outline:
        """The shape of one character in a horizontal line. Raises MissingGlyphError."""
        return self._find(char, "ltr")

    def vertical(self, char: str) -> Outline:
        """Its shape in a vertical line, origin still on the horizontal baseline. Raises MissingGlyphError."""
        return self._find(char, "ttb")

    def reach(self, char: str) -> tuple[float, float, float] | None:
        """Its advance in a horizontal line, and what its ink does not go below and above, without its shape.

        None where only the shape tells. Raises MissingGlyphError.
        """
        if not self._measured or char.isspace() or not self._in_font(char):
            return None
        glyph = self._glyph(char, "ltr")
        extents = self._font.get_glyph_extents(glyph)
        if not (extents and extents.width and extents.height):
            return None
        low, high = extents.y_bearing + extents.height, extents.y_bearing
        advance = self._font.get_glyph_h_advance(glyph) * self._scale
        return advance, (low - 1) * self._scale, (high + 1) * self._scale  # they are rounded

    def _find(self, char: str, direction: str) -> Outline:
        if self.is_drawn(char):
            return self._drawn[char]
        if self.fallback and self.is_borrowed(char):
            return self.fallback._find(char, direction)
        return self._outline(self._glyph(char, direction))

    def _has_itself(self, char: str) -> bool:
        return char in self._drawn or self._in_font(char)

    def _in_font(self, char: str) -> bool:
        """Whether the font has it and draws it: HarfBuzz draws nothing where a glyph is damaged."""
        glyph = self._font.get_nominal_glyph(ord(char))
        return bool(glyph) and (char.isspace() or self._draws(glyph))

    def _draws(self, glyph: int) -> bool:
        extents = self._font.get_glyph_extents(glyph) if self._measured else None
        if extents and extents.width and extents.height:
            return True
        return bool(self._outline(glyph).segments)

    def _shape(self, char: str, direction: str) -> int:
        if not self._in_font(char):
            raise MissingGlyphError(self.name, char)
        buffer = hb.Buffer()
        buffer.add_str(char)
        buffer.direction, buffer.script, buffer.language = direction, SCRIPT, LANGUAGE
        hb.shape(self._font, buffer)
        return int(buffer.glyph_infos[0].codepoint)

    def _draw(self, glyph: int) -> Outline:
        pen = OutlinePen(self._scale)
        self._font.draw_glyph(glyph, _FUNCTIONS, pen)
        return pen.outline(self._font.get_glyph_h_advance(glyph) * self._scale)


def _functions() -> Any:
    functions = hb.DrawFuncs()
    functions.set_move_to_func(lambda x, y, pen: pen.move(x, y))
    functions.set_line_to_func(lambda x, y, pen: pen.line(x, y))
    functions.set_cubic_to_func(lambda x1, y1, x2, y2, x, y, pen: pen.curve(x1, y1, x2, y2, x, y))
    functions.set_quadratic_to_func(lambda x1, y1, x, y, pen: pen.quadratic(x1, y1, x, y))
    functions.set_close_path_func(lambda pen: pen.close())
    return functions


_FUNCTIONS = _functions()
