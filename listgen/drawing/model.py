"""The neutral drawing between setting and writing: filled shapes in mm, y up.

The origin is the lower left corner of the trim.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from listgen.typeset.outline import Placed


@dataclass(frozen=True, slots=True)
class Ink:
    """A solid of process inks, each 0 to 1."""

    cyan: float
    magenta: float
    yellow: float
    black: float


class Rect(NamedTuple):
    """A filled rectangle; (x, y) is its lower left corner."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Fill:
    """Shapes of one ink, drawn in order. `role` says what they are for engravers and checks:
    `ground`, `text`, `symbol-ground`, `symbol`, `rule`, `logo`."""

    ink: Ink
    role: str
    rects: tuple[Rect, ...] = ()
    glyphs: tuple[Placed, ...] = ()


@dataclass(frozen=True, slots=True)
class Hairline:
    """A thin line on all plates, from (x0, y0) to (x1, y1)."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """One sign at real size. A ground reaches over the trim by the bleed; nothing else leaves the trim.

    `slug` is set outside the trim (size, scale, 示例); `title` is the full wording, for the file's metadata.
    `cut` is where a machine cuts, where that is not the trim. A sheet has `marks` of its own, those of
    the boards on it; a board's are its page's.
    """

    width: float
    height: float
    bleed: float
    title: str
    fills: tuple[Fill, ...]
    slug: tuple[Placed, ...] = ()
    cut: tuple[Rect | Placed, ...] = ()
    marks: tuple[Hairline, ...] = ()

    @property
    def cuts(self) -> tuple[Rect | Placed, ...]:
        """The outlines to cut."""
        return self.cut or (Rect(0, 0, self.width, self.height),)
