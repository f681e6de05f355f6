"""The number under which a sign is on record (挂牌备案), set small where nothing else stands."""

from __future__ import annotations

from dataclasses import replace

from listgen.signage.scheme import HallSlot, Orientation, Slot
from listgen.signage.slug import FACE
from listgen.typeset.faces import Faces
from listgen.typeset.horizontal import Line, set_line
from listgen.typeset.outline import Box
from listgen.typeset.placing import Glyphs, ink, moved
from listgen.typeset.setting import Overfull

LABEL = "备案号："
_LINE = Line(em=12.0, em_min=7.0, track_min=0.03, track_max=0.03)  # 7 mm is read from where one can touch it
_FROM_EDGE = 12.0  # from the trim or from a frame
_FROM_WORDING = 8.0  # from the margin that the wording keeps
_LOW = 0.36  # of what is free above and below a line, how much is below: it belongs to the edge


class NoRoomError(ValueError):
    """A number for which the sign's margins leave no room."""


def filing_text(number: str) -> str:
    """The whole line as it is set."""
    return f"{LABEL}{number}"


def set_filing(sign: Slot | HallSlot, number: str, faces: Faces) -> Glyphs:
    """The line inside the margin below the wording: in the middle of a vertical board, else at the right.

    Raises MissingGlyphError and NoRoomError; `check` finds both beforehand.
    """
    free = _free(sign)
    room = free.y1 - free.y0
    if room < _LINE.em_min:
        raise NoRoomError(f"“{number}” has {room:.0f} mm in height")
    line = replace(_LINE, em=min(_LINE.em, room))
    setting = set_line(filing_text(number), faces.face(FACE), line, free.x1 - free.x0)
    if isinstance(setting, Overfull):
        raise NoRoomError(f"“{number}” has {free.x1 - free.x0:.0f} mm in width")
    found = ink(setting.glyphs)
    low = free.y0 + _LOW * (room - (found.y1 - found.y0))
    if isinstance(sign, Slot) and sign.orientation is Orientation.VERTICAL:
        return moved(setting.glyphs, free.x0, low - found.y0)
    right = free.x1 - (low - free.y0)  # as far from the side as from below
    return moved(setting.glyphs, right - found.x1, low - found.y0)


def _free(sign: Slot | HallSlot) -> Box:
    """The strip below the wording that nothing else reaches."""
    margins = sign.margins
    if isinstance(sign, HallSlot):
        right = sign.width - sign.panel.width - _FROM_EDGE
        return Box(margins.end, _FROM_EDGE, right, margins.side - _FROM_WORDING)
    if sign.bar is None:
        return Box(margins.side, _FROM_EDGE, sign.width - margins.side, margins.end - _FROM_WORDING)
    frame = sign.bar.frame
    edge = _FROM_EDGE + (frame.inset + frame.width if frame else 0.0)
    return Box(margins.end, edge, sign.width - edge, margins.side - _FROM_WORDING)
