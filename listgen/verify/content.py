"""A PDF page's operators, walked: what is painted, in which ink, where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import hypot
from typing import Any

import pikepdf

from listgen.verify.operators import PATH, Piece, Segments, instructions

Matrix = tuple[float, float, float, float, float, float]
Ink = tuple[float, ...]  # cyan, magenta, yellow, black
ALL_PLATES: Ink = ()  # Separation All
CUT_CONTOUR: Ink = (-2.0,)  # the spot of that name: a plate of its own
UNKNOWN: Ink = (-1.0,)  # a colour that is a fault of its own
IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)

_FILLS = {"f", "F", "f*"}
_STROKES = {"S", "s"}
_BOTH = {"B", "B*", "b", "b*"}
_HARMLESS = {"J", "j", "d", "ri", "i", "BMC", "BDC", "EMC", "MP", "DP"}
_OTHER_COLOURS = {"g", "G", "rg", "RG", "sh"}
_TEXT = {"BT", "ET", "Tc", "Tw", "Tz", "TL", "Tf", "Tr", "Ts", "Td", "TD", "Tm", "T*", "Tj", "TJ"}
_TEXT |= {"'", '"', "d0", "d1"}
_SPOTS = {"All": ALL_PLATES, "CutContour": CUT_CONTOUR}
_OVERPRINT = {"/OP": True, "/op": True, "/OPM": 1}  # all that a graphics state may say


@dataclass(frozen=True, slots=True)
class Painting:
    """One painted path: its ink, its box in points, its segments in its own units, its line width."""

    ink: Ink
    box: tuple[float, float, float, float]
    segments: Segments
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
    overprint: bool = False


def walk(page: pikepdf.Page) -> Iterator[Painting | Fault]:
    """Everything the page paints, and every operator that a sign may not use.

    Clipping, forms, which clip too, and overprinting hide what is painted: no sign has them. Only the line
    of a cut overprints, and it has to: it would knock a gap into the colours beneath.
    Raises pikepdf.PdfError where the content is no content stream.
    """
    stack: list[_State] = []
    path: list[Piece] = []
    state, resources = _State(), page.resources
    for name, operands in instructions(page.obj):
        if name == PATH:
            path.append(operands)
        elif name in _FILLS or name in _STROKES or name in _BOTH:
            yield from _painted(name, path, state)
            path = []
        elif name == "n":
            path = []
        elif name == "q":
            stack.append(replace(state))
        elif name == "Q":
            if stack:
                state = stack.pop()
            else:
                yield Fault("pdf-damaged", "Q")
        elif name == "cm":
            state.matrix = _times(_matrix(operands), state.matrix)
        elif name == "w":
            state.width = float(operands[0])
        elif name == "gs":
            state.overprint = _overprints(operands[0], resources)
            if not state.overprint:
                yield Fault("pdf-operator", f"gs {operands[0]}")
        elif name == "Do":
            yield _xobject(operands[0], resources)
        elif name not in _HARMLESS:
            yield from _colour(name, operands, resources, state)


def _painted(name: str, path: list[Piece], state: _State) -> Iterator[Painting | Fault]:
    if not path:
        return
    inks = {"fill": state.fill} if name not in _STROKES else {}
    if name not in _FILLS:
        inks["stroke"] = state.stroke
    box = _box(path, state.matrix)
    segments = path[0].segments if len(path) == 1 else tuple(one for piece in path for one in piece.segments)
    for way, ink in inks.items():
        if ink == UNKNOWN:
            yield Fault("pdf-colour", state.fill_space if way == "fill" else state.stroke_space)
        elif state.overprint != (ink == CUT_CONTOUR):
            yield Fault("pdf-overprint", _shown(ink))
        line = state.width * _scale(state.matrix) if way == "stroke" else None
        yield Painting(ink, box, segments, state.matrix, line)


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


def _xobject(name: Any, resources: Any) -> Fault:
    found = _lookup(resources, "/XObject", str(name))
    form = isinstance(found, pikepdf.Stream) and found.get("/Subtype") == pikepdf.Name.Form
    return Fault("pdf-operator" if form else "pdf-image", f"Do {name}" if form else str(name))


def _space(name: Any, resources: Any) -> str:
    """DeviceCMYK, All, CutContour, or the name of a space that a sign may not use."""
    space = name if str(name) == "/DeviceCMYK" else _lookup(resources, "/ColorSpace", str(name))
    if isinstance(space, pikepdf.Array) and len(space) == 4:
        family, colorant, alternate = str(space[0]), str(space[1]), space[2]
        if family == "/Separation" and colorant[1:] in _SPOTS and alternate == pikepdf.Name.DeviceCMYK:
            return colorant[1:]
        return f"{family} {colorant}"
    if isinstance(space, pikepdf.Array) and len(space):
        return str(space[0]).lstrip("/")
    return str(space if space is not None else name).lstrip("/")


def _ink(space: str, operands: Any) -> Ink:
    if space == "DeviceCMYK":
        return _numbers(operands)
    return _SPOTS[space] if space in _SPOTS and _numbers(operands) == (1.0,) else UNKNOWN


def _overprints(name: Any, resources: Any) -> bool:
    """Whether the graphics state turns overprinting on, and does nothing else."""
    state = _lookup(resources, "/ExtGState", str(name))
    if not isinstance(state, pikepdf.Dictionary):
        return False
    return {key: value for key, value in state.items() if key != "/Type"} == _OVERPRINT


def _lookup(resources: Any, category: str, name: str) -> Any:
    names = resources.get(category) if resources is not None else None
    return names.get(name) if isinstance(names, pikepdf.Dictionary) else None


def _shown(ink: Ink) -> str:
    spots = {found: name for name, found in _SPOTS.items()}
    return spots.get(ink) or " ".join(f"{part * 100:g}" for part in ink)


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


def _box(path: list[Piece], matrix: Matrix) -> tuple[float, float, float, float]:
    a, b, c, d, e, f = matrix
    x0, y0 = min(piece.box[0] for piece in path), min(piece.box[1] for piece in path)
    x1, y1 = max(piece.box[2] for piece in path), max(piece.box[3] for piece in path)
    corners = [(a * x + c * y + e, b * x + d * y + f) for x in (x0, x1) for y in (y0, y1)]
    return (
        min(x for x, _ in corners),
        min(y for _, y in corners),
        max(x for x, _ in corners),
        max(y for _, y in corners),
    )
