"""A face: characters to outlines, upright and as vertical text wants them. Never another face's."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import uharfbuzz as hb

from listgen.typeset.bounds import bounds
from listgen.typeset.outline import Close, Curve, Line, Move, Outline, Segment

UNITS = 1000  # outlines are in 1/1000 em whatever the face's own grid
EM_TOP, EM_BOTTOM = 880, -120  # the ideographic em box above and below the baseline

# With script and language HarfBuzz turns “” ‘’ and — for vertical text; the `vert` lookup alone does not.
SCRIPT, LANGUAGE = "Hani", "zh-Hans"


class MissingGlyphError(ValueError):
    """The face has no glyph for a character."""

    def __init__(self, face: str, char: str) -> None:
        super().__init__(f"{face} lacks “{char}” (U+{ord(char):04X})")
        self.face = face
        self.char = char


class Face:
    """One face, opened from its bytes. Every outline is made once and then shared."""

    def __init__(self, name: str, data: bytes) -> None:
        self.name = name
        face = hb.Face(hb.Blob(data))
        self._font = hb.Font(face)
        self._scale = UNITS / face.upem
        self._outline = lru_cache(maxsize=None)(self._draw)
        self._glyph = lru_cache(maxsize=None)(self._shape)

    def has(self, char: str) -> bool:
        """Whether the face draws `char` itself."""
        return bool(self._font.get_nominal_glyph(ord(char)))

    def missing(self, text: str) -> tuple[str, ...]:
        """The characters of `text` without a glyph, each once; blanks need none."""
        return tuple(char for char in dict.fromkeys(text) if not char.isspace() and not self.has(char))

    def outline(self, char: str) -> Outline:
        """The shape of one character in a horizontal line. Raises MissingGlyphError."""
        return self._outline(self._glyph(char, "ltr"))

    def vertical(self, char: str) -> Outline:
        """Its shape in a vertical line, origin still on the horizontal baseline. Raises MissingGlyphError."""
        return self._outline(self._glyph(char, "ttb"))

    def _shape(self, char: str, direction: str) -> int:
        if not self.has(char):
            raise MissingGlyphError(self.name, char)
        buffer = hb.Buffer()
        buffer.add_str(char)
        buffer.direction, buffer.script, buffer.language = direction, SCRIPT, LANGUAGE
        hb.shape(self._font, buffer)
        return int(buffer.glyph_infos[0].codepoint)

    def _draw(self, glyph: int) -> Outline:
        pen = _Pen(self._scale)
        self._font.draw_glyph(glyph, _FUNCTIONS, pen)
        segments = tuple(pen.segments)
        advance = self._font.get_glyph_h_advance(glyph) * self._scale
        return Outline(segments, advance, bounds(segments))


class _Pen:
    """Collects what HarfBuzz draws."""

    def __init__(self, scale: float) -> None:
        self.segments: list[Segment] = []
        self._scale = scale
        self._start = self._at = (0.0, 0.0)

    def move(self, x: float, y: float) -> None:
        self._start = self._at = self._scaled(x, y)
        self.segments.append(Move(*self._at))

    def line(self, x: float, y: float) -> None:
        self._at = self._scaled(x, y)
        self.segments.append(Line(*self._at))

    def curve(self, x1: float, y1: float, x2: float, y2: float, x: float, y: float) -> None:
        self._at = self._scaled(x, y)
        self.segments.append(Curve(*self._scaled(x1, y1), *self._scaled(x2, y2), *self._at))

    def quadratic(self, x1: float, y1: float, x: float, y: float) -> None:
        (x0, y0), (qx, qy), (ex, ey) = self._at, self._scaled(x1, y1), self._scaled(x, y)
        first = (x0 + 2 / 3 * (qx - x0), y0 + 2 / 3 * (qy - y0))
        second = (ex + 2 / 3 * (qx - ex), ey + 2 / 3 * (qy - ey))
        self.segments.append(Curve(*first, *second, ex, ey))
        self._at = (ex, ey)

    def close(self) -> None:
        # HarfBuzz draws the side that Close stands for; a cutter would stop there twice.
        if isinstance(self.segments[-1], Line) and self._at == self._start:
            self.segments.pop()
        self.segments.append(Close())

    def _scaled(self, x: float, y: float) -> tuple[float, float]:
        return x * self._scale, y * self._scale


def _functions() -> Any:
    functions = hb.DrawFuncs()
    functions.set_move_to_func(lambda x, y, pen: pen.move(x, y))
    functions.set_line_to_func(lambda x, y, pen: pen.line(x, y))
    functions.set_cubic_to_func(lambda x1, y1, x2, y2, x, y, pen: pen.curve(x1, y1, x2, y2, x, y))
    functions.set_quadratic_to_func(lambda x1, y1, x, y, pen: pen.quadratic(x1, y1, x, y))
    functions.set_close_path_func(lambda pen: pen.close())
    return functions


_FUNCTIONS = _functions()
