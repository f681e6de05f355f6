"""The sign of the service hall: its name, its functions, the phone for complaints, the village's code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from listgen.drawing.model import Drawing, Fill, Rect
from listgen.qr.symbol import Symbol
from listgen.signage.board import BLEED
from listgen.signage.code import WHITE, dark_fill
from listgen.signage.coverage import is_covered
from listgen.signage.filing import set_filing
from listgen.signage.functions import CrowdedError, function_rows
from listgen.signage.logo import logo_fill
from listgen.signage.plaque import split_emphasis, stacked
from listgen.signage.scheme import HallSlot
from listgen.signage.slug import slug
from listgen.typeset.face import Face
from listgen.typeset.faces import Faces
from listgen.typeset.horizontal import Line, fit_line, set_line, set_lines
from listgen.typeset.measures import rough_measures
from listgen.typeset.outline import Box
from listgen.typeset.placing import Glyphs, ink
from listgen.typeset.setting import Overfull, fitted

_A_ROW, _ROWS = 4, 2
MOST_FUNCTIONS = _A_ROW * _ROWS  # more cannot be read in passing
_TWO_ROWS = 0.86  # of the em of functions and phone, when the functions take two rows
_RULE = 3.0

# Distances from ink to ink.
_AFTER_LEAD = 34.0
_AROUND_RULE = 36.0
_BETWEEN_ROWS = 30.0
_BEFORE_PHONE = 38.0
_TIGHTEST = 0.55  # what the distances may shrink to when there are two rows
_AFTER_CODE = 14.0  # the code's quiet zone is white too and adds to it
_BETWEEN_INVITATIONS = 18.0


@dataclass(frozen=True, slots=True)
class HallText:
    """What the sign says. `organisation` (`village`, `community`) picks the invitation; `phone` may be ''."""

    wording: str
    functions: tuple[str, ...]
    phone: str
    organisation: str


def set_hall_sign(
    hall: HallSlot,
    text: HallText,
    symbol: Symbol,
    faces: Faces,
    *,
    filing: str = "",
    specimen: bool = False,
) -> Drawing:
    """The hall sign at real size; `filing` is its number on record.

    Raises MissingGlyphError, OverfullError, CrowdedError and NoRoomError; `check` finds them beforehand.
    """
    small = (Fill(hall.ink, "text", glyphs=set_filing(hall, filing, faces)),) if filing else ()
    fills = (*fills_of(hall, text, faces), dark_fill(symbol, code_square(hall)), *small, *logo_fill(hall))
    line = slug(text.wording, hall.face, hall.width, hall.height, faces, specimen)
    return Drawing(hall.width, hall.height, BLEED, text.wording, fills, line)


def fills_of(hall: HallSlot, text: HallText, faces: Faces) -> tuple[Fill, ...]:
    """The sign without its code's modules: what a filing number and a logo may not meet.

    Raises MissingGlyphError, OverfullError and CrowdedError.
    """
    code = Fill(WHITE, "symbol-ground", (code_square(hall),))
    return (*_grounds(hall), *set_texts(hall, text, faces), code)


def set_texts(hall: HallSlot, text: HallText, faces: Faces) -> tuple[Fill, ...]:
    """Everything on the sign but the code. Raises MissingGlyphError, OverfullError and CrowdedError."""
    name, rules = _set_name(hall, text, faces)
    invitation = _set_invitation(hall, text, faces.face(hall.text_face))
    return (
        Fill(hall.ink, "rule", rects=rules),
        Fill(hall.ink, "text", glyphs=name),
        Fill(hall.panel.ink, "text", glyphs=invitation),
    )


def set_heading(hall: HallSlot, wording: str, faces: Faces) -> list[Glyphs]:
    """The lines of the name, each as wide as the left part. Raises MissingGlyphError and OverfullError."""
    lines = set_lines(_heading(hall, wording), faces.face(hall.face), hall.width, _beside(hall))
    return [setting.glyphs for setting in lines]


def has_room(hall: HallSlot, wording: str, faces: Faces) -> bool:
    """Whether the name alone surely has room on its part of the sign. Where not, `set_texts` judges."""
    if not is_covered(wording, hall.face, faces):
        return False
    measures, room = rough_measures(faces.face(hall.face)), hall.width - _beside(hall)
    heights = []
    for text, line in _heading(hall, wording):
        fit = fit_line(text, measures, line, room)
        if isinstance(fit, Overfull):
            return False
        heights.append(fit.height)
    return _spare(heights, hall) >= _TIGHTEST * _AFTER_LEAD * (len(heights) - 1)


def invites(hall: HallSlot, organisation: str, faces: Faces) -> bool:
    """Whether the lines under the code can be set and fit."""
    lines, width = hall.panel.lines(organisation), code_square(hall).width
    if not is_covered("".join(lines), hall.text_face, faces):
        return False
    measures = rough_measures(faces.face(hall.text_face))
    fits = (fit_line(text, measures, hall.panel.line, width) for text in lines)
    return not any(isinstance(fit, Overfull) for fit in fits)


def _heading(hall: HallSlot, wording: str) -> list[tuple[str, Line]]:
    small, large = split_emphasis(wording, hall.emphasis)
    return [(line, style) for line, style in ((small, hall.lead), (large, hall.main)) if line]


def _beside(hall: HallSlot) -> float:
    """What the heading leaves free of the sign's width."""
    return hall.panel.width + 2 * hall.margins.end


def code_square(hall: HallSlot) -> Rect:
    """The white square of the code with its quiet zone."""
    panel = hall.panel
    x = hall.width - (panel.width + panel.code) / 2
    return Rect(x, hall.height - panel.top - panel.code, panel.code, panel.code)


def _set_name(hall: HallSlot, text: HallText, faces: Faces) -> tuple[Glyphs, tuple[Rect, ...]]:
    """The left part's outlines and its rules: under the name, between functions."""
    area = Box(hall.margins.end, 0, hall.width - hall.panel.width - hall.margins.end, hall.height)
    room = area.x1 - area.x0
    face = faces.face(hall.text_face)
    head = set_heading(hall, text.wording, faces)
    line = _smaller(hall.functions, text.functions)
    rows = function_rows(text.functions, face, line, room, _A_ROW, _ROWS)
    phone = _smaller(hall.phone_line, text.functions)
    foot = _lines([f"{hall.phone} {text.phone}"] * bool(text.phone), face, phone, room)
    blocks = [*head, *(row.glyphs for row in rows), *foot]
    spaces = [_AFTER_LEAD] * (len(head) - 1) + [2 * _AROUND_RULE] * bool(rows)
    spaces += [_BETWEEN_ROWS] * (len(rows) - 1) + [_BEFORE_PHONE] * len(foot)
    tight = _tightness(blocks, spaces, hall, text)
    placed = stacked(blocks, [space * tight for space in spaces], area)
    name, below = placed[: len(head)], placed[len(head) :]
    rules = [_under(name[-1], _AROUND_RULE * tight, area)] * bool(rows)
    for row, block in zip(rows, below, strict=False):
        rules += row.rules(block, area.x0, _RULE)
    return tuple(glyph for block in placed for glyph in block), tuple(rules)


def _tightness(blocks: Sequence[Glyphs], spaces: Sequence[float], hall: HallSlot, text: HallText) -> float:
    """What the spaces are multiplied by so that all fits between the margins. Raises CrowdedError."""
    inks = [ink(block) for block in blocks]
    spare = _spare([found.y1 - found.y0 for found in inks], hall)
    if spare < _TIGHTEST * sum(spaces):
        raise CrowdedError(len(text.functions), min(len(text.functions) - 1, _A_ROW))
    return min(1.0, spare / sum(spaces)) if spaces else 1.0


def _spare(heights: Sequence[float], hall: HallSlot) -> float:
    """What lines of these heights leave between the margins."""
    return hall.height - 2 * hall.margins.side - sum(heights)


def _lines(texts: Sequence[str], face: Face, line: Line, room: float) -> list[Glyphs]:
    return [fitted(set_line(text, face, line, room)).glyphs for text in texts]


def _smaller(line: Line, functions: Sequence[str]) -> Line:
    return replace(line, em=line.em * _TWO_ROWS) if len(functions) > _A_ROW else line


def _under(block: Glyphs, distance: float, area: Box) -> Rect:
    """The rule between the name and the functions."""
    return Rect(area.x0, ink(block).y0 - distance - _RULE / 2, area.x1 - area.x0, _RULE)


def _set_invitation(hall: HallSlot, text: HallText, face: Face) -> Glyphs:
    """The lines under the code."""
    square = code_square(hall)
    panel = hall.panel
    lines = _lines(panel.lines(text.organisation), face, panel.line, square.width)
    box = Box(square.x, hall.margins.side, square.x + square.width, square.y - _AFTER_CODE)
    blocks = stacked(lines, [_BETWEEN_INVITATIONS] * (len(lines) - 1), box)
    return tuple(glyph for block in blocks for glyph in block)


def _grounds(hall: HallSlot) -> tuple[Fill, ...]:
    whole = Rect(-BLEED, -BLEED, hall.width + 2 * BLEED, hall.height + 2 * BLEED)
    edge = hall.width - hall.panel.width
    right = Rect(edge, -BLEED, hall.panel.width + BLEED, hall.height + 2 * BLEED)
    return Fill(hall.ground, "ground", (whole,)), Fill(hall.panel.ground, "ground", (right,))
