"""Setting one horizontal line: spaced out when short, squeezed a little, then made smaller when long."""

from __future__ import annotations

from dataclasses import dataclass

from listgen.typeset.face import Face
from listgen.typeset.outline import EM_BOTTOM, UNITS, Outline, Placed
from listgen.typeset.placing import ink, moved
from listgen.typeset.setting import Overfull, Setting

SQUEEZE_MIN = 0.90  # 长体: narrower reads as pinched


@dataclass(frozen=True, slots=True)
class Line:
    """How a line is set: the em wanted and the least one (mm); the tracking in ems, at least and at most."""

    em: float
    em_min: float
    track_min: float = 0.04
    track_max: float = 0.30


def set_line(text: str, face: Face, line: Line, width: float) -> Setting | Overfull:
    """`text` centred on its ink in a box `width` wide whose lower edge is the em box's bottom.

    Raises MissingGlyphError.
    """
    outlines = tuple(face.outline(char) for char in text)
    advance = sum(outline.advance for outline in outlines) / UNITS
    gaps = len(outlines) - 1
    natural = advance + gaps * line.track_min
    squeeze = min(1.0, max(SQUEEZE_MIN, width / (natural * line.em)))
    em = min(line.em, width / (natural * squeeze))
    if em < line.em_min:
        return _overfull(text, line, width, natural)
    em_width = em * squeeze
    track = min(line.track_max * em_width, (width - advance * em_width) / gaps) if gaps else 0.0
    return _setting(outlines, em_width, em, track, width)


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
    least = line.em_min * SQUEEZE_MIN
    most = int((width / least + line.track_min) / (1 + line.track_min))
    return Overfull(text, len(text), most, natural * least)
