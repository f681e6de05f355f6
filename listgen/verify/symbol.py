"""A printed symbol, decoded and measured on pixels: what a scanner sees, in modules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import zxingcpp
from numpy.typing import NDArray

from listgen.verify.patterns import fixed_bits_hold, fixed_patterns_hold

Pixels = NDArray[np.uint8]  # rows × columns, of grey or of red, green and blue
Grey = NDArray[np.float64]

LUMA = np.array([0.299, 0.587, 0.114], np.float32)
FINDER_CENTRE = 3.5  # modules from the corner
FINDER_MIDDLE = 3  # the module there
LIGHT_SHARE = 0.2  # how much darker than the paper a pixel of the quiet zone may be


@dataclass(frozen=True, slots=True)
class Box:
    """The symbol without its quiet zone, in pixels."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Decoded:
    """What the decoder says; `unused` is the share of error correction left (1: no module is wrong)."""

    text: str
    level: str
    version: int
    mask: int
    unused: float
    box: Box

    @property
    def size(self) -> int:
        """Modules a side."""
        return 17 + 4 * self.version

    @property
    def module(self) -> float:
        """Pixels a module."""
        return (self.box.right - self.box.left) / self.size


@dataclass(frozen=True, slots=True)
class Measured:
    """Numbers that a decoder does not care about and a phone in bad light does.

    `quiet_zone` in modules; `contrast` 0 to 1, the worse of luma and red; `upright` is False where
    finders, timing or alignment patterns are not where the standard puts them, or modules are no squares;
    `described` where format, version and remainder bits say what was decoded.
    """

    decoded: Decoded
    module: float
    quiet_zone: float
    contrast: float
    upright: bool
    described: bool


def decode(grey: Pixels) -> list[Decoded]:
    """All QR symbols of a grey image, light on dark too: a phone may choose to read that one."""
    found = zxingcpp.read_barcodes(
        grey,
        formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode),
        try_invert=True,
        text_mode=zxingcpp.TextMode.Plain,
    )
    return [_decoded(code) for code in found]


def measure(image: Pixels, decoded: Decoded) -> Measured | None:
    """The symbol of an image of at least 3 pixels a module; None where it is light on dark."""
    bright = luma(image)
    dark_light = (float(bright.min()) + float(bright.max())) / 2
    box = _exact_box(bright < dark_light, decoded)
    modules = _sample(bright, box, decoded.size)
    dark = modules < dark_light
    if not dark[FINDER_MIDDLE, FINDER_MIDDLE]:
        return None
    module = ((box.right - box.left) + (box.bottom - box.top)) / 2 / decoded.size
    red = modules if image.ndim == 2 else _sample(image[:, :, 0], box, decoded.size)
    contrast = min(_contrast(modules, dark), _contrast(red, dark))
    paper, ink = float(np.median(modules[~dark])), float(np.median(modules[dark]))
    light = bright >= paper - LIGHT_SHARE * (paper - ink)
    return Measured(
        decoded=decoded,
        module=module,
        quiet_zone=_quiet_zone(light, box, module),
        contrast=contrast,
        upright=fixed_patterns_hold(dark, decoded.version) and _square(box, module),
        described=fixed_bits_hold(dark, decoded.version, decoded.level, decoded.mask),
    )


def luma(image: Pixels) -> Pixels:
    """How bright each pixel is."""
    return image if image.ndim == 2 else (image @ LUMA).astype(np.uint8)


def _decoded(code: zxingcpp.Barcode) -> Decoded:
    facts: Any = code.extra
    corners = code.position
    points = (corners.top_left, corners.top_right, corners.bottom_left, corners.bottom_right)
    box = Box(
        min(point.x for point in points),
        min(point.y for point in points),
        max(point.x for point in points),
        max(point.y for point in points),
    )
    return Decoded(
        code.text, code.ec_level, int(facts["Version"]), int(facts["DataMask"]), float(facts["UEC"]), box
    )


def _exact_box(dark: NDArray[np.bool_], decoded: Decoded) -> Box:
    """The decoder's box is good to a pixel or two: each edge is read anew across a finder's middle."""
    box, module = decoded.box, decoded.module
    reach = FINDER_CENTRE * module
    row, column = round(box.top + reach), round(box.left + reach)
    far_row, far_column = round(box.bottom - reach), round(box.right - reach)
    edges = (
        (box.left, column - _run(dark[row, column::-1]) + 1),
        (box.top, row - _run(dark[row::-1, column]) + 1),
        (box.right, far_column + _run(dark[row, far_column:])),
        (box.bottom, far_row + _run(dark[far_row:, column])),
    )
    # An edge far off the decoder's means that something dark touches the finder: the quiet zone tells.
    return Box(*(exact if abs(exact - rough) < module else rough for rough, exact in edges))


def _run(dark: NDArray[np.bool_]) -> int:
    """Pixels from a finder's middle to its outer edge: core, light ring and dark ring."""
    changes = np.flatnonzero(dark[1:] != dark[:-1])
    return int(changes[2]) + 1 if len(changes) > 2 else len(dark)


def _square(box: Box, module: float) -> bool:
    return abs((box.right - box.left) - (box.bottom - box.top)) < module / 2


def _sample(values: NDArray[Any], box: Box, size: int) -> Grey:
    """The pixel in the middle of each module."""
    steps = (np.arange(size) + 0.5) / size
    rows = np.clip((box.top + steps * (box.bottom - box.top)).astype(int), 0, values.shape[0] - 1)
    columns = np.clip((box.left + steps * (box.right - box.left)).astype(int), 0, values.shape[1] - 1)
    return values[np.ix_(rows, columns)].astype(np.float64)


def _contrast(modules: Grey, dark: NDArray[np.bool_]) -> float:
    """The worst pair: one grey module among black ones counts."""
    return float(modules[~dark].min() - modules[dark].max()) / 255


def _quiet_zone(light: NDArray[np.bool_], box: Box, module: float) -> float:
    """Modules of paper around the symbol, up to the nearest pixel that is not paper or the edge."""
    height, width = light.shape
    room = min(box.left, box.top, width - box.right, height - box.bottom)
    columns, rows = np.arange(width), np.arange(height)
    away_x = np.maximum(box.left - (columns + 1), columns - box.right)
    away_y = np.maximum(box.top - (rows + 1), rows - box.bottom)
    gaps = np.maximum.outer(away_y, away_x)
    outside = gaps[~light & (gaps > 1)]  # a pixel at the edge may be half a module's
    return float(min(room, outside.min(initial=room))) / module
