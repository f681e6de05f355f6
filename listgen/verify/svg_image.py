"""A code file in SVG as pixels. Only what a symbol needs is understood: white and dark upright shapes.

Anything else (a picture, text, a transform, a style sheet) is refused: what is not read is not verified.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from lxml import etree
from numpy.typing import NDArray

from listgen.verify.outlines import STEP_PIXELS, Outline, OutlineError, covered, grid

NAMESPACE = "{http://www.w3.org/2000/svg}"
_COMMAND = re.compile(r"([MmHhVvLlZz])([^A-Za-z]*)")
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)")
_OPERANDS = {"M": 2, "L": 2, "H": 1, "V": 1, "Z": 0}
_LARGEST = 1e6
_LENGTH = re.compile(r"(\d{1,6}(?:\.\d{1,6})?)(mm)?")
_TEXTS = ("title", "desc", "metadata")
_DISTORTED = 0.001  # share by which width and height may disagree with the view box
_MOST_SIDES = 100_000  # of all shapes: version 40 has at most about 60,000
_MOST_SHAPES = 50  # each is a pass over the picture
_COLOURS = {"black": (0, 0, 0), "white": (255, 255, 255)}
_ANY = {"fill", "id", "class", "shape-rendering"}
_ALLOWED = {
    "g": _ANY,
    "path": {*_ANY, "d", "fill-rule"},
    "rect": {*_ANY, "x", "y", "width", "height"},
}
_ROOT = {"width", "height", "viewBox", "version", "id", "class", "shape-rendering"}
_RULES = {"nonzero": False, "evenodd": True}

Colour = tuple[int, int, int]


class SvgError(Exception):
    """Something that is no plain symbol."""


@dataclass(frozen=True, slots=True)
class SvgImage:
    """The drawing as pixels; what no shape covers is black, as an unknown ground might be."""

    pixels: NDArray[np.uint8]
    width_mm: float


def read_svg(data: bytes) -> SvgImage:
    """Raises SvgError naming what is not understood."""
    root = parse(data)
    unknown = set(root.attrib) - _ROOT
    if unknown:
        raise SvgError(min(map(str, unknown)))
    view = _view_box(str(root.get("viewBox", "")))
    width, height = (in_mm(str(root.get(side, ""))) for side in ("width", "height"))
    if abs(width * view[1] - height * view[0]) > _DISTORTED * width * view[1]:
        raise SvgError("height")
    shapes = list(_shapes(root, (0, 0, 0)))
    if len(shapes) > _MOST_SHAPES or sum(len(line) for _, one, _ in shapes for line in one) > _MOST_SIDES:
        raise SvgError(f"{len(shapes)} shapes")
    lengths = [length for _, one, _ in shapes for line in one for point in line for length in point]
    try:
        scale = STEP_PIXELS / grid([*lengths, *view])
        pixels = np.zeros((round(view[1] * scale), round(view[0] * scale), 3), np.uint8)
        for colour, outlines, even_odd in shapes:
            scaled = [[(x * scale, y * scale) for x, y in one] for one in outlines]
            pixels[covered(scaled, pixels.shape[1], pixels.shape[0], even_odd=even_odd)] = colour
    except OutlineError as problem:
        raise SvgError("path") from problem
    return SvgImage(pixels, width)


def parse(data: bytes) -> etree._Element:
    """The file's root. Raises SvgError where it is no plain SVG."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as problem:
        raise SvgError("XML") from problem
    if root.tag != f"{NAMESPACE}svg":
        raise SvgError(str(root.tag))
    _check_prologue(root)
    return root


def _check_prologue(root: etree._Element) -> None:
    """No document type, which may hold attributes' defaults; nothing but comments around the drawing."""
    document: Any = root.getroottree().docinfo
    if document.doctype or document.internalDTD is not None:
        raise SvgError("DOCTYPE")
    around = [*root.itersiblings(preceding=True), *root.itersiblings()]
    for element in (*around, *root.iter(etree.ProcessingInstruction)):
        if not isinstance(element, etree._Comment):
            raise SvgError("<?")


def _view_box(text: str) -> tuple[float, float]:
    """Width and height of what begins at 0 0."""
    found = [_LENGTH.fullmatch(part) for part in text.split(" ")]
    numbers = [float(one.group(1)) for one in found if one and not one.group(2)]
    if len(found) != 4 or len(numbers) != 4 or numbers[:2] != [0, 0]:
        raise SvgError("viewBox")
    if min(numbers[2:]) <= 0 or max(numbers[2:]) > 4 * min(numbers[2:]):
        raise SvgError("viewBox")
    return numbers[2], numbers[3]


def in_mm(text: str) -> float:
    """Raises SvgError for any other unit, and for nothing."""
    found = _LENGTH.fullmatch(text)
    if not found or not found.group(2) or not float(found.group(1)):
        raise SvgError(text[:20] or "width")
    return float(found.group(1))


def _shapes(parent: etree._Element, inherited: Colour) -> Iterator[tuple[Colour, list[Outline], bool]]:
    """Each shape's colour and outlines, and whether they fill by even and odd."""
    for element in parent:
        if isinstance(element, etree._Comment):
            continue
        tag = str(element.tag).removeprefix(NAMESPACE)
        if tag in _TEXTS and not len(element) and not element.attrib:
            continue
        allowed = _ALLOWED.get(tag)
        if element.tag != NAMESPACE + tag or allowed is None or set(element.attrib) - allowed:
            raise SvgError(tag)
        fill = str(element.get("fill", ""))
        if fill == "none":
            continue
        colour = _colour(fill) if fill else inherited
        if tag == "g":
            yield from _shapes(element, colour)
        elif tag == "rect":
            x, y, width, height = (
                _number(str(element.get(key, "0"))) for key in ("x", "y", "width", "height")
            )
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
    if _COMMAND.sub("", path).strip() or (path.strip() and path.strip()[0] not in "Mm"):
        raise SvgError("path")
    for command, text in _COMMAND.findall(path):
        numbers = [_number(number) for number in _NUMBER.findall(text)]
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


def _number(text: str) -> float:
    number = float(text) if _NUMBER.fullmatch(text) else _LARGEST
    if abs(number) >= _LARGEST:
        raise SvgError(text[:20])
    return number


def _moved(command: str, numbers: list[float], x: float, y: float) -> tuple[float, float]:
    base_x, base_y = (x, y) if command.islower() else (0.0, 0.0)
    if command in "Hh":
        return base_x + numbers[0], y
    if command in "Vv":
        return x, base_y + numbers[0]
    return base_x + numbers[0], base_y + numbers[1]
