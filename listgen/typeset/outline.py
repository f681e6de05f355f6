"""An outline: closed cubic contours in font units (1/1000 em), y up, origin on the baseline."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

UNITS = 1000  # an em, whatever the face's own grid
EM_TOP, EM_BOTTOM = 880, -120  # the ideographic em box above and below the baseline


class Move(NamedTuple):
    """Start of a contour."""

    x: float
    y: float


class Line(NamedTuple):
    """A straight side to (x, y)."""

    x: float
    y: float


class Curve(NamedTuple):
    """A cubic Bézier side to (x, y) with control points (x1, y1) and (x2, y2)."""

    x1: float
    y1: float
    x2: float
    y2: float
    x: float
    y: float


class Close(NamedTuple):
    """Back to the start of the contour."""


Segment = Move | Line | Curve | Close


class Box(NamedTuple):
    """Exact ink bounds."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, eq=False)
class Outline:
    """One shape, shared by every place it is drawn at; compared by identity so that writers cache it.

    `advance` is the horizontal advance; `bounds` is None for a blank.
    """

    segments: tuple[Segment, ...]
    advance: float
    bounds: Box | None


class Placed(NamedTuple):
    """An outline at (x, y) mm, scaled by (sx, sy) mm per unit."""

    outline: Outline
    x: float
    y: float
    sx: float
    sy: float
