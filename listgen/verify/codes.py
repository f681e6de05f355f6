"""Printed codes, read from the final files: text, level, quiet zone, contrast, size, and where they lead."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pypdfium2
from numpy.typing import NDArray

from listgen.findings import Finding, Location, error, warn
from listgen.units import MM_PER_INCH, mm_to_pt, pt_to_mm
from listgen.verify.dxf_image import DxfError, UnitsError, read_dxf
from listgen.verify.ids import digits_agree
from listgen.verify.png_image import PngError, read_png
from listgen.verify.promised import Code, CodeFile, Expected, Owner
from listgen.verify.svg_image import SvgError, read_svg
from listgen.verify.symbol import Box, Decoded, Measured, decode, luma, measure
from listgen.verify.zbar import Zbar

Pixels = NDArray[np.uint8]

UNUSED_CORRECTION = 0.62  # ISO/IEC 15415, grade A
CONTRAST = 0.70  # ISO/IEC 15415, grade A
QUIET_ZONE = 4.0  # ISO/IEC 18004, 9.1
QUIET_TOLERANCE = 0.2  # a pixel and a half at 8 pixels a module
SMALLEST_MODULE = 0.33  # mm: four dots of a 300 dpi printer
SIGN_MODULE = 4.0  # mm: read from 1 m by a phone with a 720p preview
MODULE_TOLERANCE = 0.01  # share
SEARCH_PIXELS = (2.0, 4.0)  # a mm; the second only where the first finds too few
PIXELS_PER_MODULE = 8
MAX_PIXELS = 60_000_000
LEAST_PNG_MODULE = 3.0  # pixels


@dataclass(frozen=True, slots=True)
class Picture:
    """A symbol with its surroundings. `per_mm` of its pixels make a mm; None: the file does not say.

    One of its pixels is `step` of the file's; None: the file has lines, not pixels.
    """

    pixels: Pixels
    per_mm: float | None
    step: float | None = None


def check_sign_code(data: bytes, path: str, code: Code, second: Zbar | None = None) -> Iterator[Finding]:
    """The symbol on the PDF of a sign, rasterised. `second` is asked too."""
    yield from check_codes(data, path, [[code]], second)


def check_codes(
    data: bytes, path: str, pages: Sequence[Sequence[Code]], second: Zbar | None = None
) -> Iterator[Finding]:
    """The symbols on the pages of a PDF: on each those codes, in any order, and no other."""
    try:
        document = pypdfium2.PdfDocument(data)
        try:
            for number, codes in enumerate(pages):
                place = Location(path, sheet=str(number + 1) if len(pages) > 1 else "")
                if codes:
                    page = document[number]
                    yield from _check_codes(page, *_search(page, len(codes)), codes, place, second)
        finally:
            document.close()
    except (pypdfium2.PdfiumError, ValueError, ZeroDivisionError, IndexError) as problem:
        yield error("pdf-damaged", Location(path), value=type(problem).__name__)


def check_page_code(page: Any, code: Code, place: Location, second: Zbar | None = None) -> Iterator[Finding]:
    """The one symbol on a page of an open PDF. Raises PdfiumError, ValueError, ZeroDivisionError."""
    yield from _check_codes(page, *_search(page), [code], place, second)


def modules_on(page: Any) -> int:
    """Modules a side of the one symbol on a page of an open PDF; 0 where there is not one."""
    found, _ = _search(page)
    return found[0].size if len(found) == 1 else 0


def check_gang_codes(
    data: bytes, path: str, codes: Sequence[Code], second: Zbar | None = None
) -> Iterator[Finding]:
    """The symbols on sheets of boards: each as often as it was ordered, on whatever sheet."""
    remaining = list(codes)
    try:
        document = pypdfium2.PdfDocument(data)
        try:
            for number in range(len(document) if codes else 0):
                place = Location(path, sheet=str(number + 1))
                page = document[number]
                found, per_mm = _search(page)
                own = [code for one in found if (code := _ordered(one, per_mm, remaining))]
                yield from _check_codes(page, found, per_mm, own, place, second)
        finally:
            document.close()
    except (pypdfium2.PdfiumError, ValueError, ZeroDivisionError) as problem:
        yield error("pdf-damaged", Location(path), value=type(problem).__name__)
    for code in remaining:
        yield error("code-missing", Location(path), value=code.url)


def _ordered(found: Decoded, per_mm: float, remaining: list[Code]) -> Code | None:
    """The code of that text and nearest in size, taken from those that remain."""
    module = (found.box.right - found.box.left) / found.size / per_mm
    alike = [one for one in remaining if one.url == found.text]
    code = min(alike, key=lambda one: abs((one.module or module) - module), default=None)
    if code:
        remaining.remove(code)
    return code


def _check_codes(
    page: Any,
    found: Sequence[Decoded],
    per_mm: float,
    codes: Sequence[Code],
    place: Location,
    second: Zbar | None,
) -> Iterator[Finding]:
    """The symbols found on the page against those that it should have."""
    if len(found) != len(codes):
        slug = "code-count" if found else "code-undecodable"
        yield error(slug, place, count=len(found), expected=len(codes))
        return
    remaining = list(codes)
    for one in found:
        code = _ordered(one, per_mm, remaining) or remaining[0]
        yield from _check_picture(_close_up(page, one, per_mm), code, place, second)


def check_code_file(data: bytes, file: CodeFile, second: Zbar | None = None) -> Iterator[Finding]:
    """A symbol as a file of its own, whatever its format."""
    place = Location(file.path)
    if file.format == "pdf":
        yield from check_sign_code(data, file.path, file.code, second)
        return
    try:
        picture = _READERS[file.format](data)
    except UnitsError as problem:
        yield error("code-units", place, value=str(problem))
        return
    except (SvgError, PngError, DxfError, ValueError) as problem:
        yield error("code-unreadable", place, value=str(problem))
        return
    except KeyError:
        yield error("code-unreadable", place, value=file.format)
        return
    yield from _check_picture(picture, file.code, place, second)


def _read_svg(data: bytes) -> Picture:
    drawing = read_svg(data)
    return Picture(drawing.pixels, drawing.pixels.shape[1] / drawing.width_mm)


def _read_dxf(data: bytes) -> Picture:
    drawing = read_dxf(data)
    if drawing.twice:
        raise DxfError("a line twice")
    return Picture(drawing.pixels, drawing.pixels.shape[1] / drawing.width_mm)


def _read_png(data: bytes) -> Picture:
    image = read_png(data)
    return Picture(image.pixels, image.per_mm / image.step if image.per_mm else None, image.step)


_READERS = {"svg": _read_svg, "dxf": _read_dxf, "png": _read_png}


def check_target(
    url: str, file: str, owner: Owner, expected: Expected, headings: Mapping[str, str]
) -> Iterator[Finding]:
    """The page that a printed link opens: it is there, and it is this village's. `headings` by path.

    Of a build of a part it may not be there.
    """
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
        if not owner.part:
            yield error("code-dead-link", place, value=url, page=page)
    elif headings[page] != owner.name:
        yield error("code-heading", place, value=headings[page], expected=owner.name, page=page)


def _check_picture(picture: Picture, code: Code, place: Location, second: Zbar | None) -> Iterator[Finding]:
    bright = luma(picture.pixels)
    found = decode(bright)
    measured = measure(picture.pixels, found[0]) if len(found) == 1 else None
    if measured is None:
        slug = "code-count" if len(found) > 1 else "code-undecodable"
        yield error(slug, place, count=len(found), expected=1)
        return
    yield from _check_measured(measured, code, place)
    if picture.step is not None:
        pixels = measured.module * picture.step
        if pixels < LEAST_PNG_MODULE or pixels % 1:
            yield error("code-pixels", place, value=f"{pixels:.2f}")
    yield from _check_module(measured.module / picture.per_mm if picture.per_mm else None, code, place)
    if second is not None:
        yield from second.add(place.file, measured.decoded.text, bright)


def _check_measured(measured: Measured, code: Code, place: Location) -> Iterator[Finding]:
    decoded = measured.decoded
    if decoded.text != code.url:
        yield error("code-wrong-url", place, value=decoded.text, expected=code.url)
    if decoded.level != code.level:
        yield error("code-level", place, value=decoded.level, expected=code.level)
    if decoded.unused < 1:
        say = error if decoded.unused < UNUSED_CORRECTION else warn
        yield say("code-damaged", place, value=f"{decoded.unused:.2f}")
    if not measured.upright:
        yield error("code-pattern", place)
    elif not measured.described:
        yield error("code-format", place)
    if measured.quiet_zone < QUIET_ZONE - QUIET_TOLERANCE:
        yield error("code-quiet-zone", place, value=f"{measured.quiet_zone:.1f}")
    if measured.contrast < CONTRAST:
        yield error("code-contrast", place, value=f"{measured.contrast * 100:.0f}")


def _check_module(module: float | None, code: Code, place: Location) -> Iterator[Finding]:
    """The module in mm: as it was ordered, and never too small for the distance or for a printer."""
    least = max(SMALLEST_MODULE, SIGN_MODULE * (code.distance or 0))
    if module is None:
        if code.module is not None:
            yield error("code-module", place, module="?", expected=f"{code.module:.2f}")
    elif code.module is not None and abs(module - code.module) > MODULE_TOLERANCE * code.module:
        yield error("code-module", place, module=f"{module:.2f}", expected=f"{code.module:.2f}")
    elif module < least * (1 - MODULE_TOLERANCE):
        yield error("code-module", place, module=f"{module:.2f}", expected=f"≥ {least:g}")


def _search(page: Any, count: int = 1) -> tuple[list[Decoded], float]:
    """The symbols on the whole page, of which `count` are wanted, and the pixels a mm that showed most."""
    width, height = page.get_size()
    most: list[Decoded] = []
    at = SEARCH_PIXELS[0]
    for per_mm in SEARCH_PIXELS:
        if pt_to_mm(width) * pt_to_mm(height) * per_mm**2 > MAX_PIXELS:
            break
        pixels = page.render(scale=per_mm * MM_PER_INCH / 72, grayscale=True).to_numpy()
        found = decode(np.ascontiguousarray(pixels.reshape(pixels.shape[:2])))
        if len(found) > len(most):
            most, at = found, per_mm
        if len(most) >= count:
            break
    return most, at


def _close_up(page: Any, found: Decoded, per_mm: float) -> Picture:
    """The symbol with its surroundings up to the trim at 8 pixels a module."""
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
    return Picture(np.ascontiguousarray(image.to_numpy()[:, :, :3]), scale)
