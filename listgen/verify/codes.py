"""Printed codes, read from the final files: text, level, quiet zone, contrast, size, and where they lead."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

import numpy as np
import pypdfium2
from numpy.typing import NDArray
from PIL import Image, UnidentifiedImageError

from listgen.findings import Finding, Location, error, warn
from listgen.units import MM_PER_INCH, mm_to_pt, pt_to_mm
from listgen.verify.expected import Code, CodeFile, Expected, Owner, Sign
from listgen.verify.ids import digits_agree
from listgen.verify.svg_image import SvgError, read_svg
from listgen.verify.symbol import Box, Decoded, Measured, decode, measure

Pixels = NDArray[np.uint8]

UNUSED_CORRECTION = 0.62  # ISO/IEC 15415, grade A
CONTRAST = 0.70  # ISO/IEC 15415, grade A
QUIET_ZONE = 4.0  # ISO/IEC 18004, 9.1
QUIET_TOLERANCE = 0.2  # a pixel and a half at 8 pixels a module
SMALLEST_MODULE = 0.33  # mm: four dots of a 300 dpi printer
SIGN_MODULE = 4.0  # mm: read from 1 m by a phone with a 720p preview
MODULE_TOLERANCE = 0.1
SEARCH_PIXELS = (2.0, 4.0)  # a mm; the second only where the first finds nothing
PIXELS_PER_MODULE = 8
MAX_PIXELS = 60_000_000
LEAST_PNG_MODULE = 3.0  # pixels


def check_sign_code(data: bytes, sign: Sign, code: Code) -> Iterator[Finding]:
    """The symbol on a sign's PDF, rasterised."""
    place = Location(sign.path)
    try:
        document = pypdfium2.PdfDocument(data)
        try:
            page = document[0]
            found, per_mm = _search(page)
            if len(found) != 1:
                yield error("code-undecodable" if not found else "code-count", place, count=len(found))
                return
            image, pixels_mm = _close_up(page, found[0], per_mm)
        finally:
            document.close()
    except (pypdfium2.PdfiumError, ValueError, ZeroDivisionError) as problem:
        yield error("pdf-damaged", place, value=type(problem).__name__)
        return
    measured = measure(image)
    if measured is None:
        yield error("code-undecodable", place, count=0)
        return
    yield from _check_measured(measured, code.url, code.level, place)
    module = measured.module / pixels_mm
    if code.module is not None and abs(module - code.module) > MODULE_TOLERANCE:
        yield error("code-module", place, module=f"{module:.2f}", expected=f"{code.module:.2f}")
    elif module < SMALLEST_MODULE:
        yield error("code-module", place, module=f"{module:.2f}", expected=f"≥ {SMALLEST_MODULE}")
    elif module < SIGN_MODULE:
        yield warn("code-module", place, module=f"{module:.2f}", expected=f"≥ {SIGN_MODULE}")


def check_code_file(data: bytes, code: CodeFile) -> Iterator[Finding]:
    """A symbol as an SVG or PNG file."""
    place = Location(code.path)
    image, width_mm = None, None
    try:
        if code.format == "svg":
            drawing = read_svg(data)
            image, width_mm = drawing.pixels, drawing.width_mm
        elif code.format == "png":
            image = _read_png(data)
    except (SvgError, UnidentifiedImageError, OSError, ValueError, SyntaxError, struct.error) as problem:
        yield error("code-unreadable", place, value=str(problem))
        return
    if image is None:
        yield error("code-unreadable", place, value=code.format)
        return
    measured = measure(image)
    if measured is None:
        yield error("code-undecodable", place, count=0)
        return
    yield from _check_measured(measured, code.url, code.level, place)
    if code.format == "png" and (measured.module < LEAST_PNG_MODULE or measured.module % 1):
        yield error("code-pixels", place, value=f"{measured.module:.2f}")
    if width_mm is not None and measured.module * width_mm / image.shape[1] < SMALLEST_MODULE:
        module = measured.module * width_mm / image.shape[1]
        yield error("code-module", place, module=f"{module:.2f}", expected=f"≥ {SMALLEST_MODULE}")


def check_target(
    url: str, file: str, owner: Owner, expected: Expected, headings: Mapping[str, str]
) -> Iterator[Finding]:
    """The page that a printed link opens: it is there, and it is this village's. `headings` by path."""
    place = Location(file)
    path = url.removeprefix(expected.base_url)
    if not url.startswith(expected.base_url) or not expected.base_url.startswith("https://"):
        yield error("code-base", place, value=url, expected=expected.base_url)
        return
    if owner.level == "village":
        if not re.fullmatch(r"[0-9]{6}/", path) or not digits_agree(path[:-1]):
            yield error("code-id", place, value=path)
            return
        if path[:-2] != owner.id:
            yield error("code-other-village", place, value=path[:-2], expected=owner.id)
            return
    page = f"site/{path}index.html"
    if page not in headings:
        yield error("code-dead-link", place, value=url, page=page)
    elif headings[page] != owner.name:
        yield error("code-heading", place, value=headings[page], expected=owner.name, page=page)


def _check_measured(measured: Measured, url: str, level: str, place: Location) -> Iterator[Finding]:
    decoded = measured.decoded
    if decoded.text != url:
        yield error("code-wrong-url", place, value=decoded.text, expected=url)
    if decoded.level != level:
        yield error("code-level", place, value=decoded.level, expected=level)
    if decoded.unused < 1:
        say = error if decoded.unused < UNUSED_CORRECTION else warn
        yield say("code-damaged", place, value=f"{decoded.unused:.2f}")
    if not measured.upright:
        yield error("code-pattern", place)
    if measured.quiet_zone < QUIET_ZONE - QUIET_TOLERANCE:
        yield error("code-quiet-zone", place, value=f"{measured.quiet_zone:.1f}")
    if measured.contrast < CONTRAST:
        yield error("code-contrast", place, value=f"{measured.contrast * 100:.0f}")


def _search(page: Any) -> tuple[list[Decoded], float]:
    """The symbols on the whole page, and the pixels a mm at which they were found."""
    width, height = page.get_size()
    for per_mm in SEARCH_PIXELS:
        if pt_to_mm(width) * pt_to_mm(height) * per_mm**2 > MAX_PIXELS:
            break
        pixels = page.render(scale=per_mm * MM_PER_INCH / 72, grayscale=True).to_numpy()
        found = decode(np.ascontiguousarray(pixels.reshape(pixels.shape[:2])))
        if found:
            return found, per_mm
    return [], SEARCH_PIXELS[0]


def _close_up(page: Any, found: Decoded, per_mm: float) -> tuple[Pixels, float]:
    """The symbol with its surroundings up to the trim at 8 pixels a module, and its pixels a mm."""
    module = found.module / per_mm
    scale = PIXELS_PER_MODULE / module
    width, height = (pt_to_mm(side) for side in page.get_size())
    left, bottom, right, top = (pt_to_mm(edge) for edge in page.get_trimbox())
    reach = (QUIET_ZONE + 3) * module
    seen = Box(
        *(edge / per_mm for edge in (found.box.left, found.box.top, found.box.right, found.box.bottom))
    )
    crop = (
        max(seen.left - reach, left),
        max(height - seen.bottom - reach, bottom),
        max(width - seen.right - reach, width - right),
        max(seen.top - reach, height - top),
    )
    image = page.render(
        scale=scale * MM_PER_INCH / 72,
        crop=tuple(mm_to_pt(edge) for edge in crop),
        rev_byteorder=True,
    )
    return np.ascontiguousarray(image.to_numpy()[:, :, :3]), scale


def _read_png(data: bytes) -> Pixels:
    """The picture on black: where it is transparent, nobody knows the ground."""
    with Image.open(BytesIO(data), formats=["PNG"]) as picture:
        if picture.width * picture.height > MAX_PIXELS:
            raise ValueError(f"{picture.width}×{picture.height}")
        if not picture.has_transparency_data:
            return np.array(picture.convert("RGB"))
        layers = picture.convert("RGBA")
    ground = Image.new("RGBA", layers.size, (0, 0, 0, 255))
    return np.array(Image.alpha_composite(ground, layers).convert("RGB"))
