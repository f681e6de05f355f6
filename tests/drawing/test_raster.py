"""A picture's pixels: colours, what covers what, where a sign is cut."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from listgen.drawing.model import Drawing, Fill, Ink, Rect
from listgen.drawing.picture import Paint, Picture, Shown
from listgen.drawing.raster import render_picture
from listgen.drawing.screen import rgb

WHITE, BLUE, GREY = rgb("ffffff"), rgb("0000ff"), rgb("808080")
GROUND = Paint(WHITE, (Rect(-50, -50, 200, 200),))


def drawn(*layers: Paint | Shown, pixel: float = 5.0) -> Image.Image:
    """100 mm square from (-50, -50)."""
    side = round(100 / pixel)
    data = render_picture(Picture(-50, -50, side, side, pixel, 10_000, (GROUND, *layers)))
    with Image.open(BytesIO(data)) as image:
        assert image.mode == "RGB"
        return image.copy()


@pytest.mark.parametrize(
    ("spot", "colour"),
    [((0, 0), (255, 255, 255)), ((10, 9), (0, 0, 255)), ((11, 9), (0, 0, 255)), ((12, 9), (255, 255, 255))],
)
def test_y_is_up_and_pixels_are_to_scale(spot: tuple[int, int], colour: tuple[int, int, int]) -> None:
    assert drawn(Paint(BLUE, (Rect(0, 0, 10, 5),))).getpixel(spot) == colour


def test_later_layers_cover_earlier_ones() -> None:
    box = (Rect(0, 0, 10, 10),)
    assert drawn(Paint(BLUE, box), Paint(WHITE, box)).getpixel((10, 9)) == (255, 255, 255)


def test_a_sign_is_cut_at_its_trim() -> None:
    fill = Fill(Ink(0, 0, 0, 1), "ground", (Rect(-30, -30, 80, 80),))
    image = drawn(Shown(Drawing(20, 10, 3, "", (fill,)), 0, 0))
    black = {(x, y) for x in range(20) for y in range(20) if image.getpixel((x, y)) == (0, 0, 0)}
    assert black == {(x, y) for x in range(10, 14) for y in range(8, 10)}


def test_colours_come_in_32_shades() -> None:
    pixel = drawn(Paint(GREY, (Rect(-50, -50, 100, 100),))).getpixel((5, 5))
    assert pixel == (0x84, 0x84, 0x84)


@pytest.mark.parametrize("side", [19, 20, 21, 22, 23])
def test_rows_of_any_length(side: int) -> None:
    data = render_picture(
        Picture(-50, -50, side, 7, 1, 1000, (GROUND, Paint(BLUE, (Rect(-50, -50, 1, 99),))))
    )
    with Image.open(BytesIO(data)) as image:
        columns = [[image.getpixel((x, y)) for y in range(7)] for x in range(side)]
    assert columns == [[(0, 0, 255)] * 7, *[[(255, 255, 255)] * 7] * (side - 1)]
