"""A code file in DXF as pixels, read by its group codes: closed outlines that a machine follows.

What is not understood (another entity, layer, width, bulge) is refused: what is not read is not verified.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from listgen.verify.outlines import STEP_PIXELS, Outline, OutlineError, covered, drawn_twice, grid

CUT, ENGRAVE = "CUT", "ENGRAVE"
MILLIMETRES = "4"  # $INSUNITS
LARGEST = 5080.0  # mm
_VERSION = "AC1015"  # R2000, which the oldest machines in use read
_CLOSED = "1"
_OUTLINE_CODES = {0, 5, 330, 100, 8, 90, 70, 10, 20}
_TOUCH = 0.001  # mm

Group = tuple[int, str]


class DxfError(Exception):
    """Something that is no plain symbol."""


class UnitsError(Exception):
    """A file that does not say that its lengths are millimetres."""


@dataclass(frozen=True, slots=True)
class DxfImage:
    """What lies within the one outline to cut; engraved is black, the rest white.

    `twice`: a machine would cut a line again.
    """

    pixels: NDArray[np.uint8]
    width_mm: float
    twice: bool


def read_dxf(data: bytes) -> DxfImage:
    """Raises DxfError naming what is not understood, and UnitsError."""
    sections = dict(_sections(_groups(data)))
    header = _variables(sections.get("HEADER", []))
    if header.get("$ACADVER") != _VERSION:
        raise DxfError(f"$ACADVER {header.get('$ACADVER', '')}")
    if header.get("$INSUNITS") != MILLIMETRES:
        raise UnitsError(header.get("$INSUNITS", ""))
    _check_layers(sections.get("TABLES", []))
    outlines: dict[str, list[Outline]] = {CUT: [], ENGRAVE: []}
    for entity in _entities(sections.get("ENTITIES", [])):
        layer, outline = _outline(entity)
        outlines[layer].append(outline)
    return _image(outlines)


def _groups(data: bytes) -> list[Group]:
    """Codes and values, a line each."""
    try:
        lines = data.decode("ascii").split("\n")
        codes = [int(line) for line in lines[0:-1:2]]
    except ValueError as problem:
        raise DxfError("DXF") from problem
    values = [line.strip() for line in lines[1::2]]
    if len(lines) % 2 != 1 or (codes[-1:], values[-1:]) != ([0], ["EOF"]):
        raise DxfError("EOF")
    return list(zip(codes, values, strict=True))


def _sections(groups: list[Group]) -> Iterator[tuple[str, list[Group]]]:
    begin = 0
    for at, group in enumerate(groups):
        if group == (0, "SECTION"):
            begin = at
        elif group == (0, "ENDSEC"):
            yield groups[begin + 1][1], groups[begin + 2 : at]


def _variables(header: list[Group]) -> dict[str, str]:
    """The first value of each variable."""
    return {name: value for (code, name), (_, value) in pairwise(header) if code == 9}


def _check_layers(tables: list[Group]) -> None:
    """Both layers are there and shown: what is off or frozen, a machine leaves out."""
    shown = set()
    for entity in _entities(tables):
        if entity[0] == (0, "LAYER"):
            facts = dict(entity)
            if not facts.get(62, "-").startswith("-") and facts.get(70, "") == "0":
                shown.add(facts.get(2, ""))
    for layer in (CUT, ENGRAVE):
        if layer not in shown:
            raise DxfError(layer)


def _entities(section: list[Group]) -> Iterator[list[Group]]:
    starts = [at for at, (code, _) in enumerate(section) if code == 0]
    for start, end in pairwise([*starts, len(section)]):
        yield section[start:end]


def _outline(entity: list[Group]) -> tuple[str, Outline]:
    """The layer and corners of a closed polyline."""
    kind, facts = entity[0][1], dict(entity)
    if kind != "LWPOLYLINE":
        raise DxfError(kind)
    unknown = {code for code, _ in entity} - _OUTLINE_CODES
    if unknown:
        raise DxfError(f"LWPOLYLINE {min(unknown)}")
    layer = facts.get(8, "")
    if layer not in (CUT, ENGRAVE):
        raise DxfError(layer)
    try:
        corners = [tuple(float(value) for code, value in entity if code == axis) for axis in (10, 20)]
        outline = list(zip(*corners, strict=True))
    except ValueError as problem:
        raise DxfError("LWPOLYLINE") from problem
    if facts.get(70) != _CLOSED or facts.get(90) != str(len(outline)) or len(outline) < 4:
        raise DxfError("LWPOLYLINE")
    if not all(abs(length) <= LARGEST for point in outline for length in point):
        raise DxfError("LWPOLYLINE")
    return layer, outline


def _image(outlines: dict[str, list[Outline]]) -> DxfImage:
    if len(outlines[CUT]) != 1 or len(outlines[CUT][0]) != 4:
        raise DxfError(f"{CUT} {len(outlines[CUT])}")
    ends = [sorted({corner[axis] for corner in outlines[CUT][0]}) for axis in (0, 1)]
    if any(len(end) != 2 for end in ends):
        raise DxfError(CUT)
    (left, right), (bottom, top) = ends
    width, height = right - left, top - bottom
    inside = (
        left - _TOUCH <= x <= right + _TOUCH and bottom - _TOUCH <= y <= top + _TOUCH
        for outline in outlines[ENGRAVE]
        for x, y in outline
    )
    if max(width, height) > 4 * min(width, height) or not all(inside):
        raise DxfError(ENGRAVE)
    lengths = [
        point[axis] - (left, bottom)[axis] for one in outlines[ENGRAVE] for point in one for axis in (0, 1)
    ]
    try:
        scale = STEP_PIXELS / grid([*lengths, width, height])
        side = (round(width * scale), round(height * scale))
        turned = [[((x - left) * scale, (top - y) * scale) for x, y in one] for one in outlines[ENGRAVE]]
        dark = covered(turned, *side, even_odd=True)
        twice = drawn_twice(turned, *side)
    except OutlineError as problem:
        raise DxfError("LWPOLYLINE") from problem
    return DxfImage(np.where(dark, 0, 255).astype(np.uint8), width, twice)
