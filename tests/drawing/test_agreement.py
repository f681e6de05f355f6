"""PDF, SVG and DXF of every shipped sign: the same outlines, whole, closed and once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from io import StringIO
from itertools import pairwise
from math import ceil, hypot

import numpy as np
import pypdfium2
import pytest
from ezdxf.document import Drawing as Document

from listgen.drawing.dxf import TOLERANCE, render_dxf
from listgen.drawing.model import Drawing
from listgen.drawing.pdf import CONDITIONS, render_pdf
from listgen.drawing.svg import render_svg
from listgen.qr.symbol import encode
from listgen.signage.hall import set_hall_sign
from listgen.signage.plaque import set_plaque
from tests.drawing.readers import Contour, Point, dxf_polygons, pdf_contours, sampled, svg_contours
from tests.signage.shipped import HALL, HALL_TEXT, PLACES, SCHEME, WORDINGS
from tests.typeset.shipped import FACES

MICROMETRE = 0.001
SIGNS = [*WORDINGS, "hall", "holes"]


@cache
def drawn(name: str) -> Drawing:
    if name == "hall":
        symbol = encode("https://fw.lanxi.example/qingdan/001733/")
        return set_hall_sign(HALL, HALL_TEXT, symbol, FACES)
    # 回, 口 and 田 have holes, in which there may be islands.
    wording = WORDINGS.get(name, "岚溪县回口镇田囧村村民委员会")
    return set_plaque(SCHEME.slot(name if name in WORDINGS else "party"), wording, FACES, places=PLACES)


@cache
def glyphs(name: str) -> tuple[Contour, ...]:
    return tuple(pdf_contours(render_pdf(drawn(name), CONDITIONS["FOGRA39"])))


@pytest.mark.parametrize("name", SIGNS)
def test_the_svg_has_the_pdfs_curves(name: str) -> None:
    found = svg_contours(render_svg(drawn(name)), "text")
    assert len(found) == len(glyphs(name)) > 20
    for one, other in zip(found, glyphs(name), strict=True):
        assert [len(side) for side in one] == [len(side) for side in other]
        ours, theirs = (np.array([point for side in contour for point in side]) for contour in (one, other))
        assert np.abs(ours - theirs).max() < MICROMETRE


@pytest.mark.parametrize("name", SIGNS)
def test_the_dxf_keeps_to_the_pdfs_curves(name: str) -> None:
    """Each glyph's polygon: its corners lie on the curves, its sides leave them by the tolerance at most."""
    polygons = dxf_polygons(render_dxf(drawn(name)), "ENGRAVE")
    for contour in glyphs(name):
        curve = np.array([contour[0][-1], *sampled(contour)])
        centre = curve.mean(axis=0)
        polygon = min(polygons, key=lambda one: hypot(*(np.mean(one, axis=0) - centre)) + _apart(one, curve))
        assert _away(curve, [*polygon, polygon[0]]) < TOLERANCE + MICROMETRE
        assert _away(np.array(polygon), [*curve, curve[0]]) < 0.01


def _apart(polygon: Sequence[Point], curve: np.ndarray) -> float:
    """How much the boxes of the two differ."""
    points = np.array(polygon)
    low = np.abs(points.min(axis=0) - curve.min(axis=0)).sum()
    return float(low + np.abs(points.max(axis=0) - curve.max(axis=0)).sum())


def _away(points: np.ndarray, ring: Sequence[Point]) -> float:
    """The farthest that one of the points lies from the ring."""
    sides = np.array([(*one, *other) for one, other in pairwise(ring)])
    start, way = sides[:, :2], sides[:, 2:] - sides[:, :2]
    long = (way**2).sum(axis=1)
    long[long == 0] = 1
    from_start = points[:, None] - start
    along = np.clip((from_start * way).sum(axis=2) / long, 0, 1)
    return float(np.sqrt(((from_start - along[..., None] * way) ** 2).sum(axis=2)).min(axis=1).max())


@pytest.mark.parametrize("name", SIGNS)
def test_rules_codes_and_cuts_agree(name: str) -> None:
    """What is made of rectangles has the same corners in both; so has the cut."""
    drawing = drawn(name)
    svg, dxf = render_svg(drawing), render_dxf(drawing)
    upright = [
        tuple(point for side in contour for point in side)
        for role in ("rule", "symbol")
        for contour in svg_contours(svg, role)
    ]
    engraved = {_rounded(polygon) for polygon in dxf_polygons(dxf, "ENGRAVE")}
    assert all(_rounded(corners) in engraved for corners in upright)
    assert len(engraved) == len(upright) + len(glyphs(name))
    width, height = drawing.width, drawing.height
    assert dxf_polygons(dxf, "CUT") == [[(0, 0), (width, 0), (width, height), (0, height)]]
    assert f'd="M0 {height:g}H{width:g}V0H0Z"/>\n</svg>' in svg.decode()


def _rounded(polygon: Sequence[Point]) -> frozenset[Point]:
    return frozenset((round(x, 4), round(y, 4)) for x, y in polygon)


@pytest.mark.parametrize("name", SIGNS)
def test_a_machine_finds_nothing_odd(name: str) -> None:
    """Closed outlines within the trim, none twice, no side of no length; ezdxf's audit is clean."""
    drawing = drawn(name)
    data = render_dxf(drawing)
    document = Document.read(StringIO(data.decode("ascii")))
    auditor = document.audit()
    assert (auditor.errors, auditor.fixes) == ([], [])
    assert all(line.closed for line in document.modelspace())  # type: ignore[attr-defined]
    polygons = [polygon for layer in ("ENGRAVE", "GROUND", "CUT") for polygon in dxf_polygons(data, layer)]
    for polygon in polygons:
        assert all(one != other for one, other in pairwise([*polygon, polygon[0]]))
        assert all(0 <= x <= drawing.width and 0 <= y <= drawing.height for x, y in polygon)
    assert len({frozenset(polygon) for polygon in polygons}) == len(polygons)
    for role in ("ground", "text", "rule", "symbol", "symbol-ground"):
        for contour in svg_contours(render_svg(drawing), role):
            ends = [side[-1] for side in contour]
            assert all(-1e-9 <= x <= drawing.width and -1e-9 <= y <= drawing.height for x, y in ends)


@pytest.mark.parametrize("name", SIGNS)
def test_filled_they_are_the_same_picture(name: str) -> None:
    """pdfium's raster of the PDF against the DXF's outlines filled by even and odd: equal but for edges."""
    drawing = drawn(name)
    page = pypdfium2.PdfDocument(render_pdf(drawing, CONDITIONS["FOGRA39"]))[0]
    scale = PER_MM * 25.4 / 72 * 0.99999  # a page a hair too long gets another row of pixels
    sheet = np.asarray(page.render(scale=scale).to_pil().convert("RGB"), np.int16)
    shown = sheet[15 * PER_MM : -15 * PER_MM, 15 * PER_MM : -15 * PER_MM]
    engraved = filled(dxf_polygons(render_dxf(drawing), "ENGRAVE"), drawing)
    ground = np.zeros_like(shown)
    for fill in drawing.fills:  # the grounds are in no DXF
        if fill.role in ("ground", "symbol-ground"):
            for rect in fill.rects:
                left, right = (max(round(x * PER_MM), 0) for x in (rect.x, rect.x + rect.width))
                low, high = (
                    max(round((drawing.height - y) * PER_MM), 0) for y in (rect.y, rect.y + rect.height)
                )
                ground[high:low, left:right] = shown[min(low, len(shown)) - 2, left + 1]
    wrong = engraved != (np.abs(shown - ground).max(axis=2) > 120)
    beside = np.zeros_like(engraved)
    beside[1:-1, 1:-1] = wrong[1:-1, 1:-1] & wrong[:-2, 1:-1] & wrong[2:, 1:-1]
    beside[1:-1, 1:-1] &= wrong[1:-1, :-2] & wrong[1:-1, 2:]
    assert engraved.mean() > 0.02 and not beside.any()


PER_MM = 2


def filled(polygons: Sequence[Sequence[Point]], drawing: Drawing) -> np.ndarray:
    """Pixels whose middle lies within an odd number of the polygons."""
    height, width = round(drawing.height * PER_MM), round(drawing.width * PER_MM)
    crossed = np.zeros((height, width + 1), np.int32)
    for polygon in polygons:
        for (x0, y0), (x1, y1) in pairwise([*polygon, polygon[0]]):
            low, high = sorted(((drawing.height - y0) * PER_MM, (drawing.height - y1) * PER_MM))
            rows = np.arange(ceil(low - 0.5), ceil(high - 0.5))
            y = drawing.height - (rows + 0.5) / PER_MM
            x = x0 + (x1 - x0) * (y - y0) / (y1 - y0) if len(rows) else y
            columns = np.clip(np.ceil(x * PER_MM - 0.5).astype(int), 0, width)
            crossed[rows, columns] += 1
    inside: np.ndarray = np.cumsum(crossed, axis=1)[:, :-1] % 2 == 1
    return inside
