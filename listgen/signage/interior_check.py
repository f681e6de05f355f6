"""What is wrong with a sign inside the hall whatever it says: sizes, lines, inks, faces, the code."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from listgen.drawing.model import Ink
from listgen.findings import Finding, Location, error
from listgen.signage.board import BLEED
from listgen.signage.interior import (
    Block,
    CodeBlock,
    FunctionsBlock,
    InteriorSlot,
    RuleBlock,
    TableBlock,
    TextBlock,
)
from listgen.signage.scheme_check import LONGEST_PAGE, SHEET_MARGIN, check_code, check_inks
from listgen.typeset.faces import FaceError, Faces


def check_slot(slot: InteriorSlot, faces: Faces, link: str, address: Location) -> list[Finding]:
    """What nothing that it says can mend, with the line of its file.

    `link` is the longest that a code of the county says; what is wrong with its length is found at
    `address`, where it is written.
    """
    findings = [*_check_sizes(slot), *_check_lines(slot), *_check_faces(slot, faces)]
    if slot.code and link.isascii():  # an address of other characters is refused as such
        findings += check_code(slot.name, slot.code.side, slot.code.reading_distance, link, address)
    return findings


def _check_sizes(slot: InteriorSlot) -> Iterator[Finding]:
    longest = LONGEST_PAGE - 2 * (BLEED + SHEET_MARGIN)
    width, height = slot.trim
    if max(width, height) > longest:
        facts = {"value": f"{width:g}×{height:g}", "longest": f"{longest:g}"}
        yield error("board-too-large", slot.places["trim"], sign=slot.name, **facts)
    taken = sum(part.height for part in slot.parts)
    open_ = any(not part.height for part in slot.parts)
    if taken > slot.height or (not open_ and taken < slot.height):
        yield _lacks_room(slot, "parts", taken, slot.height)
    if slot.sheet:
        if slot.sheet.columns * slot.width > slot.sheet.width:
            yield _lacks_room(slot, "sheet", slot.sheet.columns * slot.width, slot.sheet.width)
        if slot.sheet.rows * slot.height > slot.sheet.height:
            yield _lacks_room(slot, "sheet", slot.sheet.rows * slot.height, slot.sheet.height)
    if slot.code and slot.code.side > slot.width:
        yield _lacks_room(slot, "parts", slot.code.side, slot.width)
    beside = slot.code.side + slot.code.space if slot.code and slot.code.beside else 0.0
    if beside + 2 * slot.side >= slot.width:
        yield _lacks_room(slot, "side", beside + 2 * slot.side, slot.width)


def _lacks_room(slot: InteriorSlot, key: str, wanted: float, room: float) -> Finding:
    facts = {"value": f"{wanted:g}", "field": key, "room": f"{max(room, 0):g}"}
    return error("sign-lacks-room", slot.places[key], sign=slot.name, **facts)


def _check_lines(slot: InteriorSlot) -> Iterator[Finding]:
    """Sizes the right way round; nothing in the colour of its ground."""
    place = slot.places["parts"]
    for part in slot.parts:
        for block in part.blocks:
            line = block.style.line if isinstance(block, TextBlock | FunctionsBlock) else None
            em, least = (line.em, line.em_min) if line else _sizes(block)
            if least > em:
                facts = {"value": "em_min > em", "field": "line"}
                yield error("line-reversed", place, sign=slot.name, **facts)
            if line and line.track_min > line.track_max:
                facts = {"value": "track_min > track_max", "field": "line"}
                yield error("line-reversed", place, sign=slot.name, **facts)
            for ink in dict.fromkeys(_inks(block)):
                yield from check_inks(slot.name, place, part.ground, ink)


def _sizes(block: Block) -> tuple[float, float]:
    return (block.em, block.em_min) if isinstance(block, TableBlock) else (0.0, 0.0)


def _inks(block: Block) -> Iterable[Ink]:
    match block:
        case TextBlock() | FunctionsBlock():
            return (block.style.ink,)
        case RuleBlock():
            return (block.ink,)
        case TableBlock():
            return (block.rule_ink, *(column.ink for column in block.columns))
        case CodeBlock():
            return ()


def _check_faces(slot: InteriorSlot, faces: Faces) -> Iterator[Finding]:
    styles = (block.style for block in slot.blocks if isinstance(block, TextBlock | FunctionsBlock))
    roles = {style.face for style in styles} | {slot.table.face if slot.table else ""}
    for role in sorted(roles - {""}):
        try:
            faces.face(role)
        except FaceError:
            yield error("face-unknown", slot.places["parts"], value=role, sign=slot.name)
