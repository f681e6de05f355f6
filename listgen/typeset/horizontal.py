"""Setting one horizontal line: spaced out when short, squeezed a little, then made smaller when long."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from listgen.typeset.face import Face
from listgen.typeset.measures import Measure, exact_measures
from listgen.typeset.outline import EM_BOTTOM, UNITS, Placed
from listgen.typeset.placing import Glyphs, ink, moved
from listgen.typeset.setting import Overfull, OverfullError, Setting, fitted

SQUEEZE_MIN = 0.90  # 长体: narrower reads as pinched


@dataclass(frozen=True, slots=True)
class Line:
    """How a line is set: the em wanted and the least one (mm); the tracking in ems, at least and at most.

    `squeeze`: the em's least width, of its height.
    """

    em: float
    em_min: float
    track_min: float = 0.04
    track_max: float = 0.30
    squeeze: float = SQUEEZE_MIN


@dataclass(frozen=True, slots=True)
class Fit:
    """How a line comes out, in mm: its em, the gap after each character, its ink above the em's bottom."""

    em_width: float
    em_height: float
    track: float
    low: float
    high: float

    @property
    def height(self) -> float:
        """From the lowest ink to the highest."""
        return self.high - self.low


def fit_line(text: str, measures: Mapping[str, Measure], line: Line, width: float) -> Fit | Overfull:
    """How `text` is set in a box `width` wide, by what its characters measure in their face.

    Raises MissingGlyphError.
    """
    taken = [measures[char] for char in text]
    advance = sum(measure.advance for measure in taken) / UNITS
    gaps = len(taken) - 1
    natural = advance + gaps * line.track_min
    squeeze = min(1.0, max(line.squeeze, width / (natural * line.em)))
    em = min(line.em, width / (natural * squeeze))
    if em < line.em_min:
        return _overfull(text, line, width, natural)
    em_width = em * squeeze
    track = min(line.track_max * em_width, (width - advance * em_width) / gaps) if gaps else 0.0
    scale, up = em / UNITS, -EM_BOTTOM * em / UNITS
    low = min(measure.low for measure in taken)
    high = max(measure.high for measure in taken)
    return Fit(em_width, em, track, up + low * scale, up + high * scale)


@lru_cache(maxsize=512)  # what the villages of a county share: sizes, functions, notes
def set_line(text: str, face: Face, line: Line, width: float) -> Setting | Overfull:
    """`text` centred on its ink in a box `width` wide whose lower edge is the em box's bottom.

    Raises MissingGlyphError.
    """
    fit = fit_line(text, exact_measures(face), line, width)
    return fit if isinstance(fit, Overfull) else place_line(text, face, fit, width)


def place_line(text: str, face: Face, fit: Fit, width: float) -> Setting:
    """The outlines of a line that was fitted into `width`. Raises MissingGlyphError."""
    glyphs, x, up = [], 0.0, -EM_BOTTOM * fit.em_height / UNITS
    sx, sy = fit.em_width / UNITS, fit.em_height / UNITS
    for outline in map(face.outline, text):
        glyphs.append(Placed(outline, x, up, sx, sy))
        x += outline.advance * fit.em_width / UNITS + fit.track
    found = ink(glyphs)
    centred = moved(glyphs, width / 2 - (found.x0 + found.x1) / 2, 0)
    sizes = fit.em_width, fit.em_height, fit.em_width, fit.em_width + fit.track
    return Setting(centred, "line", *sizes, ink(centred))


def fit_lines(
    lines: Sequence[tuple[str, Line]], measures: Mapping[str, Measure], width: float, beside: float
) -> tuple[Fit, ...]:
    """Each line in a box `width` wide without the `beside` that is left free.

    Raises MissingGlyphError, and OverfullError of the line that needs the widest box, `beside` included.
    """
    found = [fit_line(text, measures, line, width - beside) for text, line in lines]
    refused = [one for one in found if isinstance(one, Overfull)]
    if refused:
        longest = max(refused, key=lambda one: one.length)
        raise OverfullError(replace(longest, length=longest.length + beside))
    return tuple(fitted(one) for one in found)


def set_lines(
    lines: Sequence[tuple[str, Line]], face: Face, width: float, beside: float
) -> tuple[Setting, ...]:
    """The same lines set. Raises MissingGlyphError and OverfullError."""
    fits = fit_lines(lines, exact_measures(face), width, beside)
    return tuple(
        place_line(text, face, fit, width - beside) for (text, _), fit in zip(lines, fits, strict=True)
    )


def set_start(text: str, face: Face, em: float) -> Glyphs:
    """`text` as it runs by itself from the start of its baseline, the origin. Raises MissingGlyphError."""
    glyphs, x = [], 0.0
    for outline in map(face.outline, text):
        glyphs.append(Placed(outline, x, 0.0, em / UNITS, em / UNITS))
        x += outline.advance * em / UNITS
    return tuple(glyphs)


def _overfull(text: str, line: Line, width: float, natural: float) -> Overfull:
    least = line.em_min * line.squeeze
    most = int((width / least + line.track_min) / (1 + line.track_min))
    return Overfull(text, len(text), most, natural * least)
