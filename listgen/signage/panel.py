"""A sign of the hall's inside as a drawing: its parts from the top, in each its blocks one under another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from listgen.drawing.model import Drawing, Fill, Rect
from listgen.qr.symbol import Symbol
from listgen.signage.board import BLEED
from listgen.signage.code import WHITE, dark_fill
from listgen.signage.functions import CrowdedError, function_rows
from listgen.signage.interior import (
    Block,
    CodeBlock,
    FunctionsBlock,
    InteriorSlot,
    InteriorText,
    Part,
    RuleBlock,
    Sheet,
    Style,
    TableBlock,
    TextBlock,
    present,
    said,
    wording_of,
)
from listgen.signage.slug import slug
from listgen.signage.table import RowsError, Set, set_table
from listgen.typeset.faces import Faces
from listgen.typeset.horizontal import Fit, Line, fit_line, place_line
from listgen.typeset.measures import Measure, exact_measures, rough_measures
from listgen.typeset.placing import Glyphs, ink, moved
from listgen.typeset.setting import OverfullError, fitted

TIGHTEST = 0.6  # what the spaces between blocks may shrink to


class LacksRoomError(ValueError):
    """Blocks that are taller than their part."""

    def __init__(self, wanted: float, room: float) -> None:
        super().__init__(f"{wanted:.0f} mm high, {room:.0f} mm free")
        self.wanted = wanted
        self.room = room


def set_panel(
    slot: InteriorSlot, text: InteriorText, symbol: Symbol | None, faces: Faces, *, specimen: bool = False
) -> Drawing:
    """The sign at real size, or the sheet that carries many of it; `symbol` is for its code.

    Raises MissingGlyphError, OverfullError, CrowdedError, RowsError and LacksRoomError; `check` finds them
    beforehand.
    """
    fills = tuple(set_parts(slot, text, faces, symbol))
    if slot.sheet:
        fills = tuple(_repeated(slot, slot.sheet, fills))
    wording = wording_of(slot, text)
    width, height = slot.trim
    whole = Rect(-BLEED, -BLEED, width + 2 * BLEED, height + 2 * BLEED)
    fills = (Fill(_open_part(slot).ground, "ground", (whole,)), *fills)
    line = slug(wording, _wording_face(slot), width, height, faces, specimen)
    return Drawing(width, height, BLEED, wording, fills, line)


def set_parts(
    slot: InteriorSlot, text: InteriorText, faces: Faces, symbol: Symbol | None = None
) -> Iterator[Fill]:
    """What stands on the ground of one sign; codes are left out where there is no symbol."""
    places, ground = list(_places(slot)), _open_part(slot).ground
    for part, box in places:
        if part.ground != ground:
            yield Fill(part.ground, "ground", (_to_edge(slot, box),))
    for part, box in places:
        yield from _set_part(part, box, slot.side, text, faces, symbol)


def _open_part(slot: InteriorSlot) -> Part:
    """The one without a height, if there is one. Its ground goes under all others, so that no seam shows."""
    return min(slot.parts, key=lambda part: part.height)


def _places(slot: InteriorSlot) -> Iterator[tuple[Part, Rect]]:
    """The box of each part, from the top."""
    rest = slot.height - sum(part.height for part in slot.parts)
    top = slot.height
    for part in slot.parts:
        height = part.height or rest
        top -= height
        yield part, Rect(0, top, slot.width, height)


def _to_edge(slot: InteriorSlot, box: Rect) -> Rect:
    """The ground of a part; at the trim it goes on into the bleed, but on a sheet."""
    if slot.sheet:
        return box
    below = BLEED if box.y < 0.001 else 0.0
    above = BLEED if box.y + box.height > slot.height - 0.001 else 0.0
    return Rect(-BLEED, box.y - below, box.width + 2 * BLEED, box.height + below + above)


def _set_part(
    part: Part, box: Rect, side: float, text: InteriorText, faces: Faces, symbol: Symbol | None
) -> Iterator[Fill]:
    code, among, width, room = _inside(part, box, side, text)
    if code:
        right = side + (box.width - 2 * side)
        y = box.y + (box.height - code.side) / 2
        yield from _code(Rect(right - code.side, y, code.side, code.side), symbol)
    sets = _set_blocks(among, width, room, text, faces, _set)
    spaces, tight = _spaces(among, sets, room)
    solid = sum(set_.height for set_ in sets)
    top = box.y + (box.height + solid + tight * sum(spaces)) / 2
    for block, set_, space in zip(among, sets, (*spaces, 0.0), strict=True):
        if isinstance(block, CodeBlock):
            left = side + (width - block.side) / 2
            yield from _code(Rect(left, top - block.side, block.side, block.side), symbol)
        yield from (_shifted(fill, side, top) for fill in set_.fills)
        top -= set_.height + space * tight


def has_room(slot: InteriorSlot, text: InteriorText, faces: Faces) -> bool:
    """Whether the sign surely holds the text, by rough measures. Where not, `set_parts` judges.

    Raises MissingGlyphError.
    """
    try:
        for part, box in _places(slot):
            _, among, width, room = _inside(part, box, slot.side, text)
            _spaces(among, _set_blocks(among, width, room, text, faces, _measured), room)
    except (OverfullError, CrowdedError, RowsError, LacksRoomError):
        return False
    return True


def _inside(
    part: Part, box: Rect, side: float, text: InteriorText
) -> tuple[CodeBlock | None, list[Block], float, float]:
    """The code at the right; the other blocks, and the width and height for them. Raises LacksRoomError."""
    code = next((block for block in part.blocks if isinstance(block, CodeBlock) and block.beside), None)
    width, room = box.width - 2 * side, box.height - 2 * part.pad
    if code:
        width -= code.side + code.space
        if code.side > room:
            raise LacksRoomError(code.side, room)
    return code, present([block for block in part.blocks if block is not code], text), width, room


def _spaces(among: Sequence[Block], sets: Sequence[Set], room: float) -> tuple[list[float], float]:
    """The spaces between the blocks, and what they are multiplied by to fit. Raises LacksRoomError."""
    spaces = [block.space for block in among[1:]]
    solid = sum(set_.height for set_ in sets)
    if solid + TIGHTEST * sum(spaces) > room + 1e-6:
        raise LacksRoomError(solid + TIGHTEST * sum(spaces), room)
    return spaces, min(1.0, (room - solid) / sum(spaces)) if sum(spaces) else 1.0


def _set_blocks(
    blocks: Sequence[Block],
    width: float,
    room: float,
    text: InteriorText,
    faces: Faces,
    set_: Callable[[Block, float, InteriorText, Faces], Set],
) -> list[Set]:
    """The blocks, each with its upper left corner as the origin; a table takes what the others leave."""
    sets = {
        id(block): set_(block, width, text, faces) for block in blocks if not isinstance(block, TableBlock)
    }
    taken = sum(found.height for found in sets.values()) + sum(block.space for block in blocks[1:])
    for block in blocks:
        if isinstance(block, TableBlock):
            sets[id(block)] = set_table(block, text.rows, width, room - taken, faces)
    return [sets[id(block)] for block in blocks]


def _measured(block: Block, width: float, text: InteriorText, faces: Faces) -> Set:
    """How high the block is, at most; its lines are not set."""
    if not isinstance(block, TextBlock):
        return _set(block, width, text, faces)
    measures = rough_measures(faces.face(block.style.face))
    fits = _fit_text(said(block, text), block.style.line, width, measures)
    return Set((), _height([fit.height for fit in fits], block.between))


def _set(block: Block, width: float, text: InteriorText, faces: Faces) -> Set:
    match block:
        case TextBlock():
            return _set_text(said(block, text), block.style, block.between, width, faces)
        case FunctionsBlock():
            return _set_functions(block, text.functions, width, faces)
        case CodeBlock():
            return Set((), block.side)
        case RuleBlock():
            return Set((Fill(block.ink, "rule", (Rect(0, -block.width, width, block.width),)),), block.width)
        case TableBlock():
            raise TypeError("a table needs its room")


@lru_cache(maxsize=4096)  # the villages of a county share most lines
def _set_text(lines: tuple[str, ...], style: Style, between: float, width: float, faces: Faces) -> Set:
    """Lines of one size, each in the middle."""
    face = faces.face(style.face)
    fits = _fit_text(lines, style.line, width, exact_measures(face))
    sets = [place_line(one, face, fit, width).glyphs for one, fit in zip(lines, fits, strict=True)]
    placed, height = _under(sets, between)
    return Set((Fill(style.ink, "text", glyphs=tuple(one for line in placed for one in line)),), height)


def _fit_text(lines: Sequence[str], line: Line, width: float, measures: Mapping[str, Measure]) -> list[Fit]:
    """The lines of a block, as large as the longest allows. Raises OverfullError."""
    fits = [fitted(fit_line(one, measures, line, width)) for one in lines]
    common = replace(line, em=min(fit.em_height for fit in fits))
    return [
        fit if fit.em_height == common.em else fitted(fit_line(one, measures, common, width))
        for one, fit in zip(lines, fits, strict=True)
    ]


@lru_cache(maxsize=1024)
def _set_functions(block: FunctionsBlock, functions: tuple[str, ...], width: float, faces: Faces) -> Set:
    style = block.style
    face = faces.face(style.face)
    rows = function_rows(functions, face, style.line, width, block.columns, block.rows)
    placed, height = _under([row.glyphs for row in rows], block.between)
    rules = [
        rule for row, glyphs in zip(rows, placed, strict=True) for rule in row.rules(glyphs, 0.0, block.rule)
    ]
    text = Fill(style.ink, "text", glyphs=tuple(one for glyphs in placed for one in glyphs))
    return Set((*((Fill(style.ink, "rule", tuple(rules)),) if rules else ()), text), height)


def _under(lines: Sequence[Glyphs], between: float) -> tuple[list[Glyphs], float]:
    """Lines one under another from the origin down, `between` from ink to ink; and their height."""
    placed, top = [], 0.0
    for line in lines:
        found = ink(line)
        placed.append(moved(line, 0, top - found.y1))
        top -= found.y1 - found.y0 + between
    return placed, -top - between


def _height(heights: Iterable[float], between: float) -> float:
    """Of lines of these heights, one under another."""
    top = 0.0
    for height in heights:
        top -= height + between
    return -top - between


def _code(square: Rect, symbol: Symbol | None) -> Iterator[Fill]:
    if symbol:
        yield Fill(WHITE, "symbol-ground", (square,))
        yield dark_fill(symbol, square)


def _shifted(fill: Fill, dx: float, dy: float) -> Fill:
    rects = tuple([Rect(x + dx, y + dy, width, height) for x, y, width, height in fill.rects])
    return Fill(fill.ink, fill.role, rects, moved(fill.glyphs, dx, dy))


def _repeated(slot: InteriorSlot, sheet: Sheet, fills: Sequence[Fill]) -> Iterator[Fill]:
    """The sign all over its sheet, as far from each other as from the edge; a hairline round each."""
    for corner in _corners(slot, sheet):
        yield from (_shifted(fill, *corner) for fill in fills)
        yield Fill(sheet.ink, "rule", tuple(_outline(*corner, slot.width, slot.height, sheet.outline)))


def _corners(slot: InteriorSlot, sheet: Sheet) -> Iterable[tuple[float, float]]:
    across = (sheet.width - sheet.columns * slot.width) / (sheet.columns + 1)
    down = (sheet.height - sheet.rows * slot.height) / (sheet.rows + 1)
    for row in range(sheet.rows):
        for column in range(sheet.columns):
            yield across + column * (slot.width + across), down + row * (slot.height + down)


def _outline(x: float, y: float, width: float, height: float, thick: float) -> Iterator[Rect]:
    yield Rect(x, y, width, thick)
    yield Rect(x, y + height - thick, width, thick)
    yield Rect(x, y + thick, thick, height - 2 * thick)
    yield Rect(x + width - thick, y + thick, thick, height - 2 * thick)


def _wording_face(slot: InteriorSlot) -> str:
    return next(block.style.face for block in slot.blocks if isinstance(block, TextBlock) and block.wording)
