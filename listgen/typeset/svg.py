"""The paths of an SVG file that others made, and nothing else of it: no script, no reference, no effect.

What is drawn here is cut in metal. A file is taken only where every program fills the same shape: solid
paths by the non-zero rule, not moved, not hidden, without lines. What could load, run or hide is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from listgen.typeset.outline import Close, Outline
from listgen.typeset.pen import OutlinePen

MAX_BYTES = 1_000_000
MAX_PATH = 200_000  # characters; the most intricate character has under 10,000
MAX_COORDINATE = 1e6
MAX_DEPTH = 50
LEAST_AREA = 1e-6  # of the view box
LONGEST_SHOWN = 40

_SVG = "{http://www.w3.org/2000/svg}"
_XHTML = "{http://www.w3.org/1999/xhtml}"
_GROUPS = ("svg", "g")
_WORDS = ("title", "desc", "metadata")
# These do something in whatever namespace an editor or an attacker puts them.
_ACTIVE = frozenset(
    {"script", "style", "use", "image", "foreignobject", "text", "a", "animate", "animatemotion", "set"}
    | {"animatetransform", "handler", "listener", "iframe", "object", "embed", "audio", "video", "link"}
)
_INSTRUCTION = re.compile(rb"<\?(?!xml[\s?])")
_REFERENCE = re.compile(
    r"url\s*\(|@import|(?:java|vb)script\s*:|\bdata\s*:|expression\s*\(|\\|/\*", re.IGNORECASE
)
_NUMBER = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")
_COMMANDS = frozenset("MmZzLlHhVvCcSsQqTtAa, \t\r\n")
_NAMED = {"black": "#000000", "white": "#ffffff", "red": "#ff0000"}
_INHERITED = ("fill", "fill-rule", "stroke", "visibility")
_EFFECTS = ("transform", "clip-path", "mask", "filter")
_OPACITIES = ("opacity", "fill-opacity")
_PROPERTIES = (*_INHERITED, *_EFFECTS, *_OPACITIES, "display")


class SvgError(ValueError):
    """A file that is not taken: the `problem` in a stable phrase, and the `value` that shows it."""

    def __init__(self, problem: str, value: str = "") -> None:
        super().__init__(f"{problem}: {value}" if value else problem)
        self.problem = problem
        self.value = value[:LONGEST_SHOWN]


@dataclass(frozen=True, slots=True)
class ViewBox:
    """The part of the plane that the file shows, y down."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Paths:
    """What a file draws. `fills` are the colours as written, each once; `words` its title and description."""

    box: ViewBox
    paths: tuple[str, ...]
    fills: tuple[str, ...]
    words: str


def read_paths(data: bytes) -> Paths:
    """The filled paths of an SVG file. Raises SvgError."""
    if len(data) > MAX_BYTES:
        raise SvgError("too many bytes", str(len(data)))
    instruction = _INSTRUCTION.search(data)
    if instruction:
        raise SvgError("a reference", data[instruction.start() :][:LONGEST_SHOWN].decode("utf-8", "replace"))
    try:
        root = fromstring(data, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError) as fault:
        raise SvgError("not SVG") from fault
    if _local(root) != "svg":
        raise SvgError("not SVG", _local(root))
    box = _view_box(root.get("viewBox", ""))
    found = list(_paths(root, {}, 0))
    words = " ".join("".join(element.itertext()) for element in root.iter() if _local(element) in _WORDS)
    paths = tuple(path for path, _ in found)
    return Paths(box, paths, tuple(dict.fromkeys(fill for _, fill in found)), " ".join(words.split()))


@dataclass(frozen=True, slots=True)
class Grid:
    """Where the file's points are in an outline's units: (x, y) is that of (0, 0).

    `sy` is negative, since y turns.
    """

    sx: float
    sy: float
    x: float
    y: float

    def place(self, points: Sequence[tuple[float, float]]) -> Iterator[float]:
        """The coordinates of the points, one after another."""
        for x, y in points:
            yield self.x + x * self.sx
            yield self.y + y * self.sy


def outline_of(paths: Paths, grid: Grid, advance: float = 0) -> Outline:
    """The paths as one outline. Raises SvgError, also where nothing can be seen of them."""
    pen = OutlinePen(1)
    for path in paths.paths:
        _draw(path, grid, pen)
    outline = pen.outline(advance)
    if outline.bounds is None:
        raise SvgError("no path")
    if _area(outline) < LEAST_AREA * paths.box.width * paths.box.height * abs(grid.sx * grid.sy):
        raise SvgError("nothing to be seen")
    return outline


def _paths(element: Any, above: Mapping[str, str], depth: int) -> Iterator[tuple[str, str]]:
    """Each path below `element` with its fill; `above` are the properties that it inherits."""
    if depth > MAX_DEPTH:
        raise SvgError("nested too deep", str(MAX_DEPTH))
    name = _local(element)
    _check_element(element, name, depth)
    if not _is_svg(element) or name in _WORDS:
        for child in element:
            _check_below(child, depth + 1)
        return
    own = _properties(element)
    _check_properties(own)
    properties = {**above, **{key: own[key] for key in _INHERITED if key in own}}
    if name == "path":
        yield _path(element.get("d", ""), properties)
    for child in element:
        yield from _paths(child, properties, depth + 1)


def _check_element(element: Any, name: str, depth: int) -> None:
    if name.lower() in _ACTIVE or str(element.tag).startswith(_XHTML):
        raise SvgError("an element that is no path", f"<{name}>")
    if _is_svg(element) and (name not in (*_GROUPS, *_WORDS, "path", "defs") or (name == "svg" and depth)):
        raise SvgError("an element that is no path", f"<{name}>")
    if _is_svg(element) and name == "defs" and len(element):
        raise SvgError("an element that is no path", f"<{_local(element[0])}>")
    for key, value in element.attrib.items():
        short, own = key.rpartition("}")[2].lower(), not key.startswith("{")  # editors keep paths of theirs
        if short.startswith("on"):
            raise SvgError("a script", short)
        if short in ("href", "src") or (own and _REFERENCE.search(value)):
            raise SvgError("a reference", f"{short}={value}")


def _check_below(element: Any, depth: int) -> None:
    """What an editor keeps for itself is not drawn, and may not do anything either."""
    if depth > MAX_DEPTH:
        raise SvgError("nested too deep", str(MAX_DEPTH))
    name = _local(element)
    if name.lower() in _ACTIVE and str(element.tag).startswith((_SVG, _XHTML)):
        raise SvgError("an element that is no path", f"<{name}>")
    for child in element:
        _check_below(child, depth + 1)


def _properties(element: Any) -> dict[str, str]:
    """The properties that decide what is seen; those of its style win."""
    own = {key: value.strip() for key, value in element.attrib.items() if key in _PROPERTIES}
    for declaration in element.get("style", "").split(";"):
        key, _, value = (part.strip() for part in declaration.partition(":"))
        if key.lower() == "d":
            raise SvgError("a reference", declaration)
        if key.lower() in _PROPERTIES:
            own[key.lower()] = value
    return own


def _check_properties(own: Mapping[str, str]) -> None:
    for key in _EFFECTS:
        if own.get(key, "none") not in ("none", ""):
            raise SvgError("a transform, a mask or an effect", f"{key}: {own[key]}")
    if own.get("display") == "none" or own.get("visibility", "visible") != "visible":
        raise SvgError("a hidden path")
    for key in _OPACITIES:
        if own.get(key, "1") not in ("1", "1.0", "100%"):
            raise SvgError("a path that is not solid", f"{key}: {own[key]}")


def _path(path: str, properties: Mapping[str, str]) -> tuple[str, str]:
    if properties.get("fill-rule") == "evenodd":
        raise SvgError("the even-odd rule", "evenodd")
    fill = _colour(properties.get("fill", "black").lower())
    if fill in ("none", "transparent"):
        raise SvgError("a path that is not solid", f"fill: {fill}")
    if properties.get("stroke", "none") not in ("none", "transparent", ""):
        raise SvgError("a line", f"stroke: {properties['stroke']}")
    return path, fill


def _colour(text: str) -> str:
    """One way of writing a colour for the commonest ones."""
    short = re.fullmatch("#([0-9a-f])([0-9a-f])([0-9a-f])", text)
    return "#" + "".join(2 * digit for digit in short.groups()) if short else _NAMED.get(text, text)


def _view_box(text: str) -> ViewBox:
    try:
        left, top, width, height = (float(part) for part in re.split(r"[\s,]+", text.strip()))
    except ValueError as fault:
        raise SvgError("no viewBox", text) from fault
    edges = (left, top, width, height)
    if not all(isfinite(edge) and abs(edge) <= MAX_COORDINATE for edge in edges) or min(width, height) < 1e-3:
        raise SvgError("no viewBox", text)
    return ViewBox(*edges)


def _draw(path: str, grid: Grid, pen: OutlinePen) -> None:
    if len(path) > MAX_PATH:
        raise SvgError("a path too long", str(len(path)))
    if not _COMMANDS.issuperset(_NUMBER.sub(" ", path)):  # what parse_path does not know it passes over
        raise SvgError("a path that cannot be read", path)
    from fontTools.pens.recordingPen import RecordingPen  # load only where a county draws something
    from fontTools.svgLib.path import parse_path

    recorder = RecordingPen()
    try:
        parse_path(path, recorder)
    except (ValueError, IndexError, AssertionError, TypeError, ArithmeticError) as fault:
        raise SvgError("a path that cannot be read", path) from fault
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
        for value in (value for point in points for value in point):
            if not isfinite(value) or abs(value) > MAX_COORDINATE:
                raise SvgError("a number too large", f"{value:g}")
        steps[name](*grid.place(points))


def _area(outline: Outline) -> float:
    """What the contours enclose, control points taken as corners, each contour by itself."""
    total = 0.0
    contour: list[tuple[float, ...]] = []
    for segment in outline.segments:
        if isinstance(segment, Close):
            around = zip(contour, contour[1:] + contour[:1], strict=True)
            total += abs(sum(one[0] * other[1] - other[0] * one[1] for one, other in around)) / 2
            contour = []
        else:
            contour += (tuple(segment[at : at + 2]) for at in range(0, len(segment), 2))
    return total


def _is_svg(element: Any) -> bool:
    return str(element.tag).startswith(_SVG) or not str(element.tag).startswith("{")


def _local(element: Any) -> str:
    return str(element.tag).removeprefix(_SVG).rpartition("}")[2]
