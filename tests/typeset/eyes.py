"""A setting as a ruler finds it: cells with their ink, measured without listgen's own measures.

Ink is found by walking along every curve; listgen solves for its turning points.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from listgen.typeset.outline import Close, Curve, Outline, Placed

STEPS = 60  # points on a curve: a turn between two lies 0.01 of a curve's bow off at most
DIGITS = re.compile(r"[0-9]+|[\s\S]")
OPENING, CLOSING = "（「『《〈【〔〖“‘", "）」』》〉】〕〗”’、，。"


@dataclass(frozen=True, slots=True)
class Ink:
    """A box of ink in mm."""

    x0: float
    y0: float
    x1: float
    y1: float

    def overlaps(self, other: Ink) -> bool:
        """Whether the two share more than a touch of a hundredth of a mm."""
        across = min(self.x1, other.x1) - max(self.x0, other.x0)
        along = min(self.y1, other.y1) - max(self.y0, other.y0)
        return across > 0.01 and along > 0.01


@dataclass(frozen=True, slots=True)
class Seen:
    """What stands in one cell: its characters, ink, em box; `middle` is the height of the em box's middle."""

    text: str
    ink: Ink
    em_width: float
    em_height: float
    middle: float

    @property
    def opening(self) -> bool:
        """Whether it clings to what is below it: an opening bracket or quotation mark."""
        return self.text in OPENING

    @property
    def closing(self) -> bool:
        """Whether it clings to what is above it: a closing one, or a stop."""
        return self.text in CLOSING

    @property
    def ordinary(self) -> bool:
        """Whether it is a character of full height, as most are."""
        return self._upright and self._share(self.em_height) >= 0.86

    @property
    def centre(self) -> float:
        """The middle of what it takes of the column: of the em box, of half of it, or of the ink."""
        if self.opening or self.closing:
            return self.middle + (-0.25 if self.opening else 0.25) * self.em_height
        return self.middle if self.ordinary else (self.ink.y0 + self.ink.y1) / 2

    def height_in(self, em: float) -> float:
        """What it takes of a column of that em, in ems: by the rule a half, or less where the ink is flat."""
        if self.opening or self.closing:
            return 0.5
        return 1 - 0.5 * max(0, 0.86 - self._share(em))

    @property
    def _upright(self) -> bool:
        return not (self.opening or self.closing or self.text.isascii())

    def _share(self, em: float) -> float:
        return (self.ink.y1 - self.ink.y0) / em


def tokens(text: str) -> list[str]:
    """The cells of a text: one or two digits share one, a longer run has one each; blanks are left out."""
    found = []
    for token in DIGITS.findall(text):
        found += [token] if len(token) < 3 else list(token)
    return [token for token in found if not token.isspace()]


def seen(text: str, glyphs: Iterable[Placed]) -> list[Seen]:
    """The cells of `text` in reading order. The glyphs come in any order: columns are read from the right."""
    left = list(glyphs)
    cells = []
    for token in tokens(text):
        parts, left = left[: len(token)], left[len(token) :]
        boxes = [drawn(part) for part in parts]
        whole = Ink(
            min(box.x0 for box in boxes),
            min(box.y0 for box in boxes),
            max(box.x1 for box in boxes),
            max(box.y1 for box in boxes),
        )
        first = parts[0]
        cells.append(Seen(token, whole, first.sx * 1000, first.sy * 1000, first.y + 380 * first.sy))
    assert not left
    return cells


def drawn(glyph: Placed) -> Ink:
    """The ink of one placed outline."""
    x0, y0, x1, y1 = walked(glyph.outline)
    return Ink(
        glyph.x + x0 * glyph.sx, glyph.y + y0 * glyph.sy, glyph.x + x1 * glyph.sx, glyph.y + y1 * glyph.sy
    )


@cache
def walked(outline: Outline) -> tuple[float, float, float, float]:
    """The outline's ink in font units."""
    points: list[tuple[float, float]] = []
    for segment in outline.segments:
        if isinstance(segment, Close):
            continue
        if isinstance(segment, Curve):
            start = points[-1]
            points += (_on(start, segment, step / STEPS) for step in range(1, STEPS))
        points.append((segment.x, segment.y))
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _on(start: tuple[float, float], curve: Curve, t: float) -> tuple[float, float]:
    """De Casteljau's point."""
    row = [start, (curve.x1, curve.y1), (curve.x2, curve.y2), (curve.x, curve.y)]
    while len(row) > 1:
        row = [(a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t) for a, b in pairwise(row)]
    return row[0]
