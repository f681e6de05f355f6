"""Characters that no font has, drawn by the county as SVG: `glyphs/<role>/U+2348D.svg` of its assets.

The view box is the em box; paths are filled by the non-zero rule, as fonts are.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring
from fontTools.pens.recordingPen import RecordingPen
from fontTools.svgLib.path import parse_path

from listgen.typeset.outline import EM_TOP, UNITS, Outline
from listgen.typeset.pen import OutlinePen

_SVG = "{http://www.w3.org/2000/svg}"
_KNOWN = ("svg", "g", "path", "title", "desc", "metadata")  # editors add elements of their own besides
_NAME = re.compile(r"U\+([0-9A-F]{4,6})\.svg")


class DrawnError(ValueError):
    """A file that does not hold one character's outline: not SVG, no view box, a shape that is no path."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A character's outline for the face of `role`."""

    role: str
    char: str
    outline: Outline


def read_drawn(folder: Path) -> tuple[Drawn, ...]:
    """Every outline under `folder`/<role>/. Raises DrawnError with the file's name."""
    return tuple(_read(path) for path in sorted(folder.glob("*/*.svg")))


def _read(path: Path) -> Drawn:
    name = _NAME.fullmatch(path.name)
    if not name:
        raise DrawnError(f"{path.parent.name}/{path.name}: not named like U+2348D.svg")
    try:
        outline = load_drawn(path.read_bytes())
    except DrawnError as fault:
        raise DrawnError(f"{path.parent.name}/{path.name}: {fault}") from fault
    return Drawn(path.parent.name, chr(int(name[1], 16)), outline)


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
            raise DrawnError(f"<{tag}>: turn every shape into a path")
        if element.get("transform") or element.get("fill-rule") == "evenodd":
            raise DrawnError(f"<{tag}> has a transform or the even-odd rule: apply it")
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
        raise DrawnError("empty viewBox")
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
