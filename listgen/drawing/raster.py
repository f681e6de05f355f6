"""A picture as a PNG, rasterised by pdfium."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from listgen.drawing.model import Fill, Rect
from listgen.drawing.operators import number, path
from listgen.drawing.picture import Paint, Picture, Shown
from listgen.drawing.screen import Colour, screen_colour
from listgen.qr.png import framed
from listgen.typeset.outline import Placed

_EIGHT_BIT_COLOUR = (8, 2, 0, 0, 0)  # depth, colour type, compression, filters, interlace
_NO_FILTER = 0  # most of a scene is flat
_LEVEL = 3  # of compression: at 4 it takes twice the time for a tenth of the bytes
_FORMAT, _CHANNELS = pdfium.FPDFBitmap_BGR, 3
Pixels = NDArray[np.uint8]


def render_picture(picture: Picture) -> bytes:
    """The PNG; no clock, and the same bytes for the same picture."""
    pixels = _ground(replace(picture, layers=())).copy()
    _draw(picture, picture.layers, pixels)
    rows = np.full((picture.down, 1 + _CHANNELS * picture.across), _NO_FILTER, np.uint8)
    # 32 shades a channel, black and white among them: no eye tells, and the file is a quarter smaller.
    np.bitwise_or(pixels & 0xF8, pixels >> 5, out=rows[:, 1:])
    return framed(picture.across, picture.down, _EIGHT_BIT_COLOUR, picture.per_metre, rows.data, _LEVEL)


@lru_cache(maxsize=2)  # the villages of a township are made one after the other
def _ground(bare: Picture) -> Pixels:
    """A picture without its layers: a row for each of its own, red, green and blue side by side."""
    pixels = np.full((bare.down, _CHANNELS * bare.across), 255, np.uint8)
    _draw(bare, bare.ground, pixels)
    return pixels


def _draw(picture: Picture, layers: Iterable[Paint | Shown], pixels: Pixels) -> None:
    """Rasterises the layers onto the pixels of their picture."""
    size = picture.across, picture.down
    document = pypdfium2.PdfDocument(_page(picture, layers))
    bitmap = pdfium.FPDFBitmap_CreateEx(*size, _FORMAT, pixels.ctypes.data, pixels.strides[0])
    try:
        flags = pdfium.FPDF_REVERSE_BYTE_ORDER  # red first
        pdfium.FPDF_RenderPageBitmap(bitmap, document[0], 0, 0, *size, 0, flags)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
        document.close()


def _page(picture: Picture, layers: Iterable[Paint | Shown]) -> bytes:
    """The layers as a PDF of one page, a point a pixel, that nobody but the rasteriser sees."""
    content = "\n".join(_content(picture, layers)).encode("ascii")
    box = f"[0 0 {picture.across} {picture.down}]"
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox{box}/Contents 4 0 R/Resources<<>>>>".encode("ascii"),
        b"<</Length %d>>stream\n%b\nendstream" % (len(content), content),
    )
    data, starts = b"%PDF-1.4\n", []
    for place, body in enumerate(objects, 1):
        starts.append(len(data))
        data += b"%d 0 obj%b endobj\n" % (place, body)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    tail = b"trailer<</Size %d/Root 1 0 R>>startxref\n%d\n%%%%EOF" % (len(objects) + 1, len(data))
    return data + head + table + tail


def _content(picture: Picture, layers: Iterable[Paint | Shown]) -> Iterator[str]:
    scale = 1 / picture.pixel
    shift = f"{number(-picture.left * scale)} {number(-picture.bottom * scale)}"
    yield f"{number(scale, 9)} 0 0 {number(scale, 9)} {shift} cm"
    for layer in layers:
        if isinstance(layer, Paint):
            yield from _shapes(layer.colour, layer.rects, layer.glyphs)
        else:
            yield from _shown(layer)


def _shown(sign: Shown) -> Iterator[str]:
    drawing = sign.drawing
    yield f"q 1 0 0 1 {number(sign.x)} {number(sign.y)} cm"
    yield f"0 0 {number(drawing.width)} {number(drawing.height)} re W n"
    for fill in drawing.fills:
        yield from _fill(fill)
    yield "Q"


def _fill(fill: Fill) -> Iterator[str]:
    yield from _shapes(screen_colour(fill.ink), fill.rects, fill.glyphs)


def _shapes(colour: Colour, rects: Iterable[Rect], glyphs: Iterable[Placed]) -> Iterator[str]:
    yield " ".join(number(part) for part in colour) + " rg"
    boxes = [f"{number(x)} {number(y)} {number(width)} {number(height)} re" for x, y, width, height in rects]
    if boxes:
        yield from (*boxes, "f")  # one path: neighbours that touch show no seam
    for outline, x, y, sx, sy in glyphs:
        if sides := path(outline):
            yield f"q {number(sx, 8)} 0 0 {number(sy, 8)} {number(x)} {number(y)} cm\n{sides}\nf Q"
