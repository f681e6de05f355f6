"""A code file in PNG as pixels.

The plain kind, one bit a pixel without filters, is read here: it is what codes are, and takes a quarter of
the time. Pillow reads every other depth and colour. A file that holds more than one picture and its size (a
turn, a second frame, a transparent colour, bytes behind its end) is refused: programs show it differently.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image, UnidentifiedImageError

from listgen.units import MM_PER_INCH
from listgen.verify.blocks import smaller

MAX_PIXELS = 20_000_000  # version 40 at 24 pixels a module, with its quiet zone
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_HEADER = struct.Struct(">IIBBBBB")
_ONE_BIT_GREY = (1, 0, 0, 0, 0)  # depth, colour type, compression, filters, interlace
_ORDER = re.compile(r"IHDR(?: pHYs)?(?: IDAT)+ IEND")


Chunk = tuple[bytes, bytes]  # kind and body


class PngError(Exception):
    """Something that is no picture."""


@dataclass(frozen=True, slots=True)
class PngImage:
    """Rows × columns of grey, or of red, green and blue; the blocks of the file made smaller.

    A pixel here is `step` pixels of the file, which has `per_mm` of its own a mm (None: it names no size).
    """

    pixels: NDArray[np.uint8]
    step: float
    per_mm: float | None


def read_png(data: bytes) -> PngImage:
    """A code's picture, made smaller. Raises PngError."""
    chunks = _framed(data)
    with _sound():
        plain = _plain(chunks)
        if plain:
            return plain
        found = _any(data)
        return PngImage(*smaller(found.pixels), found.per_mm)


def read_colours(data: bytes) -> PngImage:
    """Any picture, pixel by pixel in red, green and blue. Raises PngError."""
    _framed(data)
    with _sound():
        return _any(data)


def _framed(data: bytes) -> list[Chunk]:
    """The chunks of a file that holds one picture and its size. Raises PngError."""
    chunks = list(_chunks(data))
    kinds = " ".join(name.decode("ascii", "replace") for name, _ in chunks)
    if not _ORDER.fullmatch(kinds) or len(chunks[0][1]) != _HEADER.size:
        raise PngError(kinds[:40] or "PNG")
    width, height, *_ = _HEADER.unpack(chunks[0][1])
    if not 0 < width * height <= MAX_PIXELS:
        raise PngError(f"{width}×{height}")
    return chunks


@contextmanager
def _sound() -> Iterator[None]:
    """Raises PngError for whatever is wrong with the pixels."""
    try:
        yield
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, struct.error, zlib.error) as problem:
        raise PngError(str(problem)) from problem


def _plain(chunks: list[Chunk]) -> PngImage | None:
    """None where the file is of another kind, or not sound: Pillow says what is wrong with it."""
    width, height, *kind = _HEADER.unpack(chunks[0][1])
    if tuple(kind) != _ONE_BIT_GREY:
        return None
    stride = 1 + -(-width // 8)
    inflater = zlib.decompressobj()
    held = inflater.decompress(b"".join(body for name, body in chunks if name == b"IDAT"), stride * height)
    if len(held) != stride * height or inflater.decompress(inflater.unconsumed_tail, 1) or not inflater.eof:
        return None
    rows = np.frombuffer(held, np.uint8).reshape(height, stride)
    if rows[:, 0].any():
        return None  # filtered
    pixels, step = smaller(rows[:, 1:], lambda packed: np.unpackbits(packed, axis=1, count=width))
    sizes = [struct.unpack(">IIB", body) for name, body in chunks if name == b"pHYs"]
    dense = len(sizes) == 1 and sizes[0][0] == sizes[0][1] and sizes[0][2] == 1
    return PngImage(pixels * np.uint8(255), step, sizes[0][0] / 1000 if dense and sizes[0][0] else None)


def _chunks(data: bytes) -> Iterator[Chunk]:
    """Kind and body of each chunk; nothing where the frame or a checksum is broken."""
    if not data.startswith(_SIGNATURE):
        return
    at, found = len(_SIGNATURE), []
    while at + 12 <= len(data):
        (length,) = struct.unpack_from(">I", data, at)
        end = at + 12 + length
        if end > len(data) or zlib.crc32(data[at + 4 : end - 4]) != int.from_bytes(data[end - 4 : end]):
            return
        found.append((data[at + 4 : at + 8], data[at + 8 : end - 4]))
        at = end
    if at == len(data):
        yield from found


def _any(data: bytes) -> PngImage:
    """The picture on black: where it is transparent, nobody knows the ground."""
    with Image.open(BytesIO(data), formats=["PNG"]) as picture:
        across, down = picture.info.get("dpi", (0, 0))
        per_mm = across / MM_PER_INCH if across == down and across else None
        if not picture.has_transparency_data:
            return PngImage(np.array(picture.convert("RGB")), 1.0, per_mm)
        layers = picture.convert("RGBA")
    ground = Image.new("RGBA", layers.size, (0, 0, 0, 255))
    return PngImage(np.array(Image.alpha_composite(ground, layers).convert("RGB")), 1.0, per_mm)
