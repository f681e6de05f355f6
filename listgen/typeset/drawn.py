"""Characters that no font has, drawn by the county as SVG: `assets/glyphs/<role>/U+2348D.svg` of its project.

The view box is the em box; paths are filled by the non-zero rule, as fonts are.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from dataclasses import dataclass

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring
from fontTools.pens.recordingPen import RecordingPen
from fontTools.svgLib.path import parse_path

from listgen.typeset.outline import EM_TOP, UNITS, Outline
from listgen.typeset.pen import OutlinePen

_SVG = "{http://www.w3.org/2000/svg}"
_KNOWN = ("svg", "g", "path", "title", "desc", "metadata")  # editors add elements of their own besides
_NAME = re.compile(r"(?P<role>[^/]+)/U\+(?P<code>[0-9A-F]{4,6})\.svg")


class DrawnError(ValueError):
    """A file that does not hold one character's outline: not SVG, no view box, a shape that is no path."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A character's outline for the face of `role`."""

    role: str
    char: str
    outline: Outline


def load_glyph(name: str, data: bytes) -> Drawn:
    """The character of a file `<role>/U+2348D.svg`. Raises DrawnError."""
    found = _NAME.fullmatch(name)
    if not found or int(found["code"], 16) > sys.maxunicode:
        raise DrawnError("not named like serif-black/U+2348D.svg")
    return Drawn(found["role"], chr(int(found["code"], 16)), load_drawn(data))


def load_drawn(data: bytes) -> Outline:
    """The paths of an SVG file as one outline in font units. Raises DrawnError."""
    try:
        root = fromstring(data)
    except (ParseError, DefusedXmlException, ValueError) as fault:
        raise DrawnError("not SVG") from fault
    box = _view_box(root.get("viewBox", ""))
    pen = OutlinePen(1)
    for element in root.iter():
        tag = str(element.tag).removeprefix(_SVG)
        if tag.startswith("{") or (tag == "defs" and not len(element)):
            continue
        if tag not in _KNOWN:
            raise DrawnError("a shape that is no path")
        if element.get("transform") or element.get("fill-rule") == "evenodd":
            raise DrawnError("a transform or the even-odd rule")
        if tag == "path":
            _draw(element.get("d", ""), box, pen)
    if not pen.segments:
        raise DrawnError("no path")
    return pen.outline(UNITS)


def _view_box(text: str) -> tuple[float, float, float, float]:
    try:
        left, top, width, height = (float(part) for part in re.split(r"[\s,]+", text.strip()))
    except ValueError as fault:
        raise DrawnError("no viewBox") from fault
    if not (width > 0 and height > 0):
        raise DrawnError("no viewBox")
    return left, top, width, height


def _draw(path: str, box: tuple[float, float, float, float], pen: OutlinePen) -> None:
    left, top, width, height = box
    recorder = RecordingPen()
    try:
        parse_path(path, recorder)
    except (ValueError, IndexError, AssertionError) as fault:
        raise DrawnError("a path that cannot be read") from fault
    steps: dict[str, Callable[..., None]] = {
        "moveTo": pen.move,
        "lineTo": pen.line,
        "curveTo": pen.curve,
        "qCurveTo": pen.quadratic,
    }
    for name, points in recorder.value:
        if name in ("closePath", "endPath"):
            pen.close()
            continue
        placed = (((x - left) * UNITS / width, EM_TOP - (y - top) * UNITS / height) for x, y in points)
        steps[name](*(part for point in placed for part in point))
