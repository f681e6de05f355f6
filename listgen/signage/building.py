"""The ordinary building that a village's signs are shown on: its walls and its door."""

from __future__ import annotations

from collections.abc import Iterator

from listgen.drawing.model import Rect
from listgen.drawing.picture import Paint
from listgen.drawing.screen import rgb
from listgen.typeset.outline import Close, Line, Move, Outline, Placed

DOOR = Rect(-900.0, 0.0, 1800.0, 2400.0)  # from the middle of its foot

PAPER = rgb("ffffff")
WALL = rgb("efe7d6")
HALL = rgb("f7f7ef")
PERSON = rgb("3d444d")
_CORNICE = rgb("d3c9b8")
_FLOOR = rgb("a79d8d")
_LINE = rgb("7d7467")
_FRAME = rgb("5f564c")
_GLASS = rgb("b4c0c3")
_SHEEN = rgb("c3cdcf")
_STEEL = rgb("e4e2dd")

_THICK, _PLINTH, _LIGHT = (
    70.0,
    110.0,
    2060.0,
)  # the frame, its foot, and where the light over the leaves begins


def walls(outside: Rect, inside: Rect | None, pixel: float) -> Iterator[Paint]:
    """The outer wall; `inside`, a part of it, is a room's, with a dashed line before it. `pixel` in mm."""
    yield Paint(WALL, (outside,))
    if inside:
        yield Paint(HALL, (inside,))
        yield Paint(_LINE, tuple(_dashes(inside, pixel)))
    edge = 5 * pixel
    yield Paint(_CORNICE, (Rect(outside.x, outside.height, outside.width, edge),))
    yield Paint(_FLOOR, (Rect(outside.x, -edge, outside.width, edge),))


def door() -> Iterator[Paint]:
    """Two glazed leaves below a light."""
    yield Paint(_FRAME, (DOOR,))
    wide = DOOR.width / 2 - 1.5 * _THICK
    panes = tuple(
        Rect(x, low, wide, high - low)
        for x in (DOOR.x + _THICK, _THICK / 2)
        for low, high in ((_PLINTH, _LIGHT), (_LIGHT + _THICK, DOOR.height - _THICK))
    )
    yield Paint(_GLASS, panes)
    yield Paint(_SHEEN, glyphs=tuple(map(_sheen, panes)))
    yield Paint(_STEEL, tuple(Rect(x, 850, 26, 420) for x in (-_THICK / 2 - 62, _THICK / 2 + 36)))


def _dashes(wall: Rect, pixel: float) -> Iterator[Rect]:
    long, y = 9 * pixel, 0.0
    while y < wall.height:
        yield Rect(wall.x - pixel, y, 2 * pixel, min(long, wall.height - y))
        y += 1.8 * long


def _sheen(pane: Rect) -> Placed:
    """A slanting strip of light on the glass."""
    width, height = pane.width, pane.height
    lean = min(0.35 * width, height)
    near, far = 0.30 * width, 0.52 * width
    segments = (Move(near, 0), Line(far, 0), Line(far + lean, height), Line(near + lean, height), Close())
    return Placed(Outline(segments, 0, None), pane.x, pane.y, 1, 1)
