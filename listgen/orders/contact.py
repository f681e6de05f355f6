"""A village's page of the proof: all its ordered signs to one scale, each over its wording as live text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, groupby
from math import ceil

from listgen.drawing.live import BLACK, Mark, Outlined, Picture
from listgen.drawing.model import Drawing, Rect
from listgen.drawing.screen import Colour
from listgen.orders.batch import OrderedSign
from listgen.orders.proof_page import (
    BOTTOM,
    GREY,
    LEADING,
    LEFT,
    PALE,
    ROOM,
    UNDER_HEADING,
    ProofError,
    Setter,
    tick,
)
from listgen.orders.proof_text import ProofText
from listgen.signage.sign import INTERIOR

# 1 : n. The first that gets a village onto one page is taken; beyond the limit two pages are easier to read.
SCALES = (5, 8, 10, 12, 15, 18, 20, 22, 24, 25, 28, 30, 35, 40, 50, 60, 80, 100)
_ONE_PAGE_LIMIT = 40
_BEST_READ = 20

# Inside, a door sign and a board of services are to be read side by side: each has a scale of its own.
INSIDE_SCALES = (2, 3, 4, 5, 8, 10, 15, 20, 25, 30, 40, 50, 60, 80, 100)
_LONGEST = (100.0, 80.0, 70.0, 60.0, 50.0)  # mm: the most that a picture's longer side takes, tried in turn
_FEW_PAGES = 2

COLUMNS = 4
GUTTER = 4.0
COLUMN = (ROOM - (COLUMNS - 1) * GUTTER) / COLUMNS
_FIRST_ROW = UNDER_HEADING - 7.0
_BETWEEN_ROWS, _UNDER_PICTURE = 8.0, 5.6
_NAME_EM, _FACTS_EM, _WORDING_EM, _LINES_EM, _TICK_EM = 3.3, 2.6, 3.5, 2.6, 2.8
_BEFORE_WORDING, _BEFORE_TICK = 6.2, 6.4
_MOST_LINES = 12  # of a caption before it is given another column
_BETWEEN_LINES = "　"
_EDGE = 0.15  # a white board on white paper


@dataclass(frozen=True, slots=True)
class CaptionLine:
    """A line under a picture; its baseline is `down` mm under the line before, or under the picture."""

    text: str
    em: float
    down: float
    colour: Colour = BLACK


Caption = tuple[CaptionLine, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A sign on the page: its picture, 1 : `scale`, with its size in mm, and the columns that it takes."""

    scale: int
    width: float
    height: float
    columns: int
    caption: Caption

    @property
    def depth(self) -> float:
        """From the picture's foot to the foot of the caption's tick."""
        return sum(line.down for line in self.caption) + _BEFORE_TICK


Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class ContactSheet:
    """Pages of one village, each as rows of cells in the order of its signs, at the gate or `inside`."""

    inside: bool
    pages: tuple[tuple[Row, ...], ...]

    @property
    def scale(self) -> int:
        """Of the first picture; at the gate, of all."""
        return self.pages[0][0][0].scale


def plan_contact(
    signs: Sequence[OrderedSign], county: str, setter: Setter, text: ProofText
) -> tuple[ContactSheet, ...]:
    """Where each sign of a village goes: those at the gate, then those inside.

    Raises ProofError and MissingGlyphError.
    """
    return tuple(
        _Plan(tuple(group), county, setter, text).sheet(inside)
        for inside, group in groupby(signs, lambda sign: sign.kind == INTERIOR)
    )


class _Plan:
    """Signs of one village that are pictured together."""

    def __init__(self, signs: tuple[OrderedSign, ...], county: str, setter: Setter, text: ProofText) -> None:
        self._signs = signs
        self._county = county
        self._text = text
        self._captions: dict[tuple[OrderedSign, int, int], Caption] = {}
        self._wrap = cache(setter.wrap)  # the same at every scale

    def sheet(self, inside: bool) -> ContactSheet:
        found = next(self._inside() if inside else self._to_one_scale(), None)
        if found is None:
            village = self._signs[0].owner.village
            raise ProofError(f"{village}: a sign or its wording is larger than a page")
        return found

    def _to_one_scale(self) -> Iterator[ContactSheet]:
        cells = ([self._cell(sign, scale) for sign in self._signs] for scale in SCALES)
        sheets = [ContactSheet(False, pages) for row in cells if (pages := _paged(row))]
        single = (sheet for sheet in sheets if len(sheet.pages) == 1 and sheet.scale <= _ONE_PAGE_LIMIT)
        several = (sheet for sheet in sheets if sheet.scale >= _BEST_READ)
        return chain(single, several)

    def _inside(self) -> Iterator[ContactSheet]:
        """The largest that take few pages, else the fewest pages."""
        cells = (
            [self._cell(sign, _own_scale(sign, longest)) for sign in self._signs] for longest in _LONGEST
        )
        sheets = [ContactSheet(True, pages) for row in cells if (pages := _paged(row))]
        few = (sheet for sheet in sheets if len(sheet.pages) <= _FEW_PAGES)
        return chain(few, sorted(sheets, key=lambda sheet: len(sheet.pages)))

    def _cell(self, sign: OrderedSign, scale: int) -> Cell:
        width, height = sign.facts.width / scale, sign.facts.height / scale
        columns = ceil((width + GUTTER) / (COLUMN + GUTTER))
        while columns < COLUMNS and len(self._caption(sign, columns, scale)) > _MOST_LINES:
            columns += 1
        return Cell(scale, width, height, columns, self._caption(sign, min(columns, COLUMNS), scale))

    def _caption(self, sign: OrderedSign, columns: int, scale: int) -> Caption:
        key = (sign, columns, scale)
        if key not in self._captions:
            width = columns * (COLUMN + GUTTER) - GUTTER
            lines = _caption(sign, width, scale, self._county, self._wrap, self._text)
            self._captions[key] = tuple(lines)
        return self._captions[key]


def _own_scale(sign: OrderedSign, longest: float) -> int:
    side = max(sign.facts.width, sign.facts.height)
    return next((scale for scale in INSIDE_SCALES if side / scale <= longest), INSIDE_SCALES[-1])


def contact_marks(
    rows: Sequence[Row], drawings: Iterator[Drawing], setter: Setter, text: ProofText
) -> Iterator[Mark]:
    """The signs of one page; `drawings` gives theirs in order."""
    top = _FIRST_ROW
    for row in rows:
        foot = top - max(cell.height for cell in row)
        x = LEFT
        for cell in row:
            yield Picture(next(drawings), x, foot, 1 / cell.scale)
            yield Outlined(Rect(x, foot, cell.width, cell.height), _EDGE, PALE)
            y = foot
            for line in cell.caption:
                y -= line.down
                yield setter.line(line.text, line.em, x, y, line.colour)
            yield from tick(setter, text.say("checked"), _TICK_EM, x, y - _BEFORE_TICK)
            x += cell.columns * (COLUMN + GUTTER)
        top -= _height(row) + _BETWEEN_ROWS


def _caption(
    sign: OrderedSign,
    width: float,
    scale: int,
    county: str,
    wrap: Callable[..., tuple[str, ...]],
    text: ProofText,
) -> Iterator[CaptionLine]:
    """Number and name, size and quantity, the wording, what else it says, in lines of `width` mm."""
    facts, owner = sign.facts, sign.owner
    names = (county, owner.township_name, owner.name)
    size = text.say(
        "facts", width=f"{facts.width:g}", height=f"{facts.height:g}", quantity=sign.quantity, scale=scale
    )
    for line in wrap(f"{sign.number}　{sign.name}", _NAME_EM, width):
        yield CaptionLine(line, _NAME_EM, _UNDER_PICTURE)
    for line in wrap(size, _FACTS_EM, width):
        yield CaptionLine(line, _FACTS_EM, _FACTS_EM * LEADING + 0.6, GREY)
    for place, line in enumerate(wrap(facts.wording, _WORDING_EM, width, names, even=True)):
        yield CaptionLine(line, _WORDING_EM, _WORDING_EM * LEADING if place else _BEFORE_WORDING)
    if facts.lines:
        for line in wrap(_BETWEEN_LINES.join(facts.lines), _LINES_EM, width, facts.lines):
            yield CaptionLine(line, _LINES_EM, _LINES_EM * LEADING + 0.4, GREY)


def _paged(cells: Sequence[Cell]) -> tuple[tuple[Row, ...], ...]:
    """The cells in rows and the rows on pages; none where one of them is larger than a page."""
    rows = _rows(cells)
    room = _FIRST_ROW - BOTTOM
    if any(cell.columns > COLUMNS for cell in cells) or any(_height(row) > room for row in rows):
        return ()
    pages: list[list[Row]] = [[]]
    left = room
    for row in rows:
        if _height(row) > left:
            pages.append([])
            left = room
        pages[-1].append(row)
        left -= _height(row) + _BETWEEN_ROWS
    return tuple(map(tuple, pages))


def _rows(cells: Sequence[Cell]) -> list[Row]:
    """Boards that stand and boards that lie are not mixed in a row."""
    rows: list[list[Cell]] = []
    for cell in cells:
        row = rows[-1] if rows else []
        used = sum(held.columns for held in row)
        if row and _stands(row[0]) == _stands(cell) and used + cell.columns <= COLUMNS:
            row.append(cell)
        else:
            rows.append([cell])
    return list(map(tuple, rows))


def _stands(cell: Cell) -> bool:
    return cell.height > cell.width


def _height(row: Row) -> float:
    return max(cell.height for cell in row) + max(cell.depth for cell in row)
