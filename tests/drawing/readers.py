"""Eyes of the tests: what a PDF, an SVG and a DXF draw, as contours in mm from the trim's lower left."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from io import BytesIO, StringIO

import pikepdf
from ezdxf.document import Drawing as Document
from lxml import etree

Point = tuple[float, float]
# One contour: its start, then each side's points, one of a line or three of a curve.
Contour = tuple[tuple[Point, ...], ...]

_SVG = "{http://www.w3.org/2000/svg}"


def pdf_contours(data: bytes) -> list[Contour]:
    """Filled contours other than rectangles, marks and slug left out."""
    contours: list[Contour] = []
    with pikepdf.open(BytesIO(data)) as pdf:
        [page] = pdf.pages
        left, bottom, *_ = (float(edge) for edge in page.obj["/TrimBox"].as_list())
        matrix, stack = pikepdf.Matrix(), []
        contour: list[tuple[Point, ...]] = []
        for instruction in pikepdf.parse_content_stream(page):
            name = str(instruction.operator)
            if name == "cs":  # Separation All: the rest is outside the trim
                break
            if name == "q":
                stack.append(matrix)
            elif name == "Q":
                matrix = stack.pop()
            elif name == "cm":
                matrix = pikepdf.Matrix(*(float(one) for one in instruction.operands)) @ matrix
            elif name in ("m", "l", "c"):
                numbers = [float(one) for one in instruction.operands]
                points = (matrix.transform(point) for point in zip(numbers[::2], numbers[1::2], strict=True))
                side = tuple(((x - left) * 25.4 / 72, (y - bottom) * 25.4 / 72) for x, y in points)
                contour = [side] if name == "m" else [*contour, side]
            elif name == "h":
                contours.append(tuple(contour))
    return contours


def svg_contours(data: bytes, role: str) -> list[Contour]:
    """The contours of all groups of that role."""
    root = etree.fromstring(data)
    height = float(str(root.get("height")).removesuffix("mm"))
    paths = [str(path.get("d")) for path in root.iterfind(f"{_SVG}g[@class='{role}']/{_SVG}path")]
    return [contour for path in paths for contour in _subpaths(path, height)]


def _subpaths(path: str, height: float) -> Iterator[Contour]:
    contour: list[tuple[Point, ...]] = []
    for command, text in re.findall(r"([A-Z])([^A-Z]*)", path):
        numbers = [float(number) for number in text.split()]
        if command == "Z":
            yield tuple(contour)
        else:
            x, y = contour[-1][-1] if contour else (0.0, 0.0)
            if command == "H":
                numbers = [numbers[0], height - y]
            elif command == "V":
                numbers = [x, numbers[0]]
            side = tuple((x, height - y) for x, y in zip(numbers[::2], numbers[1::2], strict=True))
            contour = [side] if command == "M" else [*contour, side]


def dxf_polygons(data: bytes, layer: str) -> list[list[Point]]:
    """The closed polylines of the layer."""
    space = Document.read(StringIO(data.decode("ascii"))).modelspace()
    return [
        [(x, y) for x, y, *_ in line.get_points()]  # type: ignore[attr-defined]
        for line in space.query(f'LWPOLYLINE[layer=="{layer}"]')
    ]


def sampled(contour: Contour, step: int = 120) -> Iterator[Point]:
    """Points along the contour: `step` on each curve."""
    at = contour[0][-1]
    for side in contour[1:]:
        if len(side) == 3:
            curve = (at, *side)
            yield from (_on(curve, place / step) for place in range(1, step + 1))
        else:
            yield side[0]
        at = side[-1]


def _on(curve: Iterable[Point], t: float) -> Point:
    weights = ((1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t**2, t**3)
    points = list(curve)
    x, y = (sum(w * point[axis] for w, point in zip(weights, points, strict=True)) for axis in (0, 1))
    return x, y
