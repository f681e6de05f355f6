"""A code file in SVG as pixels. Only what a symbol needs is understood: white and dark upright shapes.

Anything else (a picture, text, a transform, a script) is refused: what is not read is not verified.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from lxml import etree
from numpy.typing import NDArray

from listgen.verify.outlines import STEP_PIXELS, Outline, OutlineError, covered, grid

_NAMESPACE = "{http://www.w3.org/2000/svg}"
_COMMAND = re.compile(r"([MmHhVvLlZz])([^A-Za-z]*)")
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)")
_OPERANDS = {"M": 2, "L": 2, "H": 1, "V": 1, "Z": 0}
_DISTORTED = 0.001  # share by which width and height may disagree with the view box
_COLOURS = {"black": (0, 0, 0), "white": (255, 255, 255)}
_ALLOWED = {"d", "fill", "x", "y", "width", "height", "id", "class", "shape-rendering", "fill-rule"}
_ROOT = {"width", "height", "viewBox", "version", "id", "class", "shape-rendering"}
_RULES = {"nonzero": False, "evenodd": True}

Colour = tuple[int, int, int]


class SvgError(Exception):
    """Something that is no plain symbol."""


@dataclass(frozen=True, slots=True)
class SvgImage:
    """The drawing as pixels; what no shape covers is black, as an unknown ground might be."""

    pixels: NDArray[np.uint8]
    width_mm: float | None


def read_svg(data: bytes) -> SvgImage:
    """Raises SvgError naming what is not understood."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as problem:
        raise SvgError("XML") from problem
    if b"<!DOCTYPE" in data or root.tag != f"{_NAMESPACE}svg":
        raise SvgError(str(root.tag))
    box = [float(part) for part in re.findall(r"[-+.\d]+", root.get("viewBox", ""))]
    if len(box) != 4 or min(box[2:]) <= 0 or max(box[2:]) > 4 * min(box[2:]):
        raise SvgError("viewBox")
    unknown = set(root.attrib) - _ROOT
    if unknown:
        raise SvgError(min(map(str, unknown)))
    shapes = list(_shapes(root, (0, 0, 0)))
    lengths = [
        point[axis] - box[axis] for _, one, _ in shapes for line in one for point in line for axis in (0, 1)
    ]
    try:
        scale = STEP_PIXELS / grid([*lengths, box[2], box[3]])
        pixels = np.zeros((round(box[3] * scale), round(box[2] * scale), 3), np.uint8)
        for colour, outlines, even_odd in shapes:
            shifted = [[((x - box[0]) * scale, (y - box[1]) * scale) for x, y in one] for one in outlines]
            pixels[covered(shifted, pixels.shape[1], pixels.shape[0], even_odd=even_odd)] = colour
    except OutlineError as problem:
        raise SvgError("path") from problem
    width, height = (_mm(str(root.get(side, ""))) for side in ("width", "height"))
    if width and height and abs(width * box[3] - height * box[2]) > _DISTORTED * width * box[3]:
        raise SvgError("height")
    return SvgImage(pixels, width)


def _mm(text: str) -> float | None:
    found = re.fullmatch(r"([\d.]+)mm", text)
    return float(found.group(1)) if found else None


def _shapes(parent: etree._Element, inherited: Colour) -> Iterator[tuple[Colour, list[Outline], bool]]:
    """Each shape's colour and outlines, and whether they fill by even and odd."""
    for element in parent:
        tag = str(element.tag).removeprefix(_NAMESPACE)
        if tag in ("title", "desc", "metadata") or not isinstance(element.tag, str):
            continue
        if tag not in ("g", "path", "rect") or set(element.attrib) - _ALLOWED:
            raise SvgError(tag)
        fill = str(element.get("fill", ""))
        if fill == "none":
            continue
        colour = _colour(fill) if fill else inherited
        if tag == "g":
            yield from _shapes(element, colour)
        elif tag == "rect":
            x, y, width, height = (float(element.get(key, "0")) for key in ("x", "y", "width", "height"))
            corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
            yield colour, [corners], False
        else:
            rule = str(element.get("fill-rule", "nonzero"))
            if rule not in _RULES:
                raise SvgError(rule)
            yield colour, list(_subpaths(str(element.get("d", "")))), _RULES[rule]


def _colour(text: str) -> Colour:
    if text in _COLOURS:
        return _COLOURS[text]
    digits = re.fullmatch(r"#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})", text)
    if not digits:
        raise SvgError(text)
    pairs = digits.group(1) if len(digits.group(1)) == 6 else "".join(c * 2 for c in digits.group(1))
    return int(pairs[0:2], 16), int(pairs[2:4], 16), int(pairs[4:6], 16)


def _subpaths(path: str) -> Iterator[Outline]:
    points: Outline = []
    x = y = 0.0
    if _COMMAND.sub("", path).strip():
        raise SvgError("path")
    for command, text in _COMMAND.findall(path):
        numbers = [float(number) for number in _NUMBER.findall(text)]
        count = _OPERANDS[command.upper()]
        if (
            _NUMBER.sub("", text).strip(" ,\t\r\n")
            or len(numbers) % max(count, 1)
            or bool(numbers) != bool(count)
        ):
            raise SvgError("path")
        if command in "Mm" and points:
            yield points
            points = []
        if command in "Zz" and points:
            x, y = points[0]
        for at in range(0, len(numbers), max(count, 1)):
            x, y = _moved(command, numbers[at : at + count], x, y)
            points.append((round(x, 6), round(y, 6)))
    if points:
        yield points


def _moved(command: str, numbers: list[float], x: float, y: float) -> tuple[float, float]:
    base_x, base_y = (x, y) if command.islower() else (0.0, 0.0)
    if command in "Hh":
        return base_x + numbers[0], y
    if command in "Vv":
        return x, base_y + numbers[0]
    return base_x + numbers[0], base_y + numbers[1]
