"""A sign's SVG as outlines in mm: groups by role, and the line of the cut.

What is not understood is refused: what is not read is not verified.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from listgen.verify.outlines import Outline
from listgen.verify.svg_image import NAMESPACE, SvgError, in_mm, parse
from listgen.verify.worked import Contour, Point, Worked, is_upright

CURVED = {"text", "logo"}
ENGRAVED = {*CURVED, "rule", "symbol"}
_ROLES = {*ENGRAVED, "ground", "symbol-ground"}
_ROOT = {"width", "height", "viewBox"}
_COMMAND = re.compile(r"([MHVLCZ])([-0-9. ]*)")
_NUMBER = re.compile(r"-?\d{1,5}(?:\.\d{1,4})?")
_OPERANDS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "Z": 0}
_MOST_BYTES = 5_000_000


def read_svg_outlines(data: bytes, cut: bool = True) -> tuple[Worked, str]:
    """The outlines and the title; `cut`: with a line to cut along, else without.

    Raises SvgError naming what is not understood.
    """
    if len(data) > _MOST_BYTES:
        raise SvgError(f"{len(data)} bytes")
    root = parse(data)
    if set(root.attrib) != _ROOT:
        raise SvgError("svg")
    width, height = (in_mm(str(root.get(side, ""))) for side in ("width", "height"))
    if str(root.get("viewBox")) != f"0 0 {width:g} {height:g}":
        raise SvgError("viewBox")
    titles = [element for element in root if element.tag == f"{NAMESPACE}title"]
    cuts = [element for element in root if element.tag == f"{NAMESPACE}path"]
    groups = [element for element in root if element.tag == f"{NAMESPACE}g"]
    if len(titles) != 1 or len(cuts) != cut or len(root) != 1 + cut + len(groups):
        raise SvgError("svg")
    ids = [str(element.get("id")) for element in (*groups, *cuts)]
    if len(set(ids)) != len(ids):
        raise SvgError("id")
    shapes = [(str(group.get("class")), contour) for group in groups for contour in _group(group, height)]
    for _, contour in shapes:
        if not all(-1e-6 <= x <= width + 1e-6 and -1e-6 <= y <= height + 1e-6 for x, y in _ends(contour)):
            raise SvgError("trim")
    worked = Worked(
        width,
        height,
        tuple(_ends(contour) for element in cuts for contour in _cut(element, height)),
        tuple(contour for role, contour in shapes if role in CURVED),
        tuple(_ends(contour) for role, contour in shapes if role in ENGRAVED - CURVED),
    )
    return worked, str(titles[0].text or "")


def _group(group: etree._Element, height: float) -> Iterator[Contour]:
    if set(group.attrib) != {"id", "class", "fill"} or group.get("class") not in _ROLES:
        raise SvgError("g")
    if not re.fullmatch("#[0-9a-f]{6}", str(group.get("fill"))):
        raise SvgError("fill")
    for element in group:
        if element.tag != f"{NAMESPACE}path" or set(element.attrib) != {"d"} or len(element):
            raise SvgError(str(element.tag))
        contours = list(_contours(str(element.get("d")), height))
        if group.get("class") not in CURVED and not all(is_upright(_ends(contour)) for contour in contours):
            raise SvgError(str(group.get("class")))
        yield from contours


def _cut(path: etree._Element, height: float) -> Iterator[Contour]:
    facts = {str(key): str(value) for key, value in path.attrib.items()}
    known = {"id": "cut", "class": "cut", "fill": "none"}
    if set(facts) != {*known, "d", "stroke", "stroke-width"} or len(path):
        raise SvgError("cut")
    if any(facts[key] != value for key, value in known.items()):
        raise SvgError("cut")
    yield from _contours(facts["d"], height)


def _contours(path: str, height: float) -> Iterator[Contour]:
    """Closed contours; y is turned up."""
    contour: list[tuple[Point, ...]] = []
    if _COMMAND.sub("", path):
        raise SvgError("path")
    for command, text in _COMMAND.findall(path):
        words = text.split(" ") if text else []
        if len(words) != _OPERANDS[command] or not all(map(_NUMBER.fullmatch, words)):
            raise SvgError("path")
        if (command == "M") != (not contour):
            raise SvgError("path")  # not closed, or begun without a start
        if command == "Z":
            yield tuple(contour)
            contour = []
            continue
        numbers = [float(word) for word in words]
        if command == "H":
            numbers.append(height - contour[-1][-1][1])
        elif command == "V":
            numbers.insert(0, contour[-1][-1][0])
        contour.append(tuple((x, height - y) for x, y in zip(numbers[::2], numbers[1::2], strict=True)))
    if contour:
        raise SvgError("path")


def _ends(contour: Contour) -> Outline:
    return [side[-1] for side in contour]
