"""Outlines back into characters: a painted shape is compared with the glyphs of the faces that set signs.

The faces are read by fontTools, the signs were set by HarfBuzz. Shapes are compared after scaling each to
its own box, so neither the size on the sign nor a face's units matter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from math import hypot
from pathlib import Path
from typing import Any

import numpy as np
from fontTools.pens.basePen import BasePen
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont
from numpy.typing import NDArray

from listgen.units import pt_to_mm
from listgen.verify.content import Painting
from listgen.verify.licensed import Font
from listgen.verify.operators import Segments

UNREAD = "□"  # what is read where there is no character
TOLERANCE = 0.01  # of the shape's box
STRETCH = (0.8, 1.25)  # a little more than setting may stretch

_OPERATORS = {"moveTo": "m", "lineTo": "l", "curveTo": "c"}
_SINGLE, _EXTENSION = 1, 7  # lookup types of GSUB


@dataclass(frozen=True, slots=True)
class _Known:
    """A glyph of a face: its points scaled to its own box, the box's width to its height."""

    points: NDArray[np.float64]
    aspect: float
    character: str


@dataclass(frozen=True, slots=True)
class _Match:
    """A character that a shape may be: the share by which the shape is wider, and how far its points are off.

    `across` and `along` are in the units of the shape's path.
    """

    character: str
    wider: float
    across: float
    along: float


class Shapes:
    """The characters of some faces by their shape."""

    def __init__(
        self, fonts: Iterable[Path], characters: Iterable[str], licensed: Iterable[Font] | None = None
    ) -> None:
        """`characters` are those to expect; a face that lacks one is passed over.

        `licensed` are the county's own faces; None where its project is not at hand.
        """
        self.knows_licensed = licensed is not None
        self._fonts: tuple[Path | Font, ...] = (*fonts, *(licensed or ()))
        self._learned: set[int] = set()
        self._wider = [_is_common, _is_any]
        self._known: dict[str, list[_Known]] = {}
        self._read: dict[Segments, tuple[_Match, ...]] = {}
        self._learn_from(frozenset(map(ord, characters)).__contains__)

    def learn_to_read(self, paintings: Sequence[Painting]) -> None:
        """More characters, for shapes that are none of those to expect: at first the common ones.

        GB 2312 takes seconds, all of the faces half a minute.
        """
        while self._wider and any(self.characters(one) <= {UNREAD} for one in paintings):
            self._read.clear()
            self._learn_from(self._wider.pop(0))

    def characters(self, painting: Painting) -> frozenset[str]:
        """The characters that the shape may be; none where no face has it.

        A shape that is turned, mirrored or stretched out of its form is no character: UNREAD.
        """
        segments = painting.segments
        if segments not in self._read:
            self._read[segments] = self._match(segments)
        a, b, c, d, _, _ = painting.matrix
        if abs(b) + abs(c) > 1e-6 * (abs(a) + abs(d)) or a <= 0 or d <= 0:
            return frozenset(UNREAD)
        found, (least, most) = self._read[segments], (bound * d / a for bound in STRETCH)
        fitting = frozenset(match.character for match in found if least <= match.wider <= most)
        return fitting or frozenset(UNREAD if found else "")

    def deviation(self, painting: Painting) -> float:
        """How far in mm a point of the shape lies from where its face has it, at most; 0 for no character."""
        a, _, _, d, _, _ = painting.matrix
        matches = self._read.get(painting.segments, ())
        return min((pt_to_mm(hypot(a * one.across, d * one.along)) for one in matches), default=0.0)

    def _match(self, segments: Segments) -> tuple[_Match, ...]:
        """The characters of this outline."""
        outline = _outline(segments)
        if outline is None:
            return ()
        operators, points, size = outline
        return tuple(_matches(points, size, self._known.get(operators, ())))

    def _learn_from(self, chosen: Callable[[int], bool]) -> None:
        """The glyphs of the chosen code points that were not learned before."""
        new: set[int] = set()
        for one in self._fonts:
            with _opened(one) as font:
                names = font.getBestCmap()
                glyphs, others = font.getGlyphSet(), _alternates(font)
                for code in sorted(code for code in names if code not in self._learned and chosen(code)):
                    new.add(code)
                    for form in _forms(names[code], others):
                        self._learn(glyphs, form, chr(code))
        self._learned |= new

    def _learn(self, glyphs: Any, form: str, character: str) -> None:
        pen = DecomposingRecordingPen(glyphs)
        glyphs[form].draw(pen)
        outline = _outline(tuple(_segments(pen)))
        if outline:
            operators, points, (width, height) = outline
            self._known.setdefault(operators, []).append(_Known(points, width / height, character))


def _is_common(code: int) -> bool:
    """Whether GB/T 2312-1980 has the character."""
    try:
        return bool(chr(code).encode("gb2312"))
    except UnicodeEncodeError:
        return False


def _is_any(code: int) -> bool:
    return True


def _matches(
    points: NDArray[np.float64], size: tuple[float, float], known: Iterable[_Known]
) -> Iterator[_Match]:
    width, height = size
    for one in known:
        across, along = np.abs(points - one.points).max(axis=0)
        if max(across, along) < TOLERANCE:
            wider = width / height / one.aspect
            yield _Match(one.character, wider, float(across) * width, float(along) * height)


def _opened(font: Path | Font) -> TTFont:
    if isinstance(font, Path):
        return TTFont(font, lazy=True)
    return TTFont(BytesIO(font.data), fontNumber=font.index, lazy=True)


def _segments(recorded: DecomposingRecordingPen) -> Iterator[tuple[str, tuple[float, ...]]]:
    """The sides as a sign has them: cubics for the quadratic ones of a TrueType face."""
    if any(operator == "qCurveTo" for operator, _ in recorded.value):
        cubic = _CubicPen()
        recorded.replay(cubic)
        recorded = cubic.recorded
    for operator, points in recorded.value:
        if operator in _OPERATORS:
            yield _OPERATORS[operator], tuple(float(value) for point in points for value in point)


class _CubicPen(BasePen):  # type: ignore[misc]
    """Records cubics alone; BasePen makes them of quadratic sides."""

    def __init__(self) -> None:
        super().__init__(None)
        self.recorded = DecomposingRecordingPen(None)
        self._moveTo = self.recorded.moveTo
        self._lineTo = self.recorded.lineTo
        self._curveToOne = self.recorded.curveTo


def _outline(segments: Segments) -> tuple[str, NDArray[np.float64], tuple[float, float]] | None:
    """Operators, points scaled to the shape's own box, and the box's width and height; None for no glyph."""
    operators: list[str] = []
    points: list[float] = []
    start: tuple[float, ...] = ()
    for index, (operator, values) in enumerate(segments):
        if operator not in "mlc":
            return None
        last = index + 1 == len(segments) or segments[index + 1][0] == "m"
        if operator == "m":
            start = values
        elif operator == "l" and last and values == start:
            continue  # the side that closing the contour draws anyway
        operators.append(operator)
        points.extend(values)
    flat = np.array(points).reshape(-1, 2)
    if len(flat) < 3:
        return None
    low, size = flat.min(axis=0), np.ptp(flat, axis=0)
    if size.min() <= 0:
        return None
    return "".join(operators), (flat - low) / size, (float(size[0]), float(size[1]))


def _alternates(font: Any) -> dict[str, set[str]]:
    """The forms that a glyph may take in vertical or localized text."""
    others: dict[str, set[str]] = {}
    table = font["GSUB"].table if "GSUB" in font else None
    for lookup in table.LookupList.Lookup if table and table.LookupList else ():
        for subtable in lookup.SubTable:
            real = subtable.ExtSubTable if lookup.LookupType == _EXTENSION else subtable
            if real.LookupType == _SINGLE:
                for glyph, form in real.mapping.items():
                    others.setdefault(glyph, set()).add(form)
    return others


def _forms(glyph: str, others: dict[str, set[str]]) -> Iterator[str]:
    """The glyph, its forms, and theirs."""
    seen = {glyph}
    todo = [glyph]
    while todo:
        form = todo.pop()
        yield form
        new = others.get(form, set()) - seen
        seen |= new
        todo += sorted(new)
