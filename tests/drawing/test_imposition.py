"""Boards on sheets: nothing lost, nothing overlapping, parted by straight cuts; and the sheet as a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from listgen.drawing.dxf import render_dxf
from listgen.drawing.imposition import CLEAR, OversizeError, Sheet, Stock, gang, impose, oversize
from listgen.drawing.model import Drawing
from listgen.drawing.pdf import CONDITIONS, render_sheets
from listgen.drawing.svg import render_svg
from listgen.signage.slug import FACE, caption
from listgen.typeset.placing import ink
from listgen.units import pt_to_mm
from tests.drawing.shapes import sign
from tests.typeset.shipped import FACES

STOCK = Stock()
VILLAGE = [(2400, 600), *[(350, 2000)] * 4, (1200, 450), (1600, 600)]
Box = tuple[float, float, float, float]


def boards(*sizes: tuple[float, float]) -> list[Drawing]:
    return [sign(width, height, f"牌{number}") for number, (width, height) in enumerate(sizes)]


def bleeds(sheet: Sheet, drawings: Sequence[Drawing]) -> list[Box]:
    found = []
    for at in sheet.placements:
        one = drawings[at.index]
        found.append(
            (at.x - one.bleed, at.y - one.bleed, at.x + one.width + one.bleed, at.y + one.height + one.bleed)
        )
    return found


def parted(boxes: Sequence[Box], stock: Stock) -> bool:
    """Whether straight cuts, each from edge to edge of what is left, part the boxes a gutter wide."""
    if len(boxes) <= 1:
        return True
    for axis in (0, 1):
        for cut in sorted({box[axis + 2] for box in boxes}):
            one = [box for box in boxes if box[axis + 2] <= cut + 1e-6]
            other = [box for box in boxes if box[axis] >= cut + stock.gutter - 1e-6]
            if one and other and len(one) + len(other) == len(boxes):
                return parted(one, stock) and parted(other, stock)
    return False


SIZE = st.tuples(st.integers(50, 2390), st.integers(50, 2390)).filter(lambda size: min(size) <= 1190)


@given(st.lists(SIZE, max_size=12))
def test_any_boards(sizes: list[tuple[int, int]]) -> None:
    drawings = boards(*sizes)
    if oversize(drawings, STOCK):
        return
    sheets = impose(drawings, STOCK)
    assert sorted(at.index for sheet in sheets for at in sheet.placements) == list(range(len(drawings)))
    for sheet in sheets:
        assert (sheet.width, sheet.height) in STOCK.sides
        found = bleeds(sheet, drawings)
        assert parted(found, STOCK)
        assert all(min(box[:2]) >= 10 for box in found)
        assert all(box[2] <= sheet.width - 10 and box[3] <= sheet.height - 10 for box in found)
        used = sum(drawings[at.index].width * drawings[at.index].height for at in sheet.placements)
        assert sheet.used == pytest.approx(used / (1220 * 2440)) and 0 < sheet.used < 1
    assert impose(drawings, STOCK) == sheets


@pytest.mark.parametrize(
    ("sizes", "stock", "sheets"),
    [
        ([], STOCK, []),
        ([(2400, 600)], STOCK, [(2440, 1220)]),
        ([(350, 2000)], STOCK, [(1220, 2440)]),
        ([(350, 2000)], Stock(2440, 1220), [(1220, 2440)]),
        (VILLAGE, STOCK, [(1220, 2440), (1220, 2440), (2440, 1220), (2440, 1220)]),
        ([(300, 200)] * 8, STOCK, [(1220, 2440)]),
        ([(790, 1194)] * 3, STOCK, [(2440, 1220)]),  # abreast; a standing sheet takes two
        ([(100, 100)], Stock(126, 126, 10, 10), [(126, 126)]),
    ],
)
def test_sheets_lie_or_stand(
    sizes: list[tuple[float, float]], stock: Stock, sheets: list[tuple[float, float]]
) -> None:
    assert [(sheet.width, sheet.height) for sheet in impose(boards(*sizes), stock)] == sheets


def test_a_board_larger_than_the_sheet_is_named() -> None:
    drawings = boards((100, 100), (1300, 1300), (2415, 100))
    with pytest.raises(OversizeError) as caught:
        impose(drawings, STOCK)
    assert [(one.index, one.width, one.height) for one in caught.value.boards] == [
        (1, 1326, 1326),
        (2, 2441, 126),
    ]
    assert oversize(boards((2414, 1194)), STOCK) == ()


@pytest.mark.parametrize(("gutter", "margin"), [(9.9, 10), (10, 4.9)])
def test_marks_need_room(gutter: float, margin: float) -> None:
    with pytest.raises(ValueError, match="no room"):
        Stock(gutter=gutter, margin=margin)


def sheet_of(*sizes: tuple[float, float]) -> tuple[Sheet, list[Drawing], Drawing]:
    drawings = [
        replace(one, slug=caption(f"00173 青石村 {number}", FACE, one.width, FACES))
        for number, one in enumerate(boards(*sizes))
    ]
    [sheet] = impose(drawings, Stock(700, 700))
    return sheet, drawings, gang(sheet, drawings, "拼版")


def test_marks_and_captions_keep_to_their_half_of_the_gutter() -> None:
    sheet, drawings, ganged = sheet_of((200, 100), (200, 100), (50, 60), (300, 150))
    found = [(x0 - CLEAR, y0 - CLEAR, x1 + CLEAR, y1 + CLEAR) for x0, y0, x1, y1 in bleeds(sheet, drawings)]
    assert len(ganged.marks) == 4 * 8
    for mark in ganged.marks:
        ends = [(mark.x0, mark.y0), (mark.x1, mark.y1)]
        assert [all(x0 <= x <= x1 and y0 <= y <= y1 for x, y in ends) for x0, y0, x1, y1 in found].count(
            True
        ) == 1
    for glyph in ganged.slug:
        if glyph.outline.bounds:
            box = ink((glyph,))
            inside = [x0 <= box.x0 and y0 <= box.y0 and box.x1 <= x1 for x0, y0, x1, _ in found]
            assert inside.count(True) >= 1
            assert not any(
                box.x0 < x1 - CLEAR and x0 + CLEAR < box.x1 and box.y0 < y1 - CLEAR and y0 + CLEAR < box.y1
                for x0, y0, x1, y1 in found
            )


def test_a_sheet_is_a_page_of_its_own_size() -> None:
    _, _, ganged = sheet_of((200, 100), (200, 100))
    data = render_sheets([ganged, ganged], "拼版", CONDITIONS["FOGRA39"], cut_contour=True)
    with pikepdf.open(BytesIO(data)) as pdf:
        assert len(pdf.pages) == 2
        for box in ("/MediaBox", "/BleedBox", "/TrimBox"):
            corners = [pt_to_mm(float(corner)) for corner in pdf.pages[0].obj[box].as_list()]
            assert corners == pytest.approx([0, 0, 700, 700], abs=1e-4)
        lines = pdf.pages[0].obj["/Contents"].read_bytes().decode().splitlines()
    cuts = [line for line in lines if line.endswith("re S")]
    assert cuts == ["13 13 200 100 re S", "229 13 200 100 re S"]


def test_a_sheet_is_svg_and_dxf_too() -> None:
    """The same boards: a trim each to cut, and what is engraved of each."""
    _, _, ganged = sheet_of((200, 100), (200, 100))
    assert render_svg(ganged).count(b"M13 687H213V587H13Z") == 1
    assert render_dxf(ganged).count(b"\n  8\nCUT\n") == 2
    assert render_dxf(ganged).count(b"\n  8\nENGRAVE\n") == 6
