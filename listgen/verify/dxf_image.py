"""A DXF read by its group codes: closed outlines that a machine follows, those of a code as pixels.

What is not understood (another entity, layer, width, bulge) is refused: what is not read is not verified.
So is what programs do not agree on: a part that is there twice, groups out of order, a second file behind.
"""

from __future__ import annotations

import re
from collections import Counter
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
_MODEL = "*Model_Space"
_METRIC = "1"  # $MEASUREMENT
_OUTLINE_CODES = {0, 5, 330, 100, 8, 90, 70, 10, 20}
_ONCE = {5, 330, 8, 90, 70}  # of these
_LAYER_ONCE = {2, 62, 70, 290}
_PLOTTED = "1"
_MOST_OUTLINES = 20_000  # version 40 has fewer dark modules in pieces of their own
_TABLES = {"VPORT", "LTYPE", "LAYER", "STYLE", "VIEW", "UCS", "APPID", "DIMSTYLE", "BLOCK_RECORD"}
_KINDS = {  # of the entries that each section may have
    "HEADER": set[str](),
    "CLASSES": {"CLASS"},
    "TABLES": {"TABLE", "ENDTAB", *_TABLES},
    "BLOCKS": {"BLOCK", "ENDBLK"},
    "ENTITIES": {"LWPOLYLINE"},
    "OBJECTS": {
        *("DICTIONARY", "DICTIONARYVAR", "ACDBDICTIONARYWDFLT", "ACDBPLACEHOLDER", "LAYOUT", "MATERIAL"),
        *("MLEADERSTYLE", "MLINESTYLE"),
    },
}
_CODE = re.compile(r" *\d{1,4} *")
_LENGTH = re.compile(r"-?\d{1,9}(\.\d{1,9})?")
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
    return _image(read_dxf_outlines(data, (CUT, ENGRAVE)))


def read_dxf_outlines(data: bytes, layers: tuple[str, ...]) -> dict[str, list[Outline]]:
    """The closed outlines of each layer; there are no others. Raises DxfError and UnitsError."""
    sections = _sections(_groups(data))
    header = _variables(sections.get("HEADER", []))
    if header.get("$ACADVER") != _VERSION:
        raise DxfError(f"$ACADVER {header.get('$ACADVER', '')}")
    if header.get("$INSUNITS") != MILLIMETRES:
        raise UnitsError(header.get("$INSUNITS", ""))
    if header.get("$MEASUREMENT", _METRIC) != _METRIC:
        raise UnitsError(f"$MEASUREMENT {header['$MEASUREMENT']}")
    tables = list(_entries(sections.get("TABLES", [])))
    _check_layers(tables, layers)
    spaces = [entry for entry in tables if entry[0] == (0, "BLOCK_RECORD") and (2, _MODEL) in entry]
    handles = {dict(entry).get(5, "") for entry in spaces}
    drawn = list(_entries(sections.get("ENTITIES", [])))
    if len(drawn) > _MOST_OUTLINES:
        raise DxfError(f"{len(drawn)} × LWPOLYLINE")
    outlines: dict[str, list[Outline]] = {layer: [] for layer in layers}
    for entity in drawn:
        layer, outline = _outline(entity, layers)
        if dict(entity).get(330) not in handles:
            raise DxfError("LWPOLYLINE 330")  # drawn on a sheet of paper, or within something else
        outlines[layer].append(outline)
    return outlines


def _groups(data: bytes) -> list[Group]:
    """Codes and values, a line each, up to the end of the file."""
    try:
        text = data.decode("ascii").replace("\r\n", "\n")
    except ValueError as problem:
        raise DxfError("DXF") from problem
    if not text.replace("\n", "").isprintable():  # a lone carriage return is a new line to some
        raise DxfError("DXF")
    lines = text.rstrip(" \n").split("\n")
    codes, values = lines[0::2], [line.strip() for line in lines[1::2]]
    if len(lines) % 2 or not all(map(_CODE.fullmatch, codes)):
        raise DxfError("DXF")
    groups = list(zip(map(int, codes), values, strict=True))
    if [at for at, group in enumerate(groups, 1) if group == (0, "EOF")] != [len(groups)]:
        raise DxfError("EOF")
    return groups[:-1]


def _sections(groups: list[Group]) -> dict[str, list[Group]]:
    """What each section holds; each is there once, and nothing lies outside them."""
    found: dict[str, list[Group]] = {}
    ends = [at + 1 for at, group in enumerate(groups) if group == (0, "ENDSEC")]
    for start, end in pairwise([0, *ends]):
        head, body = groups[start : start + 2], groups[start + 2 : end - 1]
        name = head[-1][1]
        if head != [(0, "SECTION"), (2, name)] or name in found or name not in _KINDS:
            raise DxfError(f"SECTION {name}")
        kinds = {value for code, value in body if code == 0} - _KINDS[name]
        if kinds:
            raise DxfError(min(kinds))
        found[name] = body
    if len(groups) != max(ends, default=0):
        raise DxfError("ENDSEC")
    return found


def _variables(header: list[Group]) -> dict[str, str]:
    """The first value of each variable."""
    names = Counter(name for code, name in header if code == 9)
    for name, count in names.items():
        if count > 1:
            raise DxfError(f"{count} × {name}")
    return {name: value for (code, name), (_, value) in pairwise(header) if code == 9}


def _check_layers(tables: list[list[Group]], names: tuple[str, ...]) -> None:
    """The layers are there once, shown and plotted: what is off or frozen, a machine leaves out."""
    layers = [entry for entry in tables if entry[0] == (0, "LAYER")]
    for layer in names:
        own = [entry for entry in layers if (2, layer) in ((code, name.upper()) for code, name in entry)]
        if len(own) != 1 or _repeated(own[0], _LAYER_ONCE):
            raise DxfError(f"LAYER {layer}")
        facts = dict(own[0])
        if facts.get(62, "-").startswith("-") or facts.get(70, "") != "0":
            raise DxfError(f"LAYER {layer}")
        if facts.get(290, _PLOTTED) != _PLOTTED:
            raise DxfError(f"LAYER {layer} 290")


def _repeated(entry: list[Group], once: set[int]) -> bool:
    """Whether one of the codes is there twice: readers take the first or the last."""
    return any(count > 1 for code, count in Counter(code for code, _ in entry).items() if code in once)


def _entries(section: list[Group]) -> Iterator[list[Group]]:
    starts = [at for at, (code, _) in enumerate(section) if code == 0]
    for start, end in pairwise([*starts, len(section)]):
        yield section[start:end]


def _outline(entity: list[Group], layers: tuple[str, ...]) -> tuple[str, Outline]:
    """The layer and corners of a closed polyline."""
    facts = dict(entity)
    unknown = {code for code, _ in entity} - _OUTLINE_CODES
    if unknown:
        raise DxfError(f"LWPOLYLINE {min(unknown)}")
    layer = facts.get(8, "")
    if layer not in layers:
        raise DxfError(layer)
    along, down = ([value for code, value in entity if code == axis] for axis in (10, 20))
    axes = [code for code, _ in entity if code in (10, 20)]
    if (
        axes != [10, 20] * (len(axes) // 2)
        or _repeated(entity, _ONCE)
        or not all(map(_LENGTH.fullmatch, along + down))
    ):
        raise DxfError("LWPOLYLINE")
    outline = [(float(x), float(y)) for x, y in zip(along, down, strict=True)]
    if facts.get(70) != _CLOSED or facts.get(90) != str(len(outline)) or len(outline) < 3:
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
