"""A sheet of stock with boards: each is found by its ground, judged like a sign of its own, and apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

import pikepdf

from listgen.findings import Finding, Location, error
from listgen.verify.boxes import TOLERANCE, Box, alike, contains, grown, in_mm, overlap, shown, size
from listgen.verify.content import ALL_PLATES, UNKNOWN, Painting
from listgen.verify.covering import is_plain, rectangles
from listgen.verify.pdf_board import check_board, check_margins, check_places
from listgen.verify.pdf_marks import check_crop_marks, check_cuts
from listgen.verify.pdf_page import BLEED, page_boxes, page_content
from listgen.verify.promised import GangFile, Sign
from listgen.verify.shapes import Shapes
from listgen.verify.wording import may_say

_MARKS = 5.0  # mm beyond its bleed that belong to a board


class Remaining:
    """The boards of a file that no sheet has had so far; a board ordered twice is there twice."""

    def __init__(self, boards: Sequence[Sign]) -> None:
        self.boards = list(boards)
        self._sizes = {board.trim for board in boards}

    def is_board(self, trim: Box) -> bool:
        """Whether any board of the file is of this size."""
        return any(_fits(size(trim), wanted) for wanted in self._sizes)

    def take(self, paintings: Sequence[Painting], trim: Box, shapes: Shapes | None) -> Sign | None:
        """The first that is of this size and may say what is painted; the first of this size if none does."""
        sized = [board for board in self.boards if _fits(size(trim), board.trim)]
        found = next((one for one in sized if shapes is None or may_say(paintings, one, shapes)), None)
        board = found or next(iter(sized), None)
        if board:
            self.boards.remove(board)
        return board


def check_sheet(
    page: pikepdf.Page, place: Location, gang: GangFile, remaining: Remaining, shapes: Shapes | None
) -> Iterator[Finding]:
    """All faults of one sheet. Takes from `remaining` the boards that it finds."""
    boxes, faults = page_boxes(page, place)
    yield from faults
    content = yield from page_content(page, place)
    if content is None:
        return
    yield from _check_size(boxes, gang, place)
    trims = _trims(content.paintings, remaining)
    bleeds = [grown(trim, BLEED) for trim in trims]
    for bleed in bleeds:
        if "TrimBox" in boxes and not contains(boxes["TrimBox"], grown(bleed, gang.margin)):
            yield error("sheet-gutter", place, value=shown(bleed), expected=f"{gang.margin:g} mm")
    for one, other in combinations(bleeds, 2):
        if overlap(grown(one, gang.gutter / 2 - TOLERANCE), grown(other, gang.gutter / 2 - TOLERANCE)):
            yield error("sheet-gutter", place, value=shown(other), expected=f"{gang.gutter:g} mm")
    cut: list[Box] = []
    for trim, bleed in zip(trims, bleeds, strict=True):
        near = _near(content.paintings, bleed)
        board = remaining.take(_inked(near), trim, shapes)
        if board is None:
            yield error("sheet-board-extra", place, value=shown(trim))
            continue
        cut += [trim] if board.cut_contour else []
        yield from check_places(near, trim, bleed, place)
        yield from check_crop_marks(near, trim, place)
        yield from check_margins(near, trim, board, place)
        yield from check_board(_inked(near), trim, board, shapes, place)
    yield from check_cuts(content.cuts, cut, place)
    for painting in _inked(content.paintings):
        if not any(contains(bleed, in_mm(painting.box)) for bleed in bleeds):
            yield error("pdf-outside", place, value=shown(in_mm(painting.box)))


def _check_size(boxes: dict[str, Box], gang: GangFile, place: Location) -> Iterator[Finding]:
    """The page is the sheet, standing or lying, and nothing else."""
    for name, box in boxes.items():
        sides = (gang.sheet, gang.sheet[::-1])
        if box[:2] != (0, 0) or not any(_fits(size(box), one) for one in sides):
            expected = f"{gang.sheet[0]:g}×{gang.sheet[1]:g} mm"
            yield error("pdf-box", place, box=name, value=shown(box), expected=expected)
    if "TrimBox" in boxes and "MediaBox" in boxes and not alike(boxes["TrimBox"], boxes["MediaBox"]):
        yield error("pdf-box", place, box="TrimBox", value=shown(boxes["TrimBox"]), expected="MediaBox")


def _trims(paintings: Sequence[Painting], remaining: Remaining) -> list[Box]:
    """Where boards lie: a ground, as large as a board with its bleed, that is upon no other one."""
    found: list[Box] = []
    for painting in paintings:
        if painting.ink not in (ALL_PLATES, UNKNOWN) and is_plain(painting):
            for box in rectangles(painting):
                trim = grown(in_mm(box), -BLEED)
                if remaining.is_board(trim) and not any(contains(grown(one, BLEED), trim) for one in found):
                    found.append(trim)
    return found


def _near(paintings: Sequence[Painting], bleed: Box) -> list[Painting]:
    """What belongs to the board: all that is painted upon it, and the marks beside it."""
    around = grown(bleed, _MARKS)
    return [
        painting
        for painting in paintings
        if overlap(in_mm(painting.box), bleed)
        or (painting.ink == ALL_PLATES and contains(around, in_mm(painting.box)))
    ]


def _inked(paintings: Sequence[Painting]) -> list[Painting]:
    return [painting for painting in paintings if painting.ink != ALL_PLATES]


def _fits(found: tuple[float, float], wanted: tuple[float, float]) -> bool:
    return all(abs(side - other) <= TOLERANCE for side, other in zip(found, wanted, strict=True))
