"""The pen that makes an Outline: cubic sides only, each contour closed once."""

from __future__ import annotations

from listgen.typeset.bounds import bounds
from listgen.typeset.outline import Close, Curve, Line, Move, Outline, Segment


class OutlinePen:
    """Collects contours; what is drawn is multiplied by `scale`."""

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
        # Fonts and editors draw the side that Close stands for; a cutter would stop there twice.
        if isinstance(self.segments[-1], Line) and self._at == self._start:
            self.segments.pop()
        self.segments.append(Close())

    def outline(self, advance: float) -> Outline:
        """What was drawn."""
        segments = tuple(self.segments)
        return Outline(segments, advance, bounds(segments))

    def _scaled(self, x: float, y: float) -> tuple[float, float]:
        return x * self._scale, y * self._scale
