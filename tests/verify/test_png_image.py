"""The reader of plain PNG files and the making smaller, against Pillow and numpy."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from numpy.typing import NDArray
from PIL import Image

from listgen.qr.png import render_png
from listgen.qr.symbol import encode
from listgen.verify.blocks import KEPT, smaller
from listgen.verify.png_image import PngError, _plain, read_png
from tests.verify.papers import LINK

SOUND = render_png(encode(LINK), 6, 2)


def enlarged(pixels: NDArray[np.uint8], factor: int) -> NDArray[np.uint8]:
    return np.kron(pixels, np.ones((factor, factor), np.uint8))


@given(arrays.arrays(np.uint8, st.tuples(st.integers(1, 9), st.integers(1, 9))), st.integers(1, 30))
def test_nothing_is_lost(blocks: NDArray[np.uint8], factor: int) -> None:
    pixels = enlarged(blocks, factor)
    made, step = smaller(pixels)
    assert made.shape[0] * step == pixels.shape[0] and made.shape[1] * step == pixels.shape[1]
    if step > 1:
        side = round(step * KEPT)
        assert (enlarged(made[::KEPT, ::KEPT], side) == pixels).all()
    else:
        assert (made == pixels).all()
    assert max(made.shape) <= max(blocks.shape) * max(factor, KEPT)


@pytest.mark.parametrize("at", [(0, 0), (3, 5), (-1, -1)])
def test_one_odd_pixel_is_kept(at: tuple[int, int]) -> None:
    pixels = enlarged(np.array([[0, 255], [255, 0]], np.uint8), 24)
    pixels[at] ^= 1
    made, step = smaller(pixels)
    assert step == 1 and (made == pixels).all()


@pytest.mark.parametrize("pixels", [1, 3, 8, 24])
def test_plain_files_are_read_as_pillow_reads_them(pixels: int) -> None:
    data = render_png(encode(LINK), pixels, 2)
    image = _plain(data)
    assert image is not None and image.per_mm == pixels / 2
    with Image.open(BytesIO(data)) as seen:
        expected, step = smaller(np.array(seen.convert("L")))
    assert (image.pixels == expected).all() and image.step == step


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def changed(name: bytes, body: bytes) -> bytes:
    """The sound file with the body of one chunk exchanged."""
    at = SOUND.index(name) - 4
    (length,) = struct.unpack_from(">I", SOUND, at)
    return SOUND[:at] + chunk(name, body) + SOUND[at + 12 + length :]


@pytest.mark.parametrize(
    "data",
    [
        changed(b"IHDR", struct.pack(">IIBBBBB", 246, 246, 8, 0, 0, 0, 0)),  # eight bits
        changed(b"IHDR", struct.pack(">IIBBBBB", 246, 246, 1, 0, 0, 0, 1)),  # interlaced
        changed(b"IHDR", struct.pack(">IIBBBBB", 246, 0, 1, 0, 0, 0, 0)),
        changed(b"IHDR", struct.pack(">IIBBBBB", 246, 247, 1, 0, 0, 0, 0)),  # a row short
        changed(b"IHDR", struct.pack(">IIBBBBB", 60_000, 60_000, 1, 0, 0, 0, 0)),
        changed(b"IDAT", zlib.compress(b"\1" + bytes(31) + bytes(32 * 245))),  # a filter
        changed(b"IDAT", zlib.compress(bytes(32 * 246) + bytes(1 << 24))),  # more than fits
        changed(b"IDAT", zlib.compress(bytes(32 * 246))[:-5]),
        SOUND.replace(b"IEND", b"IENX"),
        SOUND[:-1],
        SOUND + b"x",
        SOUND[:8] + chunk(b"tRNS", b"\0\0") + SOUND[8:],
    ],
)
def test_any_other_file_is_left_to_pillow(data: bytes) -> None:
    assert _plain(data) is None


@pytest.mark.parametrize("density", [(0, 0, 1), (3000, 6000, 1), (3000, 3000, 0)])
def test_a_size_that_says_nothing(density: tuple[int, int, int]) -> None:
    assert read_png(changed(b"pHYs", struct.pack(">IIB", *density))).per_mm is None


def test_no_picture() -> None:
    with pytest.raises(PngError):
        read_png(SOUND[:60])
