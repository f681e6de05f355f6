"""Characters that no font has, drawn by the county as SVG: `assets/glyphs/<role>/U+2348D.svg` of its project.

The view box is the em box; paths are filled by the non-zero rule, as fonts are.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass

from listgen.typeset.outline import EM_BOTTOM, EM_TOP, UNITS, Outline
from listgen.typeset.svg import Grid, SvgError, outline_of, read_paths

BEYOND = 0.5  # ems that a shape may reach out of its em box
_NAME = re.compile(r"(?P<role>[^/]+)/U\+(?P<code>[0-9A-F]{4,6})\.svg")


@dataclass(frozen=True, slots=True)
class Drawn:
    """A character's outline for the face of `role`."""

    role: str
    char: str
    outline: Outline


def load_glyph(name: str, data: bytes) -> Drawn:
    """The character of a file `<role>/U+2348D.svg`. Raises SvgError."""
    found = _NAME.fullmatch(name)
    if not found or int(found["code"], 16) > sys.maxunicode:
        raise SvgError("not named like serif-black/U+2348D.svg")
    return Drawn(found["role"], chr(int(found["code"], 16)), load_drawn(data))


def load_drawn(data: bytes) -> Outline:
    """The paths of an SVG file as one outline in font units. Raises SvgError."""
    paths = read_paths(data)
    box = paths.box
    sx, sy = UNITS / box.width, -UNITS / box.height
    outline = outline_of(paths, Grid(sx, sy, -box.left * sx, EM_TOP - box.top * sy), UNITS)
    ink, beyond = outline.bounds, BEYOND * UNITS
    assert ink is not None
    across = -beyond <= ink.x0 and ink.x1 <= UNITS + beyond
    if not (across and EM_BOTTOM - beyond <= ink.y0 and ink.y1 <= EM_TOP + beyond):
        raise SvgError("a shape far outside its box", " ".join(f"{edge:.0f}" for edge in ink))
    return outline
