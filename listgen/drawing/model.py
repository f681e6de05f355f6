"""The neutral drawing between setting and writing: filled shapes in mm, y up.

The origin is the lower left corner of the trim.
"""

from __future__ import annotations

from dataclasses import dataclass

from listgen.typeset.outline import Placed


@dataclass(frozen=True, slots=True)
class Ink:
    """A solid of process inks, each 0 to 1."""

    cyan: float
    magenta: float
    yellow: float
    black: float


@dataclass(frozen=True, slots=True)
class Rect:
    """A filled rectangle; (x, y) is its lower left corner."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Fill:
    """Shapes of one ink, drawn in order. `role` says what they are for engravers and checks:
    `ground`, `text`, `symbol-ground`, `symbol`, `rule`."""

    ink: Ink
    role: str
    rects: tuple[Rect, ...] = ()
    glyphs: tuple[Placed, ...] = ()


@dataclass(frozen=True, slots=True)
class Drawing:
    """One sign at real size. A ground reaches over the trim by the bleed; nothing else leaves the trim.

    `slug` is set outside the trim (size, scale, 示例); `title` is the full wording, for the file's metadata.
    """

    width: float
    height: float
    bleed: float
    title: str
    fills: tuple[Fill, ...]
    slug: tuple[Placed, ...] = ()
