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
from listgen.verify.png_image import MAX_PIXELS, PngError, _chunks, _plain, read_png
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
    image = _plain(list(_chunks(data)))
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
        changed(b"IHDR", struct.pack(">IIBBBBB", 246, 247, 1, 0, 0, 0, 0)),  # a row short
        changed(b"IDAT", zlib.compress(b"\1" + bytes(31) + bytes(32 * 245))),  # a filter
        changed(b"IDAT", zlib.compress(bytes(32 * 246) + bytes(1 << 24))),  # more than fits
        changed(b"IDAT", zlib.compress(bytes(32 * 246))[:-5]),
    ],
)
def test_any_other_file_is_left_to_pillow(data: bytes) -> None:
    assert _plain(list(_chunks(data))) is None


def behind(name: bytes, *more: bytes) -> bytes:
    """The sound file with more behind a chunk."""
    at = SOUND.index(name) - 4
    (length,) = struct.unpack_from(">I", SOUND, at)
    return SOUND[: at + 12 + length] + b"".join(more) + SOUND[at + 12 + length :]


TURNED = b"MM\0*\0\0\0\x08\0\1\x01\x12\0\3\0\0\0\1\0\2\0\0\0\0\0\0"


@pytest.mark.parametrize(
    "data",
    [
        SOUND.replace(b"IEND", b"IENX"),
        SOUND[:-1],
        SOUND[:-12],
        SOUND + b"x",
        SOUND + SOUND,
        SOUND[:8] + chunk(b"tRNS", b"\0\0") + SOUND[8:],
        behind(b"IHDR", chunk(b"tRNS", b"\0\0")),
        behind(b"IHDR", chunk(b"gAMA", struct.pack(">I", 1))),
        behind(b"pHYs", chunk(b"pHYs", struct.pack(">IIB", 9, 9, 1))),
        behind(b"pHYs", chunk(b"eXIf", TURNED)),
        behind(b"pHYs", chunk(b"acTL", struct.pack(">II", 1, 0))),
        behind(b"IDAT", chunk(b"fdAT", bytes(9))),
        behind(b"IDAT", chunk(b"tEXt", b"a\0b")),
        changed(b"IHDR", struct.pack(">IIBBBBB", 246, 0, 1, 0, 0, 0, 0)),
        changed(b"IHDR", b""),
        SOUND.replace(b"pHYs\0", b"pHYs\1"),  # the checksum is wrong
    ],
)
def test_more_or_less_than_one_picture(data: bytes) -> None:
    assert data != SOUND
    with pytest.raises(PngError):
        read_png(data)


@pytest.mark.parametrize("kind", [(1, 0), (8, 6)])
def test_a_picture_of_any_size_is_not_unpacked(
    kind: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    for reader in ("_plain", "_any"):
        monkeypatch.setattr(f"listgen.verify.png_image.{reader}", None)
    for width, height in ((MAX_PIXELS + 1, 1), (5000, 5000), (60_000, 60_000)):
        with pytest.raises(PngError, match=f"{width}×{height}"):
            read_png(changed(b"IHDR", struct.pack(">IIBBBBB", width, height, *kind, 0, 0, 0)))


@pytest.mark.parametrize("density", [(0, 0, 1), (3000, 6000, 1), (3000, 3000, 0)])
def test_a_size_that_says_nothing(density: tuple[int, int, int]) -> None:
    assert read_png(changed(b"pHYs", struct.pack(">IIB", *density))).per_mm is None


def test_no_picture() -> None:
    with pytest.raises(PngError):
        read_png(SOUND[:60])
