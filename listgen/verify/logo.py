"""The logo of a sign: the very shape that was expected, once, upright, in its ink, where it belongs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256
from itertools import pairwise

from listgen.findings import Finding, Location, error
from listgen.units import pt_to_mm
from listgen.verify.content import Painting
from listgen.verify.operators import Segments
from listgen.verify.promised import Logo, Sign

TOLERANCE = 0.05  # mm
Box = tuple[float, float, float, float]  # mm, corners


def is_logo(painting: Painting, logo: Logo) -> bool:
    """Whether it has the logo's shape, wherever and in whatever ink."""
    return painting.line_pt is None and _digest(painting.segments) == logo.outline


def without_logo(paintings: Sequence[Painting], sign: Sign) -> list[Painting]:
    """What else is painted."""
    return [painting for painting in paintings if not (sign.logo and is_logo(painting, sign.logo))]


def check_logo(paintings: Sequence[Painting], logo: Logo, trim: Box, place: Location) -> Iterator[Finding]:
    """The sign has its logo exactly once, as it was to be."""
    found = [painting for painting in paintings if is_logo(painting, logo)]
    if len(found) != 1:
        yield error("sign-logo", place, value=f"{len(found)} ×", file=logo.file)
    for painting in found:
        if painting.ink != tuple(round(part, 3) for part in logo.ink):
            ink = " ".join(f"{part * 100:g}" for part in painting.ink)
            yield error("sign-logo", place, value=f"CMYK {ink}", file=logo.file)
        a, b, c, d, e, f = (pt_to_mm(part) for part in painting.matrix)
        at = e - trim[0], f - trim[1]
        span = max(logo.box[2] - logo.box[0], logo.box[3] - logo.box[1])
        off = [abs(one - other) for one, other in zip(at, logo.box[:2], strict=True)]
        off += [abs(part / logo.scale - 1) * span if logo.scale else span for part in (a, d)]
        if max(off) > TOLERANCE or abs(b) + abs(c) > 1e-6 * (abs(a) + abs(d)) or not _within(painting, logo):
            value = " ".join(f"{part:.4g}" for part in (*at, a, d))
            yield error("sign-logo", place, value=value, file=logo.file)


def _within(painting: Painting, logo: Logo) -> bool:
    """Whether the ends of its sides are in the box of its ink, whatever the expected scale says."""
    xs = [values[-2] * logo.scale for _, values in painting.segments]
    ys = [values[-1] * logo.scale for _, values in painting.segments]
    width, height = logo.box[2] - logo.box[0], logo.box[3] - logo.box[1]
    ordered = (-TOLERANCE, *sorted((min(xs), max(xs))), width + TOLERANCE)
    upright = (-TOLERANCE, *sorted((min(ys), max(ys))), height + TOLERANCE)
    return all(low <= high for low, high in (*pairwise(ordered), *pairwise(upright)))


def _digest(segments: Segments) -> str:
    """The sides to four decimals, as a sign's PDF has them."""
    sides = (
        " ".join((operator, *(f"{value + 0.0:.4f}" for value in values))) for operator, values in segments
    )
    return sha256("\n".join(sides).encode()).hexdigest()
