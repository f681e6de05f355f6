"""A county's own logo or emblem on a sign: its vector file read, judged, and put in its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from hashlib import sha256

from listgen.drawing.model import Fill, Ink
from listgen.findings import Finding, Location, error, has_errors, warn
from listgen.signage.scheme import EMBLEM, NATIONAL_EMBLEM, HallSlot, Logo, Scheme, Slot
from listgen.typeset.outline import Box, Close, Outline, Placed
from listgen.typeset.svg import Grid, Paths, SvgError, outline_of, read_paths

FOLDER = "assets/logos"
CLEAR = 8.0  # mm around a logo, so that it does not read as part of a character
UNITS = 1000.0  # the longer side of the view box in the outline's units
_FILE = re.compile(rf"{FOLDER}/[^/\\.][^/\\]*\.svg", re.IGNORECASE)
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".webp")

# 国徽法 第四、十三条: who hangs it is listed, and no body of a village or a community is.
_NATIONAL = ("国徽", "national emblem", "national-emblem", "national_emblem", "guohui")
# 中国共产党党徽党旗条例 第七条 names the party's own places: 党群服务中心, 党员活动室, 党建宣传栏.
_NOT_LISTED = ("村民委员会", "居民委员会", "集体经济", "合作社", "监督")


def load_logos(scheme: Scheme, files: Mapping[str, bytes]) -> tuple[Scheme, list[Finding]]:
    """The scheme with the shape of every logo, and what is wrong with them; `files` are the project's.

    A logo that cannot be used is left out of the scheme, and an error.
    """
    findings = [
        error("logo-not-vector", Location(path), value=path)
        for path in sorted(files)
        if path.startswith(f"{FOLDER}/") and path.lower().endswith(_PICTURES)
    ]
    read = [_load(sign, files) for sign in scheme.signs]
    findings += (finding for _, found in read for finding in found)
    slots = tuple(replace(slot, logo=logo) for slot, (logo, _) in zip(scheme.slots, read, strict=False))
    hall = replace(scheme.hall, logo=read[-1][0]) if scheme.hall else None
    return replace(scheme, slots=slots, hall=hall), findings


def place_logo(logo: Logo) -> Placed:
    """The shape as large as its box lets it be, in the middle of it, upright and in its own proportions."""
    assert logo.shape is not None and logo.shape.bounds is not None  # load_logos has read it
    width, height = logo.shape.bounds.x1, logo.shape.bounds.y1
    scale = min(logo.box.width / width, logo.box.height / height)
    x = logo.box.x + (logo.box.width - scale * width) / 2
    y = logo.box.y + (logo.box.height - scale * height) / 2
    return Placed(logo.shape, x, y, scale, scale)


def logo_fill(sign: Slot | HallSlot) -> tuple[Fill, ...]:
    """The logo of the sign, if it has one."""
    return (Fill(sign.logo.ink, "logo", glyphs=(place_logo(sign.logo),)),) if sign.logo else ()


def met_by_logo(logo: Logo, fills: Iterable[Fill]) -> tuple[str, ...]:
    """The roles of what the logo meets or comes too near; one ground has to be whole beneath it."""
    x0, y0, x1, y1 = _points(place_logo(logo))
    box, met = Box(x0 - CLEAR, y0 - CLEAR, x1 + CLEAR, y1 + CLEAR), []
    for fill in fills:
        boxes = [Box(one.x, one.y, one.x + one.width, one.y + one.height) for one in fill.rects]
        for other in (*boxes, *(_points(glyph) for glyph in fill.glyphs)):
            if _meet(box, other) and not (fill.role == "ground" and _holds(other, box)):
                met.append(fill.role)
    return tuple(dict.fromkeys(met))


def outline_digest(outline: Outline) -> str:
    """What tells one shape from another: its sides to four decimals, as the PDF has them."""
    sides = (
        " ".join((type(side).__name__[0].lower(), *(f"{round(value, 4) + 0.0:.4f}" for value in side)))
        for side in outline.segments
        if not isinstance(side, Close)
    )
    return sha256("\n".join(sides).encode()).hexdigest()


def _load(sign: Slot | HallSlot, files: Mapping[str, bytes]) -> tuple[Logo | None, list[Finding]]:
    """The logo of the sign with its shape; None where it has none that can be used."""
    if sign.logo is None:
        return None, []
    place = sign.places.get("logo", Location())
    findings = [*_check_kind(sign, sign.logo, place), *_check_box(sign, sign.logo, place)]
    logo, found = _read(sign.logo, files, place)
    findings += found
    return (None if has_errors(findings) else logo), findings


def _read(logo: Logo, files: Mapping[str, bytes], place: Location) -> tuple[Logo | None, list[Finding]]:
    """The logo with its shape, and what is wrong with its file."""
    if logo.file.lower().endswith(_PICTURES):
        return None, [error("logo-not-vector", place, value=logo.file)]
    data = files.get(logo.file)
    if data is None or not _FILE.fullmatch(logo.file):
        return None, [error("logo-missing", place, value=logo.file)]
    try:
        paths = read_paths(data)
        shape = _shape(paths)
    except SvgError as fault:
        facts = {"value": fault.value or logo.file, "problem": fault.problem}
        return None, [error("bad-logo", Location(logo.file), **facts)]
    findings = []
    if len(paths.fills) > 1:
        findings.append(error("logo-of-many-colours", Location(logo.file), value=" ".join(paths.fills)))
    said = f"{logo.file} {paths.words}".lower()
    national = next((word for word in _NATIONAL if word in said), "")
    if national:
        findings.append(error("national-emblem", Location(logo.file), value=national))
    return replace(logo, sha256=sha256(data).hexdigest(), shape=shape), findings


def _shape(paths: Paths) -> Outline:
    """The outline with the lower left of its ink as its origin. Raises SvgError."""
    scale = UNITS / max(paths.box.width, paths.box.height)
    ink = outline_of(paths, Grid(scale, -scale, 0, 0)).bounds
    assert ink is not None
    return outline_of(paths, Grid(scale, -scale, -ink.x0, -ink.y0))


def _check_kind(sign: Slot | HallSlot, logo: Logo, place: Location) -> Iterator[Finding]:
    if logo.kind == NATIONAL_EMBLEM:
        yield error("national-emblem", place, value=logo.kind)
    if logo.kind != EMBLEM:
        return
    if not (_is_red(logo.ink) or _is_golden(logo.ink)):
        parts = (logo.ink.cyan, logo.ink.magenta, logo.ink.yellow, logo.ink.black)
        value = " ".join(f"{name}{part * 100:g}" for name, part in zip("CMYK", parts, strict=True))
        yield error("emblem-ink", place, value=value, sign=sign.column)
    said = (sign.column, *(text for _, texts in sign.endings for text in texts))
    other = next((word for word in _NOT_LISTED if any(word in text for text in said)), "")
    if other:
        yield warn("emblem-not-listed", place, value=other, sign=sign.column)


def _is_red(ink: Ink) -> bool:
    """中国共产党党徽党旗条例 第五条: red. 100 magenta and 100 yellow, more or less."""
    return ink.cyan <= 0.1 and ink.magenta >= 0.8 and ink.yellow >= 0.7 and ink.black <= 0.2


def _is_golden(ink: Ink) -> bool:
    """The same: golden yellow. A yellow between lemon and orange, not greenish, not brown."""
    return ink.cyan <= 0.2 and 0.1 <= ink.magenta <= 0.5 and ink.yellow >= 0.7 and ink.black <= 0.2


def _check_box(sign: Slot | HallSlot, logo: Logo, place: Location) -> Iterator[Finding]:
    """Within the smaller of the margins, which nothing but a frame goes into."""
    least = min(sign.margins.end, sign.margins.side)
    box = logo.box
    right, top = sign.width - box.x - box.width, sign.height - box.y - box.height
    if min(box.x, box.y, right, top) < least:
        facts = {"value": f"{min(box.x, box.y, right, top):g}", "least": f"{least:g}"}
        yield error("logo-outside-margins", place, sign=sign.column, **facts)


def _points(glyph: Placed) -> Box:
    """The box of all points of a shape, those beside its curves too: what readers of the PDF go by."""
    sides = [side for side in glyph.outline.segments if not isinstance(side, Close)]
    xs = [glyph.x + x * glyph.sx for side in sides for x in side[0::2]]
    ys = [glyph.y + y * glyph.sy for side in sides for y in side[1::2]]
    return Box(min(xs), min(ys), max(xs), max(ys)) if xs else Box(0, 0, 0, 0)


def _meet(one: Box, other: Box) -> bool:
    return one.x0 < other.x1 and other.x0 < one.x1 and one.y0 < other.y1 and other.y0 < one.y1


def _holds(outer: Box, inner: Box) -> bool:
    return outer.x0 <= inner.x0 and outer.y0 <= inner.y0 and outer.x1 >= inner.x1 and outer.y1 >= inner.y1
