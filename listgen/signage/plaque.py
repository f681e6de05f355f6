"""One plaque: the wording of a slot, verbatim, as a drawing at real size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from listgen.drawing.model import Drawing, Fill, Ink, Rect
from listgen.signage.board import BLEED
from listgen.signage.filing import set_filing
from listgen.signage.logo import logo_fill
from listgen.signage.names import part
from listgen.signage.scheme import Bar, Frame, Orientation, Slot
from listgen.signage.slug import slug
from listgen.typeset import vertical
from listgen.typeset.face import Face
from listgen.typeset.faces import Faces
from listgen.typeset.horizontal import Line, fit_line, set_line, set_lines
from listgen.typeset.measures import Likeness, rough_measures
from listgen.typeset.outline import Box
from listgen.typeset.placing import Glyphs, ink, moved
from listgen.typeset.setting import Overfull, Setting, fitted
from listgen.typeset.vertical import VerticalBox, set_vertical


@dataclass(frozen=True, slots=True)
class Wording:
    """A wording set on its sign: the small line above, if it has one, and the rest."""

    lead: Glyphs
    main: Glyphs


def set_plaque(
    slot: Slot,
    wording: str,
    faces: Faces,
    *,
    places: Sequence[str] = (),
    company: Sequence[str] = (),
    filing: str = "",
    specimen: bool = False,
) -> Drawing:
    """The plaque of `slot`. `places`: names of county, township and village, to break a long name well.

    `company`: wordings of the boards of the same size that hang beside it; boards of one gate look alike.
    Raises MissingGlyphError, OverfullError and NoRoomError; `check` finds them beforehand.
    """
    face = faces.face(slot.face)
    alike = any(_has_prefix(slot, other, face, tuple(places)) for other in company)
    words = set_wording(slot, wording, face, places, alike)
    small = (Fill(slot.ink, "text", glyphs=set_filing(slot, filing, faces)),) if filing else ()
    fills = (*fills_of(slot, words), *small, *logo_fill(slot))
    line = slug(wording, slot.face, slot.width, slot.height, faces, specimen)
    return Drawing(slot.width, slot.height, BLEED, wording, fills, line)


def fills_of(slot: Slot, words: Wording) -> tuple[Fill, ...]:
    """The board and its wording; what a filing number and a logo may not meet."""
    return (*_grounds(slot), *_texts(slot, words))


def set_wording(
    slot: Slot, wording: str, face: Face, places: Sequence[str] = (), prefer_prefix: bool = False
) -> Wording:
    """The outlines of `wording` where they stand on the sign. Raises MissingGlyphError and OverfullError."""
    if slot.orientation is Orientation.HORIZONTAL and slot.bar:
        return _set_bar(slot, slot.bar, wording, face)
    parting = part(wording, places)
    set_ = set_vertical(wording, face, board(slot), parting.name_at, parting.breaks, prefer_prefix)
    return Wording((), fitted(set_).glyphs)


def has_room(slot: Slot, wording: str, face: Face) -> bool:
    """Whether `set_wording` sets the wording, wherever its places part it. Raises MissingGlyphError."""
    if slot.orientation is Orientation.HORIZONTAL and slot.bar:
        likeness = _likeness(face)  # advances alone decide, and those it keeps
        lines = _bar_lines(slot, slot.bar, wording)
        room = slot.width - 2 * slot.margins.end
        return all(_line_has_room(likeness.of(text), face, line, room) for text, line in lines)
    return vertical.has_room(wording, face, board(slot))


@lru_cache(maxsize=16)
def _likeness(face: Face) -> Likeness:
    return Likeness((face,))


@lru_cache(maxsize=4096)  # by the texts' likenesses: a county has few lengths
def _line_has_room(text: str, face: Face, line: Line, room: float) -> bool:
    return not isinstance(fit_line(text, rough_measures(face), line, room), Overfull)


@lru_cache(maxsize=64)  # each board of a village asks about the others
def _has_prefix(slot: Slot, wording: str, face: Face, places: tuple[str, ...]) -> bool:
    parting = part(wording, places)
    set_ = set_vertical(wording, face, board(slot), parting.name_at, parting.breaks)
    return isinstance(set_, Setting) and set_.mode == "prefix"


def board(slot: Slot) -> VerticalBox:
    """A vertical slot's board, as a name is set on it."""
    return VerticalBox(slot.width, slot.height, slot.margins.end, slot.margins.side, slot.character_min)


def split_emphasis(wording: str, emphasis: Sequence[str]) -> tuple[str, str]:
    """What stands small above and what large below; all large when the wording ends in none of `emphasis`."""
    for tail in emphasis:
        if wording.endswith(tail) and wording != tail:
            return wording.removesuffix(tail), tail
    return "", wording


def _set_bar(slot: Slot, bar: Bar, wording: str, face: Face) -> Wording:
    lines = _bar_lines(slot, bar, wording)
    whole = Box(slot.margins.end, 0, slot.width - slot.margins.end, slot.height)
    lower = whole._replace(y1=slot.height - bar.band.height) if bar.band else whole
    main, *leads = set_lines(lines, face, slot.width, 2 * slot.margins.end)
    if not leads:
        return Wording((), *stacked((main.glyphs,), (), lower))
    lead = _lead(leads[0], lines[1][0], face, bar.lead, main)
    if bar.band:
        upper = whole._replace(y0=lower.y1)
        return Wording(*stacked((lead,), (), upper), *stacked((main.glyphs,), (), lower))
    return Wording(*stacked((lead, main.glyphs), (bar.space,), whole))


def _bar_lines(slot: Slot, bar: Bar, wording: str) -> list[tuple[str, Line]]:
    """The large line and, if there is one, the small one over it."""
    small, large = split_emphasis(wording, slot.emphasis)
    return [(large, bar.main), *([(small, bar.lead)] if small else [])]


def _lead(wide: Setting, text: str, face: Face, line: Line, main: Setting) -> Glyphs:
    """The small line, spaced out no wider than the large one under it where its size allows."""
    room = main.ink.x1 - main.ink.x0
    if wide.ink.x1 - wide.ink.x0 <= room:
        return wide.glyphs
    narrow = set_line(text, face, line, room)
    if isinstance(narrow, Overfull) or narrow.em_width < line.em:
        return wide.glyphs
    return moved(narrow.glyphs, main.ink.x0, 0)


def stacked(blocks: Sequence[Glyphs], spaces: Sequence[float], box: Box) -> tuple[Glyphs, ...]:
    """Lines set as wide as `box`, one under another, `spaces` apart, in the middle of its height by ink."""
    inks = [ink(block) for block in blocks]
    height = sum(found.y1 - found.y0 for found in inks) + sum(spaces)
    top = (box.y0 + box.y1 + height) / 2
    placed = []
    for block, found, space in zip(blocks, inks, (*spaces, 0.0), strict=True):
        placed.append(moved(block, box.x0, top - found.y1))
        top -= found.y1 - found.y0 + space
    return tuple(placed)


def _grounds(slot: Slot) -> tuple[Fill, ...]:
    whole = Rect(-BLEED, -BLEED, slot.width + 2 * BLEED, slot.height + 2 * BLEED)
    fills = [Fill(slot.ground, "ground", (whole,))]
    if slot.bar and slot.bar.band:
        band = slot.bar.band
        strip = Rect(-BLEED, slot.height - band.height, slot.width + 2 * BLEED, band.height + BLEED)
        fills.append(Fill(band.ground, "ground", (strip,)))
    if slot.bar and slot.bar.frame:
        fills.append(Fill(slot.ink, "rule", _frame(slot.bar.frame, slot.width, slot.height)))
    return tuple(fills)


def _frame(frame: Frame, width: float, height: float) -> tuple[Rect, ...]:
    """Four strips that do not overlap, so that a cutter meets each edge once."""
    near, thick = frame.inset, frame.width
    long, tall = width - 2 * near, height - 2 * near - 2 * thick
    return (
        Rect(near, near, long, thick),
        Rect(near, height - near - thick, long, thick),
        Rect(near, near + thick, thick, tall),
        Rect(width - near - thick, near + thick, thick, tall),
    )


def _texts(slot: Slot, words: Wording) -> tuple[Fill, ...]:
    lead_ink: Ink = slot.bar.band.ink if slot.bar and slot.bar.band else slot.ink
    lines = ((lead_ink, words.lead), (slot.ink, words.main))
    return tuple(Fill(colour, "text", glyphs=glyphs) for colour, glyphs in lines if glyphs)
