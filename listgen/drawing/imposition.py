"""Boards on sheets of stock at 1:1, in shelves, so that straight cuts from edge to edge part them.

First fit by decreasing height. A sheet lies or stands, whichever takes fewer; since what fits on a sheet
turned fits on the sheet turned the other way, no board is ever turned, which would show on brushed metal,
and none is mirrored.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from listgen.drawing.marks import MARK_GAP, crop_marks
from listgen.drawing.model import Drawing, Fill, Rect
from listgen.typeset.outline import Placed
from listgen.typeset.placing import moved

CAPTION = 3.0  # the em of a board's caption
CAPTION_BASE = MARK_GAP + CAPTION  # from the bleed down to the lower edge of its em
SHEET_MARK = 3.0
CLEAR = 5.0  # what a board's marks and its caption take beyond its bleed


@dataclass(frozen=True, slots=True)
class Stock:
    """Sheets of one size: `gutter` lies between two boards' bleeds, `margin` between a bleed and the edge.

    Raises ValueError where marks and captions would meet.
    """

    width: float = 1220
    height: float = 2440
    gutter: float = 10
    margin: float = 10

    def __post_init__(self) -> None:
        if self.gutter < 2 * CLEAR or self.margin < CLEAR:
            raise ValueError(f"gutter {self.gutter:g} mm, margin {self.margin:g} mm: no room for marks")

    @property
    def sides(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """Width and height of the sheet standing, and lying."""
        short, long = sorted((self.width, self.height))
        return (short, long), (long, short)


@dataclass(frozen=True, slots=True)
class Placement:
    """The board of that index among those given; (x, y) is its trim's lower left corner on the sheet."""

    index: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet and what lies on it; `used` is the share of it that the boards' trims take."""

    width: float
    height: float
    placements: tuple[Placement, ...]
    used: float


@dataclass(frozen=True, slots=True)
class Oversize:
    """A board that no sheet takes, and the least sheet that would."""

    index: int
    width: float
    height: float


class OversizeError(ValueError):
    """Boards larger than the sheet; `oversize` finds them beforehand."""

    def __init__(self, boards: tuple[Oversize, ...]) -> None:
        shown = (f"board {one.index} needs a sheet of {one.width:g}×{one.height:g} mm" for one in boards)
        super().__init__("; ".join(shown))
        self.boards = boards


def oversize(drawings: Sequence[Drawing], stock: Stock) -> tuple[Oversize, ...]:
    """The boards that fit on no sheet, neither standing nor lying."""
    needed = ((index, *_needed(drawing, stock)) for index, drawing in enumerate(drawings))
    return tuple(
        Oversize(index, width, height)
        for index, width, height in needed
        if not any(width <= side[0] and height <= side[1] for side in stock.sides)
    )


def impose(drawings: Sequence[Drawing], stock: Stock) -> tuple[Sheet, ...]:
    """Every board once, on as few sheets as first fit needs. Raises OversizeError."""
    too_large = oversize(drawings, stock)
    if too_large:
        raise OversizeError(too_large)
    ways = (_filled(drawings, stock, sides) for sides in (stock.sides, stock.sides[::-1]))
    return tuple(_sheet(one, drawings) for one in min(ways, key=len))


def gang(sheet: Sheet, drawings: Sequence[Drawing], title: str) -> Drawing:
    """The sheet as one drawing: the boards with bleed and slug, their crop marks, their trims to cut.

    A board's slug has to be a caption in its half of the gutter, as CAPTION and CAPTION_BASE place it.
    """
    boards = [(drawings[one.index], one) for one in sheet.placements]
    marks = (mark for board, at in boards for mark in crop_marks(_trim(board, at), board.bleed, SHEET_MARK))
    return Drawing(
        sheet.width,
        sheet.height,
        0,
        title,
        tuple(fill for board, at in boards for fill in _moved(board.fills, at)),
        tuple(glyph for board, at in boards for glyph in moved(board.slug, at.x, at.y)),
        tuple(_cut(one, at) for board, at in boards for one in board.cuts),
        tuple(marks),
    )


@dataclass(slots=True)
class _Shelf:
    """A strip across the sheet: its height is its first board's."""

    y: float
    height: float
    end: float


@dataclass(slots=True)
class _Open:
    """A sheet while it is filled, from the lower left on."""

    width: float
    height: float
    shelves: list[_Shelf] = field(default_factory=list)
    placements: list[Placement] = field(default_factory=list)


def _filled(
    drawings: Sequence[Drawing], stock: Stock, preferred: Sequence[tuple[float, float]]
) -> list[_Open]:
    """Sheets in the order in which they are begun; a new one is of the first of `preferred` that fits."""
    sheets: list[_Open] = []
    order = sorted(range(len(drawings)), key=lambda at: (-drawings[at].height, -drawings[at].width, at))
    for index in order:
        drawing = drawings[index]
        if any(_put(sheet, index, drawing, stock) for sheet in sheets):
            continue
        width, height = _needed(drawing, stock)
        side = next(side for side in preferred if width <= side[0] and height <= side[1])
        sheets.append(_Open(*side))
        _put(sheets[-1], index, drawing, stock)
    return sheets


def _put(sheet: _Open, index: int, drawing: Drawing, stock: Stock) -> bool:
    """Onto the first shelf with room, else onto a new one; False where the sheet has room for neither."""
    width, height = drawing.width + 2 * drawing.bleed, drawing.height + 2 * drawing.bleed
    right, top = sheet.width - stock.margin, sheet.height - stock.margin
    shelf = next((one for one in sheet.shelves if height <= one.height and one.end + width <= right), None)
    if shelf is None:
        last = sheet.shelves[-1] if sheet.shelves else None
        shelf = _Shelf(last.y + last.height + stock.gutter if last else stock.margin, height, stock.margin)
        if shelf.y + height > top or shelf.end + width > right:
            return False
        sheet.shelves.append(shelf)
    sheet.placements.append(Placement(index, shelf.end + drawing.bleed, shelf.y + drawing.bleed))
    shelf.end += width + stock.gutter
    return True


def _sheet(filled: _Open, drawings: Sequence[Drawing]) -> Sheet:
    boards = (drawings[one.index] for one in filled.placements)
    used = sum(board.width * board.height for board in boards) / (filled.width * filled.height)
    return Sheet(filled.width, filled.height, tuple(filled.placements), used)


def _needed(drawing: Drawing, stock: Stock) -> tuple[float, float]:
    around = 2 * (drawing.bleed + stock.margin)
    return drawing.width + around, drawing.height + around


def _trim(board: Drawing, at: Placement) -> Rect:
    return Rect(at.x, at.y, board.width, board.height)


def _moved(fills: Iterable[Fill], at: Placement) -> Iterator[Fill]:
    for fill in fills:
        rects = tuple(_rect(rect, at) for rect in fill.rects)
        yield Fill(fill.ink, fill.role, rects, moved(fill.glyphs, at.x, at.y))


def _rect(rect: Rect, at: Placement) -> Rect:
    return Rect(rect.x + at.x, rect.y + at.y, rect.width, rect.height)


def _cut(one: Rect | Placed, at: Placement) -> Rect | Placed:
    return _rect(one, at) if isinstance(one, Rect) else moved((one,), at.x, at.y)[0]
