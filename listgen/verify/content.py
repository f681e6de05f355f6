"""A PDF page's operators, walked: what is painted, in which ink, where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from math import hypot
from typing import Any

import pikepdf

Matrix = tuple[float, float, float, float, float, float]
Ink = tuple[float, ...]  # cyan, magenta, yellow, black
ALL_PLATES: Ink = ()  # Separation All
UNKNOWN: Ink = (-1.0,)  # a colour that is a fault of its own
IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)

_CURVES = {"m", "l", "c", "v", "y"}
_FILLS = {"f", "F", "f*"}
_STROKES = {"S", "s"}
_BOTH = {"B", "B*", "b", "b*"}
_HARMLESS = {"h", "W", "W*", "J", "j", "M", "d", "ri", "i", "gs", "BMC", "BDC", "EMC", "MP", "DP"}
_OTHER_COLOURS = {"g", "G", "rg", "RG", "sh"}
_TEXT = {"BT", "ET", "Tc", "Tw", "Tz", "TL", "Tf", "Tr", "Ts", "Td", "TD", "Tm", "T*", "Tj", "TJ"}
_TEXT |= {"'", '"', "d0", "d1"}
_OPERAND = set("+-.0123456789/")
_SPECIAL = b"()<>[]{}%"
_MAX_DEPTH = 4  # forms within forms


@dataclass(frozen=True, slots=True)
class Painting:
    """One painted path: its ink, its box in points, its segments in its own units, its line width."""

    ink: Ink
    box: tuple[float, float, float, float]
    segments: tuple[tuple[str, tuple[float, ...]], ...]
    matrix: Matrix
    line_pt: float | None  # of a stroke


@dataclass(frozen=True, slots=True)
class Fault:
    """An operator that a sign may not use."""

    slug: str
    value: str


@dataclass(slots=True)
class _State:
    matrix: Matrix = IDENTITY
    fill: Ink = UNKNOWN
    stroke: Ink = UNKNOWN
    fill_space: str = "DeviceGray"
    stroke_space: str = "DeviceGray"
    width: float = 1.0

    def copy(self) -> _State:
        return _State(self.matrix, self.fill, self.stroke, self.fill_space, self.stroke_space, self.width)


@dataclass(slots=True)
class _Path:
    segments: list[tuple[str, tuple[float, ...]]] = field(default_factory=list)
    xs: list[float] = field(default_factory=list)
    ys: list[float] = field(default_factory=list)


def walk(page: pikepdf.Page) -> Iterator[Painting | Fault]:
    """Everything the page paints, and every operator that a sign may not use.

    Raises pikepdf.PdfError where the content is no content stream.
    """
    yield from _walk(page.obj, page.resources, _State(), 0)


def _walk(stream: Any, resources: Any, state: _State, depth: int) -> Iterator[Painting | Fault]:
    stack: list[_State] = []
    path = _Path()
    for name, operands in _instructions(stream):
        if name in _CURVES:
            numbers = tuple(map(float, operands))
            path.segments.append((name, numbers))
            path.xs += numbers[0::2]
            path.ys += numbers[1::2]
        elif name == "re":
            x, y, width, height = map(float, operands)
            path.segments.append((name, (x, y, width, height)))
            path.xs += (x, x + width)
            path.ys += (y, y + height)
        elif name in _FILLS or name in _STROKES or name in _BOTH:
            yield from _painted(name, path, state)
            path = _Path()
        elif name == "n":
            path = _Path()
        elif name == "q":
            stack.append(state.copy())
        elif name == "Q":
            if stack:
                state = stack.pop()
            else:
                yield Fault("pdf-damaged", "Q")
        elif name == "cm":
            state.matrix = _times(_matrix(operands), state.matrix)
        elif name == "w":
            state.width = float(operands[0])
        elif name == "Do":
            yield from _xobject(operands[0], resources, state, depth)
        elif name not in _HARMLESS:
            yield from _colour(name, operands, resources, state)


def _instructions(stream: Any) -> Iterator[tuple[str, Any]]:
    """Operators with their operands. Plain content is split here, four times as fast as by the parser."""
    plain = _plain_tokens(stream)
    if plain is None:
        for instruction in pikepdf.parse_content_stream(stream):
            yield str(instruction.operator), instruction.operands
        return
    operands: list[str] = []
    for token in plain:
        if token[0] in _OPERAND:
            operands.append(token)
        else:
            yield token, operands
            operands = []


def _plain_tokens(stream: Any) -> list[str] | None:
    """The words of a content that has only numbers, names and operators; None for any other."""
    found = stream if isinstance(stream, pikepdf.Stream) else stream.get("/Contents")
    if not isinstance(found, pikepdf.Stream):
        return None
    data = found.read_bytes()
    # An inline image holds bytes of any kind, and a name may follow an operator without a space.
    spaced_names = data.count(b"\n/") + data.count(b" /") + data.startswith(b"/")
    if data.translate(None, _SPECIAL) != data or not data.isascii() or data.count(b"/") != spaced_names:
        return None
    tokens = data.decode("ascii").split()
    return None if "BI" in tokens else tokens


def _painted(name: str, path: _Path, state: _State) -> Iterator[Painting | Fault]:
    if not path.xs:
        return
    inks = {"fill": state.fill} if name not in _STROKES else {}
    if name not in _FILLS:
        inks["stroke"] = state.stroke
    box = _box(path, state.matrix)
    for way, ink in inks.items():
        if ink == UNKNOWN:
            yield Fault("pdf-colour", state.fill_space if way == "fill" else state.stroke_space)
        line = state.width * _scale(state.matrix) if way == "stroke" else None
        yield Painting(ink, box, tuple(path.segments), state.matrix, line)


def _colour(name: str, operands: Any, resources: Any, state: _State) -> Iterator[Fault]:
    if name == "k":
        state.fill = _numbers(operands)
    elif name == "K":
        state.stroke = _numbers(operands)
    elif name in ("cs", "CS"):
        space = _space(operands[0], resources)
        if name == "cs":
            state.fill, state.fill_space = UNKNOWN, space
        else:
            state.stroke, state.stroke_space = UNKNOWN, space
    elif name in ("sc", "scn"):
        state.fill = _ink(state.fill_space, operands)
    elif name in ("SC", "SCN"):
        state.stroke = _ink(state.stroke_space, operands)
    elif name in _OTHER_COLOURS:
        yield Fault("pdf-colour", name)
    elif name in _TEXT:
        yield Fault("pdf-font", name)
    elif name == "INLINE IMAGE":
        yield Fault("pdf-image", name)
    else:
        yield Fault("pdf-operator", name)


def _xobject(name: Any, resources: Any, state: _State, depth: int) -> Iterator[Painting | Fault]:
    found = _lookup(resources, "/XObject", str(name))
    if not isinstance(found, pikepdf.Stream) or found.get("/Subtype") != pikepdf.Name.Form:
        yield Fault("pdf-image", str(name))
    elif depth == _MAX_DEPTH:
        yield Fault("pdf-damaged", str(name))
    else:
        inner = state.copy()
        if "/Matrix" in found:
            inner.matrix = _times(_matrix(found["/Matrix"]), state.matrix)
        yield from _walk(found, found.get("/Resources", resources), inner, depth + 1)


def _space(name: Any, resources: Any) -> str:
    """DeviceCMYK, All, or the name of a space that a sign may not use."""
    space = name if str(name) == "/DeviceCMYK" else _lookup(resources, "/ColorSpace", str(name))
    if isinstance(space, pikepdf.Array) and len(space) == 4:
        family, colorant, alternate = str(space[0]), str(space[1]), space[2]
        if (family, colorant) == ("/Separation", "/All") and alternate == pikepdf.Name.DeviceCMYK:
            return "All"
        return f"{family} {colorant}"
    if isinstance(space, pikepdf.Array) and len(space):
        return str(space[0]).lstrip("/")
    return str(space if space is not None else name).lstrip("/")


def _ink(space: str, operands: Any) -> Ink:
    if space == "DeviceCMYK":
        return _numbers(operands)
    return ALL_PLATES if space == "All" else UNKNOWN


def _lookup(resources: Any, category: str, name: str) -> Any:
    names = resources.get(category) if resources is not None else None
    return names.get(name) if isinstance(names, pikepdf.Dictionary) else None


def _numbers(operands: Any) -> Ink:
    return tuple(round(float(operand), 3) for operand in operands)


def _matrix(operands: Any) -> Matrix:
    a, b, c, d, e, f = (float(operand) for operand in operands)
    return a, b, c, d, e, f


def _times(first: Matrix, second: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    p, q, r, s, t, u = second
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def _scale(matrix: Matrix) -> float:
    """The smaller of the two scales: a line is at least this wide."""
    a, b, c, d, _, _ = matrix
    return min(hypot(a, b), hypot(c, d))


def _box(path: _Path, matrix: Matrix) -> tuple[float, float, float, float]:
    a, b, c, d, e, f = matrix
    x0, x1, y0, y1 = min(path.xs), max(path.xs), min(path.ys), max(path.ys)
    corners = [(a * x + c * y + e, b * x + d * y + f) for x in (x0, x1) for y in (y0, y1)]
    return (
        min(x for x, _ in corners),
        min(y for _, y in corners),
        max(x for x, _ in corners),
        max(y for _, y in corners),
    )
