"""The hall sign: its code, its functions, its margins."""

from __future__ import annotations

from dataclasses import replace

import pytest
import zxingcpp
from PIL import Image, ImageDraw

from listgen.drawing.model import Drawing, Fill, Ink
from listgen.qr.symbol import QUIET_ZONE, encode
from listgen.signage.functions import CrowdedError
from listgen.signage.hall import MOST_FUNCTIONS, code_square, set_hall_sign
from listgen.typeset.placing import ink
from tests.signage.shipped import FUNCTIONS, HALL, HALL_TEXT
from tests.typeset.shipped import FACES

URL = "https://fw.lanxi.example/qingdan/001734/"
SYMBOL = encode(URL)
MORE = (*FUNCTIONS, "法律服务", "退役军人服务", "文化体育", "农技推广")


def drawn(functions: tuple[str, ...] = FUNCTIONS, phone: str = HALL_TEXT.phone) -> Drawing:
    return set_hall_sign(HALL, replace(HALL_TEXT, functions=functions, phone=phone), SYMBOL, FACES)


def fill(drawing: Drawing, role: str) -> Fill:
    (found,) = (fill for fill in drawing.fills if fill.role == role)
    return found


def test_the_code_reads() -> None:
    drawing = drawn()
    image = Image.new("L", (round(drawing.width), round(drawing.height)), 255)
    pen = ImageDraw.Draw(image)
    for rect in fill(drawing, "symbol").rects:
        top = drawing.height - rect.y - rect.height
        pen.rectangle((rect.x, top, rect.x + rect.width - 1, top + rect.height - 1), 0)
    assert [code.text for code in zxingcpp.read_barcodes(image)] == [URL]


def test_the_quiet_zone_is_white_and_four_modules_wide() -> None:
    drawing = drawn()
    (square,) = fill(drawing, "symbol-ground").rects
    assert fill(drawing, "symbol-ground").ink == Ink(0, 0, 0, 0)
    assert fill(drawing, "symbol").ink == Ink(0, 0, 0, 1)
    module = square.width / (SYMBOL.size + 2 * QUIET_ZONE)
    rects = fill(drawing, "symbol").rects
    assert min(rect.x for rect in rects) == pytest.approx(square.x + 4 * module)
    assert max(rect.y + rect.height for rect in rects) == pytest.approx(square.y + square.height - 4 * module)
    assert module >= 1000 / 250
    text = [glyph for part in drawing.fills for glyph in part.glyphs]
    assert all(
        ink((glyph,)).y1 < square.y or ink((glyph,)).x1 < square.x for glyph in text if glyph.outline.bounds
    )


@pytest.mark.parametrize("phone", ["", "0600-5550100"])
@pytest.mark.parametrize("count", range(MOST_FUNCTIONS + 1))
def test_every_number_of_functions_is_composed(count: int, phone: str) -> None:
    drawing = drawn(MORE[:count], phone)
    left = next(part.glyphs for part in drawing.fills if part.role == "text")
    found = ink(left)
    assert found.y0 >= HALL.margins.side - 0.1
    assert found.y0 == pytest.approx(drawing.height - found.y1)
    assert found.x0 >= HALL.margins.end
    assert found.x1 <= drawing.width - HALL.panel.width - HALL.margins.end
    for rule in fill(drawing, "rule").rects:
        box = (rule.x, rule.y, rule.x + rule.width, rule.y + rule.height)
        for glyph in left:
            if glyph.outline.bounds:
                other = ink((glyph,))
                apart = box[2] < other.x0 or other.x1 < box[0] or box[3] < other.y0 or other.y1 < box[1]
                assert apart


def test_functions_are_of_one_size() -> None:
    left = next(part.glyphs for part in drawn(MORE, "").fills if part.role == "text")
    sizes = {round(glyph.sy, 9) for glyph in left[len(HALL_TEXT.wording) :]}
    assert len(sizes) == 1


def test_too_many_functions_are_refused() -> None:
    with pytest.raises(CrowdedError):
        drawn((*MORE, "其他"))


def test_the_square_is_on_the_panel() -> None:
    square = code_square(HALL)
    assert square.x >= HALL.width - HALL.panel.width
    assert square.x + square.width <= HALL.width
    assert square.y + square.height <= HALL.height


@pytest.mark.parametrize("organisation", ["village", "community"])
def test_each_organisation_has_its_invitation(organisation: str) -> None:
    drawing = set_hall_sign(HALL, replace(HALL_TEXT, organisation=organisation), SYMBOL, FACES)
    wanted = sum(map(len, HALL.panel.lines(organisation)))
    assert len(drawing.fills[-3].glyphs) == wanted
