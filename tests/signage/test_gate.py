"""The picture of a gate: to scale, on the screen as wide as it may be, with everything that it has to say."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from listgen.drawing.model import Rect
from listgen.drawing.picture import Paint, Picture, Shown
from listgen.drawing.raster import render_picture
from listgen.signage.building import DOOR, PERSON
from listgen.signage.elevation import elevation
from listgen.signage.gate import WIDEST, draw_gate, frame_of
from listgen.signage.person import HEIGHT, person
from listgen.signage.sign import PlaqueValues, Sign
from listgen.typeset.face import MissingGlyphError
from tests.signage.gates import hung, plaque, shipped_signs, values
from tests.signage.shipped import SCHEME, SCHEMES, shipped_scheme
from tests.typeset.shipped import FACES

MOST_BYTES = 250_000
LONG_NAME = "岚溪土家族苗族自治县白云山土家族苗族民族乡青石桥头老寨子大坪上下湾白石新街道社区村子"
SETS: list[Sequence[Sign]] = [
    *(shipped_signs(shipped_scheme(name)) for name in SCHEMES),
    shipped_signs(without=("supervision", "station")),
    shipped_signs()[-1:],
    hung(*(f"left{order}" for order in range(1, 9))),
    [
        *hung(*(f"{side}{order}" for side in ("left", "right") for order in range(1, 6))),
        *shipped_signs()[-1:],
    ],
    [plaque(replace(SCHEME.slot("committee"), column="新型农村集体经济组织股份合作联合社总社牌"))],
]


def colours(data: bytes) -> NDArray[np.uint8]:
    with Image.open(BytesIO(data)) as image:
        return np.array(image.convert("RGB"))


def is_red(pixels: NDArray[np.uint8]) -> NDArray[np.bool_]:
    red: NDArray[np.bool_] = (pixels[..., 0] > 180) & (pixels[..., 1] < 40) & (pixels[..., 2] < 60)
    return red


@pytest.mark.parametrize("signs", SETS)
def test_a_picture_is_small_and_as_large_as_said(signs: Sequence[Sign]) -> None:
    picture = draw_gate(values(signs), FACES)
    data = render_picture(picture)
    assert colours(data).shape == (picture.down, picture.across, 3)
    assert picture.across <= WIDEST
    assert len(data) <= MOST_BYTES
    assert data == render_picture(draw_gate(values(signs), FACES))


def test_it_prints_one_to_fifty() -> None:
    data = render_picture(draw_gate(values(shipped_signs()), FACES))
    at = data.index(b"pHYs") + 4
    assert struct.unpack(">IIB", data[at : at + 9]) == (10_000, 10_000, 1)


@pytest.mark.parametrize("signs", SETS)
def test_every_sign_is_shown_at_its_place(signs: Sequence[Sign]) -> None:
    scene = elevation(signs)
    shown = [layer for layer in draw_gate(values(signs), FACES).layers if isinstance(layer, Shown)]
    assert [(one.x, one.y, one.drawing.width, one.drawing.height) for one in shown] == [
        (board.box.x, board.box.y, board.box.width, board.box.height) for board in scene.boards
    ]


def test_a_red_board_covers_its_box_and_no_more() -> None:
    signs = [plaque(SCHEME.slot("center"))]
    scene = elevation(signs)
    pixels = is_red(colours(render_picture(draw_gate(values(signs, specimen=False), FACES))))
    left, top, right, bottom = (round(edge) for edge in frame_of(scene).pixels(scene.boards[0].box))
    rows, columns = np.nonzero(pixels)
    assert (columns.min(), rows.min(), columns.max() + 1, rows.max() + 1) == (left, top, right, bottom)


def test_the_person_is_to_scale() -> None:
    outline = person()
    assert outline.bounds is not None
    assert outline.bounds.y1 == HEIGHT == 1700
    assert outline.bounds.y0 == pytest.approx(0, abs=3)
    picture = draw_gate(values(shipped_signs()), FACES)
    rows, columns = np.nonzero((colours(render_picture(picture)) == shade(PERSON)).all(axis=2))
    middle = round((DOOR.width / 4 - picture.left) / picture.pixel)
    body = rows[abs(columns - middle) < 250 / picture.pixel]
    floor = picture.down + picture.bottom / picture.pixel
    assert body.max() + 1 == pytest.approx(floor, abs=2)
    head = [y for y in body if y > floor - 1.02 * HEIGHT / picture.pixel]
    assert (floor - min(head)) * picture.pixel == pytest.approx(HEIGHT, abs=3 * picture.pixel)


def shade(colour: tuple[float, float, float]) -> list[int]:
    """As the raster has it, in 32 shades."""
    eight = [round(part * 255) for part in colour]
    return [part & 0xF8 | part >> 5 for part in eight]


@pytest.mark.parametrize("village", ["青石村", LONG_NAME, "一"])
@pytest.mark.parametrize("signs", [SETS[0], SETS[-1]])
def test_no_text_leaves_the_picture(village: str, signs: Sequence[Sign]) -> None:
    picture = draw_gate(values(signs, village), FACES)
    right = picture.left + picture.across * picture.pixel
    top = picture.bottom + picture.down * picture.pixel
    for layer in everything(picture):
        for glyph in layer.glyphs if isinstance(layer, Paint) else ():
            box = glyph.outline.bounds
            if box:
                assert picture.left <= glyph.x + box.x0 * glyph.sx
                assert glyph.x + box.x1 * glyph.sx <= right
                assert picture.bottom <= glyph.y + box.y0 * glyph.sy
                assert glyph.y + box.y1 * glyph.sy <= top


@pytest.mark.parametrize(("specimen", "stamped"), [(True, True), (False, False)])
def test_a_specimen_is_stamped(specimen: bool, stamped: bool) -> None:
    signs = hung("left1")  # black on white: nothing else is red
    drawn = draw_gate(values(signs, specimen=specimen), FACES)
    assert bool(is_red(colours(render_picture(drawn))).any()) == stamped


def test_what_does_not_hang_is_said() -> None:
    signs = shipped_signs(without=("station",))
    said, unsaid = values(signs), replace(values(signs), absent=("文明实践站牌",))
    assert glyphs(draw_gate(unsaid, FACES)) > glyphs(draw_gate(said, FACES)) + 6


def test_a_scheme_that_speaks_as_the_gate_says_so() -> None:
    assert glyphs(draw_gate(values(hung("left1/gate")), FACES)) > glyphs(
        draw_gate(values(hung("right1")), FACES)
    )


def glyphs(picture: Picture) -> int:
    return sum(len(layer.glyphs) for layer in everything(picture) if isinstance(layer, Paint))


def everything(picture: Picture) -> tuple[Paint | Shown, ...]:
    return (*picture.ground, *picture.layers)


def test_villages_share_all_but_signs_and_heading() -> None:
    one, other = values(hung("left1")), values(hung("left1"), "白石村")
    hanging = other.signs[0].values
    assert isinstance(hanging, PlaqueValues)
    sign = replace(other.signs[0], values=replace(hanging, wording="白石村村民委员会"))
    other = replace(other, signs=(sign,))
    first, second = (draw_gate(each, FACES) for each in (one, other))
    assert first.ground is second.ground
    parts = zip(first.layers, second.layers, strict=True)
    assert [before != after for before, after in parts][:2] == [True, True]  # the sign and the title
    drawn = replace(second, ground=(), layers=everything(second))
    assert render_picture(drawn) == render_picture(second)


def test_a_character_of_no_face_is_refused() -> None:
    with pytest.raises(MissingGlyphError):
        draw_gate(values(shipped_signs(), "\U0002348d村"), FACES)


def test_a_wider_wall_is_drawn_smaller() -> None:
    wide = [plaque(replace(SCHEME.slot("center"), width=20_000.0))]
    frame = frame_of(elevation(wide))
    assert frame.across == WIDEST
    assert frame.pixel > 5
    assert frame.pixels(Rect(frame.left, frame.bottom, 10 * frame.pixel, frame.pixel)) == (
        0,
        frame.down - 1,
        10,
        frame.down,
    )
