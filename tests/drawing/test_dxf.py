"""The DXF writer, read back and audited by ezdxf, which did not write it."""

from __future__ import annotations

from collections.abc import Callable
from io import StringIO
from itertools import pairwise
from math import hypot, pi
from pathlib import Path

import pytest
import zxingcpp
from ezdxf.document import Drawing as Document
from ezdxf.lldxf.const import DXFStructureError
from hypothesis import assume, given
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageDraw

from listgen.drawing.dxf import FIRST_HANDLE, FRAME, MODEL_SPACE, TOLERANCE, render_dxf
from listgen.drawing.flatten import flattened
from listgen.drawing.model import Drawing
from listgen.qr.symbol import encode
from listgen.signage.code import draw_code
from listgen.signage.hall import set_hall_sign
from listgen.typeset.outline import Close, Curve, Move, Outline, Placed, Segment
from tests.drawing.frame import LAYERS, make_frame
from tests.drawing.shapes import sign
from tests.signage.shipped import HALL, HALL_TEXT
from tests.typeset.shipped import FACES

LINK = "https://fw.lanxi.example/qingdan/001733/"
CODE = draw_code(encode(LINK), "青石村二维码")


def document(drawing: Drawing) -> Document:
    return Document.read(StringIO(render_dxf(drawing).decode("ascii")))


def shoelace(points: list[tuple[float, float]]) -> float:
    return (
        sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in zip(points, [*points[1:], points[0]], strict=True))
        / 2
    )


def outlines(drawing: Drawing, layer: str) -> list[list[tuple[float, float]]]:
    found = document(drawing).modelspace().query(f'LWPOLYLINE[layer=="{layer}"]')
    return [[(x, y) for x, y, *_ in line.get_points()] for line in found]  # type: ignore[attr-defined]


def hall() -> Drawing:
    return set_hall_sign(HALL, HALL_TEXT, encode(LINK), FACES)


def test_the_frame_is_ezdxfs(golden: Callable[[str, Path], None]) -> None:
    golden(make_frame(), FRAME)


@pytest.mark.parametrize("drawing", [CODE, sign(), hall()], ids=["code", "sign", "hall"])
def test_an_audit_finds_nothing(drawing: Drawing) -> None:
    read = document(drawing)
    auditor = read.audit()
    assert (auditor.errors, auditor.fixes) == ([], [])
    assert (read.dxfversion, read.units, read.header["$MEASUREMENT"]) == ("AC1015", 4, 1)
    assert read.modelspace().layout_key == MODEL_SPACE
    assert {layer.dxf.name: layer.dxf.color for layer in read.layers if layer.dxf.name in LAYERS} == LAYERS
    corners = [read.header["$EXTMIN"][:2], read.header["$EXTMAX"][:2]]
    assert corners == [(0, 0), pytest.approx((drawing.width, drawing.height), abs=1e-4)]


@pytest.mark.parametrize("drawing", [CODE, sign(), hall()], ids=["code", "sign", "hall"])
def test_only_closed_outlines_with_handles_of_their_own(drawing: Drawing) -> None:
    lines = list(document(drawing).modelspace())
    assert {line.dxftype() for line in lines} == {"LWPOLYLINE"}
    assert all(line.closed and line.has_width is False for line in lines)  # type: ignore[attr-defined]
    handles = [int(line.dxf.handle, 16) for line in lines]
    assert handles == list(range(FIRST_HANDLE, FIRST_HANDLE + len(lines)))
    assert int(document(drawing).header["$HANDSEED"], 16) >= FIRST_HANDLE + len(lines)
    others = [int(handle, 16) for handle in document(drawing).entitydb]
    assert len(others) == len(set(others))


def test_the_trim_is_cut_and_the_ground_and_the_slug_are_not_worked() -> None:
    assert outlines(sign(), "CUT") == [[(0, 0), (200, 0), (200, 100), (0, 100)]]
    engraved = outlines(sign(), "ENGRAVE")
    assert len(engraved) == 3  # the ring, its hole, the rule
    assert engraved[2] == [(100, 30), (150, 30), (150, 31), (100, 31)]
    assert not [y for line in engraved for _, y in line if y < 0]


def test_a_code_is_its_modules() -> None:
    """The area engraved is that of the dark modules; holes count against it."""
    dark = sum(map(sum, encode(LINK).rows))
    assert sum(map(shoelace, outlines(CODE, "ENGRAVE"))) == pytest.approx(dark * 4)
    assert outlines(CODE, "CUT") == [[(0, 0), (82, 0), (82, 82), (0, 82)]]


def test_a_code_reads() -> None:
    """Filled by even and odd, as machines fill, and decoded."""
    dark = Image.new("1", (820, 820))
    for line in outlines(CODE, "ENGRAVE"):
        one = Image.new("1", dark.size)
        corners = [(round(10 * x), round(820 - 10 * y)) for x, y in line]
        ImageDraw.Draw(one).polygon(corners, fill=1)
        dark = ImageChops.logical_xor(dark, one)
    [found] = zxingcpp.read_barcodes(ImageChops.invert(dark).convert("L"))
    assert found.text == LINK


def test_the_square_of_a_hall_signs_code_has_a_layer_of_its_own() -> None:
    (square,) = outlines(hall(), "GROUND")
    assert shoelace(square) == pytest.approx(350**2)


def test_same_drawing_same_bytes() -> None:
    assert render_dxf(sign()) == render_dxf(sign()) != render_dxf(sign(height=101))


def test_a_glyphs_area_is_its_curves() -> None:
    """A circle of four cubic arcs: flat sides lose less than the tolerance all round."""
    k = 552.2847498
    circle = Outline(
        (
            Move(1000, 0),
            Curve(1000, k, k, 1000, 0, 1000),
            Curve(-k, 1000, -1000, k, -1000, 0),
            Curve(-1000, -k, -k, -1000, 0, -1000),
            Curve(k, -1000, 1000, -k, 1000, 0),
            Close(),
        ),
        2000,
        None,
    )
    (polygon,) = flattened(Placed(circle, 5, 5, 0.1, 0.1), TOLERANCE)
    assert all(abs(hypot(x - 5, y - 5) - 100) < TOLERANCE for x, y in polygon)
    assert 0 <= pi * 100**2 - shoelace(list(polygon)) < 2 * pi * 100 * TOLERANCE
    assert len(polygon) < 130  # no finer than it must be


NUMBER = st.floats(-1000, 1000)


@given(st.lists(st.tuples(*[NUMBER] * 6), min_size=1, max_size=4), st.floats(0.001, 1))
def test_no_point_of_a_curve_is_far_from_its_polygon(curves: list[tuple[float, ...]], scale: float) -> None:
    segments: tuple[Segment, ...] = (Move(0, 0), *(Curve(*curve) for curve in curves), Close())
    glyph = Placed(Outline(segments, 1000, None), 0, 0, scale, scale)
    points = [point for polygon in flattened(glyph, TOLERANCE) for point in polygon]
    assume(points)
    ring = [*points, points[0]]
    at = (0.0, 0.0)
    for x1, y1, x2, y2, x, y in curves:
        for step in range(1, 12):
            t = step / 12
            weights = ((1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t**2, t**3)
            px, py = (
                scale * sum(w * c for w, c in zip(weights, axis, strict=True))
                for axis in ((at[0], x1, x2, x), (at[1], y1, y2, y))
            )
            assert min(_away(px, py, a, b) for a, b in pairwise(ring)) < TOLERANCE + 1e-6
        at = (x, y)


def _away(x: float, y: float, one: tuple[float, float], other: tuple[float, float]) -> float:
    """From a point to a side."""
    dx, dy = other[0] - one[0], other[1] - one[1]
    length = dx * dx + dy * dy
    along = 0.0 if length == 0 else min(1, max(0, ((x - one[0]) * dx + (y - one[1]) * dy) / length))
    return hypot(x - one[0] - along * dx, y - one[1] - along * dy)


def test_a_file_cut_short_is_refused_by_the_eye() -> None:
    with pytest.raises(DXFStructureError):
        Document.read(StringIO(render_dxf(sign()).decode()[:3000]))
