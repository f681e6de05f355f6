"""The picture of a village's gate: each sign's own file, seen at the side where the scheme hangs it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import ceil, floor
from typing import Any

import numpy as np
import pypdfium2
import pypdfium2.raw as raw
from numpy.typing import NDArray

from listgen.findings import Finding, Location, error
from listgen.verify.png_image import PngError, read_colours
from listgen.verify.promised import Board, Gate

Pixels = NDArray[np.uint8]

SAME = 72  # of 255 in every channel: the inks of a PDF have no exact colour on a screen
MOST_OTHER = 0.0005  # of a sign's pixels: less than a stroke of a character
MOST_PIXELS = 4_000_000  # of one sign
DENSITY_TOLERANCE = 0.01  # share
_MIRRORED = {"left": "right", "right": "left"}


def check_gate(data: bytes, gate: Gate, signs: Mapping[str, bytes]) -> Iterator[Finding]:
    """All faults of the picture. `signs` are the PDFs of its signs, by slot, as far as they may be drawn."""
    place = Location(gate.path)
    yield from _check_places(gate, place)
    try:
        image = read_colours(data)
    except PngError as problem:
        yield error("picture-unreadable", place, value=str(problem))
        return
    down, across = image.pixels.shape[:2]
    if (across, down) != gate.size:
        expected = "{:g}×{:g}".format(*gate.size)
        yield error("picture-size", place, value=f"{across}×{down}", expected=expected)
        return
    per_metre = (image.per_mm or 0) * 1000
    if abs(per_metre - gate.per_metre) > DENSITY_TOLERANCE * gate.per_metre:
        yield error("picture-density", place, value=f"{per_metre:.0f}", expected=gate.per_metre)
    for board in gate.boards:
        if board.slot in signs and not _shows(image.pixels, board, signs[board.slot]):
            yield error("picture-sign", place, sign=board.name)


def _check_places(gate: Gate, place: Location) -> Iterator[Finding]:
    """Every sign is on the picture, clear of the others, where somebody who faces the gate sees it."""
    across, down = gate.size
    for at, board in enumerate(gate.boards):
        left, top, right, bottom = board.box
        inside = 0 <= left < right <= across and 0 <= top < bottom <= down
        alone = not any(_meet(board.box, other) for other in (gate.door, *(b.box for b in gate.boards[:at])))
        if not (inside and alone and _hangs(board, gate)):
            yield error("picture-place", place, sign=board.name)


def _hangs(board: Board, gate: Gate) -> bool:
    """Whether it is on its side, and no sign of that side with a later order is nearer to the door."""
    side = _seen(board)
    left, _, right, bottom = board.box
    door_left, door_top, door_right, _ = gate.door
    where = {
        "left": right <= door_left,
        "right": left >= door_right,
        "above": bottom <= door_top and abs(left + right - door_left - door_right) < 2,
        "": all(right < other.box[0] or other.box[2] < left for other in gate.boards if other.side),
    }
    later = (other for other in gate.boards if _seen(other) == side and other.order > board.order)
    return where.get(side, False) and all(_distance(other, gate) > _distance(board, gate) for other in later)


def _seen(board: Board) -> str:
    """Its side as people who face the gate see it; the scheme may speak as the gate would."""
    return _MIRRORED.get(board.side, board.side) if board.view == "gate" else board.side


def _distance(board: Board, gate: Gate) -> float:
    left, _, right, bottom = board.box
    return max(gate.door[0] - right, left - gate.door[2], gate.door[1] - bottom)


def _meet(box: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3]


def _shows(pixels: Pixels, board: Board, sign: bytes) -> bool:
    """Whether the board looks as its PDF does within the trim, pixel by pixel."""
    left, top, right, bottom = board.box
    x0, y0, x1, y1 = ceil(left), ceil(top), floor(right), floor(bottom)
    if not 0 < (x1 - x0) * (y1 - y0) <= MOST_PIXELS:
        return False
    shown = pixels[y0:y1, x0:x1].astype(np.int16)
    document = pypdfium2.PdfDocument(sign)
    try:
        page = document[0]
        drawn = _within_trim(page, (x0 - left, y0 - top), (right - left, bottom - top), shown.shape[:2])
    finally:
        document.close()
    other = (np.abs(shown - drawn) > SAME).any(axis=2)
    return float(other.mean()) <= MOST_OTHER


def _within_trim(
    page: Any, skipped: tuple[float, float], size: tuple[float, float], shape: tuple[int, ...]
) -> NDArray[np.int16]:
    """The page, its trim made `size` pixels: columns and rows after `skipped` pixels, as many as `shape`."""
    x0, y0, x1, y1 = page.get_trimbox()
    media_x0, _, _, media_y1 = page.get_mediabox()
    across, down = size[0] / (x1 - x0), size[1] / (y1 - y0)
    left, top = (x0 - media_x0) * across + skipped[0], (media_y1 - y1) * down + skipped[1]
    bitmap = pypdfium2.PdfBitmap.new_native(shape[1], shape[0], raw.FPDFBitmap_BGR)
    try:
        bitmap.fill_rect((255, 255, 255, 255), 0, 0, shape[1], shape[0])
        matrix, whole = raw.FS_MATRIX(across, 0, 0, down, -left, -top), raw.FS_RECTF(0, 0, shape[1], shape[0])
        raw.FPDF_RenderPageBitmapWithMatrix(bitmap, page, matrix, whole, raw.FPDF_REVERSE_BYTE_ORDER)
        drawn: NDArray[np.int16] = bitmap.to_numpy().astype(np.int16)
        return drawn
    finally:
        bitmap.close()
