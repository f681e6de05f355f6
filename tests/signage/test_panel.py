"""Signs inside a hall: everything within its margins, nothing upon anything else, each code to be read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image, ImageDraw

from listgen.drawing.model import Drawing, Fill, Rect
from listgen.qr.symbol import encode
from listgen.signage.board import BLEED
from listgen.signage.code import LEVEL
from listgen.signage.functions import CrowdedError
from listgen.signage.interior import InteriorSlot, InteriorText, other_lines, wording_of
from listgen.signage.panel import LacksRoomError, set_panel
from listgen.signage.table import RowsError
from listgen.typeset.outline import Box
from listgen.typeset.placing import ink
from listgen.typeset.setting import OverfullError
from tests.signage.interiors import FUNCTIONS, HONOUR_ROWS, LONG, SERVICE_ROWS, SLOTS, URL, text_of
from tests.typeset.shipped import FACES

HERE = Path(__file__).parent
SYMBOL = encode(URL, LEVEL)
ROOM, SERVICES, STICKERS = SLOTS["room"], SLOTS["services"], SLOTS["stickers"]
TEXTS = [
    *((id_, text_of(slot)) for id_, slot in SLOTS.items()),
    *((id_, text_of(slot, **LONG)) for id_, slot in SLOTS.items()),
    *((id_, replace(text_of(slot), organisation="community")) for id_, slot in SLOTS.items()),
    ("room", replace(text_of(ROOM), functions=())),
    *(
        ("room", replace(text_of(ROOM), functions=(*FUNCTIONS, *"甲乙丙丁")[:count]))
        for count in (1, 5, 7, 8)
    ),
    ("services", replace(text_of(SERVICES, phone=""), rows=SERVICE_ROWS[:1])),
    ("services", replace(text_of(SERVICES), rows=SERVICE_ROWS * 5)),
    ("honours", replace(text_of(SLOTS["honours"]), rows=HONOUR_ROWS * 4)),
    ("desk-card", text_of(SLOTS["desk-card"], phone="")),
]


def drawn(id_: str, text: InteriorText) -> Drawing:
    return set_panel(SLOTS[id_], text, SYMBOL if SLOTS[id_].code else None, FACES)


def boxes(fills: Iterator[Fill]) -> Iterator[Box]:
    """Of every glyph, rule and white square of a code."""
    for fill in fills:
        if fill.role in ("rule", "symbol-ground"):
            yield from (Box(one.x, one.y, one.x + one.width, one.y + one.height) for one in fill.rects)
        for glyph in fill.glyphs:
            if glyph.outline.bounds:
                yield ink((glyph,))


@pytest.mark.parametrize(("id_", "text"), TEXTS)
def test_it_is_composed(id_: str, text: InteriorText) -> None:
    slot, drawing = SLOTS[id_], drawn(id_, text)
    assert (drawing.width, drawing.height, drawing.title) == (*slot.trim, wording_of(slot, text))
    kept = 0.0 if slot.sheet else min(slot.side, *(part.pad for part in slot.parts)) - 0.6
    found = list(boxes(iter(drawing.fills)))
    assert all(kept <= box.x0 and box.x1 <= drawing.width - kept for box in found)
    assert all(kept <= box.y0 and box.y1 <= drawing.height - kept for box in found)
    for one, other in combinations(found, 2):
        across = min(one.x1, other.x1) - max(one.x0, other.x0)
        down = min(one.y1, other.y1) - max(one.y0, other.y0)
        # Neighbours of one word may reach into each other's box a little, as 一 and 丶 do.
        assert min(across, down) < 0.02 * min(drawing.width, drawing.height)
        assert across <= 0 or down <= 0 or _of_one_line(one, other)


def _of_one_line(one: Box, other: Box) -> bool:
    return max(one.y0, other.y0) <= min(one.y1, other.y1) and abs(one.x0 - other.x0) > 0


@pytest.mark.parametrize(("id_", "text"), TEXTS)
def test_it_says_all_that_is_recorded_of_it(id_: str, text: InteriorText) -> None:
    """As many glyphs as the wording and the lines have characters, on each copy."""
    slot, drawing = SLOTS[id_], drawn(id_, text)
    said = "".join((wording_of(slot, text), *other_lines(slot, text)))
    glyphs = [glyph for fill in drawing.fills for glyph in fill.glyphs]
    assert len(glyphs) == len(said) * slot.copies


@pytest.mark.parametrize("id_", [id_ for id_, slot in SLOTS.items() if slot.code])
def test_each_code_reads(id_: str) -> None:
    slot, drawing = SLOTS[id_], drawn(id_, text_of(SLOTS[id_]))
    scale = 5 if slot.width < 200 else 2
    image = Image.new("L", (round(drawing.width * scale), round(drawing.height * scale)), 255)
    pen = ImageDraw.Draw(image)
    for rect in (rect for fill in drawing.fills if fill.role == "symbol" for rect in fill.rects):
        left, top = rect.x * scale, (drawing.height - rect.y - rect.height) * scale
        pen.rectangle((left, top, left + rect.width * scale - 1, top + rect.height * scale - 1), 0)
    assert [code.text for code in zxingcpp.read_barcodes(image)] == [URL] * slot.copies


@pytest.mark.parametrize("id_", SLOTS)
def test_one_ground_is_under_all_and_bands_reach_the_bleed(id_: str) -> None:
    slot, drawing = SLOTS[id_], drawn(id_, text_of(SLOTS[id_]))
    whole, *bands = (rect for fill in drawing.fills if fill.role == "ground" for rect in fill.rects)
    assert drawing.fills[0].role == "ground"
    width, height = drawing.width + 2 * BLEED, drawing.height + 2 * BLEED
    assert whole == Rect(-BLEED, -BLEED, width, height)
    heights = [part.height for part in slot.parts if part.ground != drawing.fills[0].ink]
    assert [band.height for band in bands] == [height + BLEED for height in heights]
    assert all((band.x, band.width) == (-BLEED, width) for band in bands)
    assert all(band.y + band.height == pytest.approx(drawing.height + BLEED) for band in bands)


def test_stickers_are_alike_and_apart() -> None:
    drawing = drawn("stickers", text_of(STICKERS))
    outlines = [fill.rects for fill in drawing.fills if fill.role == "rule"]
    squares = [Rect(one[0].x, one[0].y, STICKERS.width, STICKERS.height) for one in outlines]
    assert len(squares) == 9
    assert all(_distance(one, two) > 4 for one, two in combinations(squares, 2))
    assert min(min(one.x, one.y) for one in squares) > 4


def _distance(one: Rect, two: Rect) -> float:
    return max(abs(one.x - two.x) - one.width, abs(one.y - two.y) - one.height)


@pytest.mark.parametrize(
    ("slot", "text", "error"),
    [
        (ROOM, replace(text_of(ROOM), functions=tuple("甲乙丙丁戊己庚辛壬")), CrowdedError),
        (ROOM, replace(text_of(ROOM), functions=("新时代文明实践活动组织协调", *FUNCTIONS)), OverfullError),
        (ROOM, text_of(ROOM, room="新时代文明实践站暨农民教育培训中心办公室"), OverfullError),
        (SERVICES, replace(text_of(SERVICES), rows=SERVICE_ROWS * 10), RowsError),
        (
            replace(ROOM, parts=(replace(ROOM.parts[0], height=20), ROOM.parts[1])),
            text_of(ROOM),
            LacksRoomError,
        ),
    ],
)
def test_what_does_not_fit_is_refused(
    slot: InteriorSlot, text: InteriorText, error: type[ValueError]
) -> None:
    with pytest.raises(error):
        set_panel(slot, text, SYMBOL, FACES)


def test_a_line_without_its_fact_is_left_out() -> None:
    card = SLOTS["desk-card"]
    with_phone, without = (other_lines(card, text_of(card, phone=phone)) for phone in ("0600-5551008", ""))
    assert set(with_phone) - set(without) == {"村里电话 0600-5551008"}


def test_settings(golden: Callable[[str, Path], None]) -> None:
    lines = []
    for id_, text in TEXTS:
        lines.append(f"{id_}: {wording_of(SLOTS[id_], text)}")
        for fill in drawn(id_, text).fills:
            if fill.glyphs:
                em = max(glyph.sy for glyph in fill.glyphs) * 1000
                box = " ".join(f"{edge:.1f}" for edge in ink(fill.glyphs))
                lines.append(f"  {len(fill.glyphs)} glyphs, em {em:.1f}, ink {box}")
    golden("\n".join(lines) + "\n", HERE / "panels.txt")
