"""Setting one horizontal line: spaced out when short, squeezed a little, then made smaller when long."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from listgen.typeset.face import Face
from listgen.typeset.outline import EM_BOTTOM, UNITS, Outline, Placed
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


def set_line(text: str, face: Face, line: Line, width: float) -> Setting | Overfull:
    """`text` centred on its ink in a box `width` wide whose lower edge is the em box's bottom.

    Raises MissingGlyphError.
    """
    outlines = tuple(face.outline(char) for char in text)
    advance = sum(outline.advance for outline in outlines) / UNITS
    gaps = len(outlines) - 1
    natural = advance + gaps * line.track_min
    squeeze = min(1.0, max(line.squeeze, width / (natural * line.em)))
    em = min(line.em, width / (natural * squeeze))
    if em < line.em_min:
        return _overfull(text, line, width, natural)
    em_width = em * squeeze
    track = min(line.track_max * em_width, (width - advance * em_width) / gaps) if gaps else 0.0
    return _setting(outlines, em_width, em, track, width)


def set_lines(
    lines: Sequence[tuple[str, Line]], face: Face, width: float, beside: float
) -> tuple[Setting, ...]:
    """Each line in a box `width` wide without the `beside` that is left free.

    Raises MissingGlyphError, and OverfullError of the line that needs the widest box, `beside` included.
    """
    found = [set_line(text, face, line, width - beside) for text, line in lines]
    refused = [one for one in found if isinstance(one, Overfull)]
    if refused:
        longest = max(refused, key=lambda one: one.length)
        raise OverfullError(replace(longest, length=longest.length + beside))
    return tuple(fitted(one) for one in found)


def set_start(text: str, face: Face, em: float) -> Glyphs:
    """`text` as it runs by itself from the start of its baseline, the origin. Raises MissingGlyphError."""
    glyphs, x = [], 0.0
    for outline in map(face.outline, text):
        glyphs.append(Placed(outline, x, 0.0, em / UNITS, em / UNITS))
        x += outline.advance * em / UNITS
    return tuple(glyphs)


def _setting(
    outlines: tuple[Outline, ...], em_width: float, em: float, track: float, width: float
) -> Setting:
    glyphs, x = [], 0.0
    for outline in outlines:
        glyphs.append(Placed(outline, x, -EM_BOTTOM * em / UNITS, em_width / UNITS, em / UNITS))
        x += outline.advance * em_width / UNITS + track
    found = ink(glyphs)
    centred = moved(glyphs, width / 2 - (found.x0 + found.x1) / 2, 0)
    return Setting(centred, "line", em_width, em, em_width, em_width + track, ink(centred))


def _overfull(text: str, line: Line, width: float, natural: float) -> Overfull:
    least = line.em_min * line.squeeze
    most = int((width / least + line.track_min) / (1 + line.track_min))
    return Overfull(text, len(text), most, natural * least)
