"""Setting a name on a vertical board: one column, a small two-column prefix over a large one, or two columns.

The numbers were chosen by eye on boards of 350 × 2000 mm; shares are of the board's width unless said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from listgen.typeset.cells import Cell, cells
from listgen.typeset.face import Face
from listgen.typeset.outline import UNITS
from listgen.typeset.placing import Glyphs, ink, moved
from listgen.typeset.setting import Overfull, Setting

EM_MAX = 0.62  # larger characters crowd the sides
WIDEN_MAX = 1.20  # of the em's height: 扁体; wider reads as squashed
GAP_MIN = 0.05  # of the em; a black face closes up below it
GAP_MAX = 0.25  # of the em; a short name spread over the whole board falls apart
SINGLE_MIN = 0.37  # a thinner column (from 16 characters on a common board) gives way to a prefix
SINGLE_WORST = 0.28  # a still thinner one gives way to two columns

PREFIX_LEAST = 4  # fewer characters are not worth a prefix
PREFIX_GAP = 0.09  # of the prefix's em, between its rows
PREFIX_COLUMN_GAP = 0.12  # of the prefix's em, between its two columns
PREFIX_SPACE = 0.36  # of the name's em, between prefix and name
PREFIX_GAIN = 1.12  # what the name must gain over a single column
PREFIX_CONTRAST = 1.2  # of the prefix's em, in height; a name that is hardly larger reads as a mistake
PREFIX_SPREAD = 1.5  # of the prefix's em; 中 and 共 beside a town of four characters fall apart

DOUBLE_COLUMN_GAP = 0.30  # of the em
ARBITRARY_BREAK = 8.0  # cells of imbalance that are better than breaking inside a place name


@dataclass(frozen=True, slots=True)
class Break:
    """A place after `at` characters where a name may break; `cost` in cells, 0 where a place name ends."""

    at: int
    cost: float = 0


@dataclass(frozen=True, slots=True)
class VerticalBox:
    """A board: its size, its least margins at the ends and sides, the least side of a character."""

    width: float
    height: float
    end: float
    side: float
    character_min: float

    @property
    def room(self) -> float:
        """The length between the end margins."""
        return self.height - 2 * self.end

    @property
    def breadth(self) -> float:
        """The width between the side margins."""
        return self.width - 2 * self.side


@dataclass(frozen=True, slots=True)
class _Column:
    """Cells one under another from `top`; the em boxes are centred on `x`."""

    cells: tuple[Cell, ...]
    x: float
    top: float
    em_width: float
    em_height: float
    gap: float

    def placed(self) -> Glyphs:
        glyphs: list[Glyphs] = []
        y = self.top
        for cell in self.cells:
            half = cell.height * self.em_height / 2
            glyphs.append(cell.placed(self.x, y - half, self.em_width / UNITS, self.em_height / UNITS))
            y -= 2 * half + self.gap
        return tuple(glyph for group in glyphs for glyph in group)


@dataclass(frozen=True)
class _Plan:
    """Columns of one board, the main one first."""

    mode: str
    columns: tuple[_Column, ...]

    @property
    def em_width(self) -> float:
        return self.columns[0].em_width

    @property
    def em_height(self) -> float:
        return self.columns[0].em_height

    @cached_property
    def smallest(self) -> float:
        return min(min(column.em_width, column.em_height) for column in self.columns)

    def setting(self, box: VerticalBox) -> Setting:
        glyphs = tuple(glyph for column in self.columns for glyph in column.placed())
        found = ink(glyphs)
        glyphs = moved(glyphs, 0, box.height / 2 - (found.y0 + found.y1) / 2)
        pitch = self.em_height + self.columns[0].gap
        return Setting(glyphs, self.mode, self.em_width, self.em_height, self.smallest, pitch, ink(glyphs))


def set_vertical(
    text: str,
    face: Face,
    box: VerticalBox,
    name_at: int = 0,
    breaks: Sequence[Break] = (),
    prefer_prefix: bool = False,
) -> Setting | Overfull:
    """`text` on its board, centred on its ink along the board and on its em boxes across it.

    `name_at` is how many characters (county, town) precede the name proper; 0 forbids a prefix.
    `prefer_prefix`: the boards beside it have one, so that this one takes it too where it is set well.
    Raises MissingGlyphError.
    """
    single = _single(cells(text, face), box)
    legible = single.smallest >= box.character_min
    roomy = legible and single.em_width >= SINGLE_MIN * box.width
    if roomy and not prefer_prefix:
        return single.setting(box)
    readable = legible and single.em_width >= SINGLE_WORST * box.width
    if PREFIX_LEAST <= name_at < len(text):
        prefixed = _prefixed(text, face, box, name_at, breaks)
        least = max(PREFIX_GAIN * single.em_height, PREFIX_CONTRAST * prefixed.smallest)
        larger = prefixed.em_height >= least and prefixed.smallest >= box.character_min
        if larger and (not readable or _parts_well(prefixed, name_at, breaks)):
            return prefixed.setting(box)
    if readable:
        return single.setting(box)
    for points in (breaks, ()):  # a name that only fits in even columns may break anywhere
        double = _double(text, face, box, points)
        if double.smallest >= box.character_min:
            return double.setting(box)
    return _overfull(text, double, box)


def _single(column: tuple[Cell, ...], box: VerticalBox) -> _Plan:
    solid = _solid(column)
    em_height = min(EM_MAX * box.width, box.room / (solid + GAP_MIN * (len(column) - 1)))
    em_width = min(EM_MAX * box.width, WIDEN_MAX * em_height, box.breadth)
    gap = _gap(column, em_height, box.room)
    return _Plan("single", (_Column(column, box.width / 2, box.height, em_width, em_height, gap),))


def _prefixed(text: str, face: Face, box: VerticalBox, name_at: int, breaks: Sequence[Break]) -> _Plan:
    """The prefix's two columns together are as wide as the name under them, so that their edges align."""
    split = _split(name_at, breaks)
    right, left = cells(text[:split], face), cells(text[split:name_at], face)
    name = cells(text[name_at:], face)
    rows = max(_solid(column) + PREFIX_GAP * (len(column) - 1) for column in (right, left))
    below = PREFIX_SPACE + _solid(name) + GAP_MIN * (len(name) - 1)
    share = WIDEN_MAX / (2 + PREFIX_COLUMN_GAP)
    small = max(box.character_min, min(share, 1) * box.room / (share * rows + below))
    em_height = min(EM_MAX * box.width, (box.room - rows * small) / below)
    em_width = min(EM_MAX * box.width, WIDEN_MAX * em_height, box.breadth)
    small_width = max(box.character_min, em_width / (2 + PREFIX_COLUMN_GAP))
    offset = small_width * (1 + PREFIX_COLUMN_GAP) / 2
    depth = rows * small
    top = box.height
    name_top = top - depth - PREFIX_SPACE * em_height
    room = box.room - depth - PREFIX_SPACE * em_height
    return _Plan(
        "prefix",
        (
            _Column(name, box.width / 2, name_top, em_width, em_height, _gap(name, em_height, room)),
            _justified(right, box.width / 2 + offset, top, small_width, small, depth),
            _justified(left, box.width / 2 - offset, top, small_width, small, depth),
        ),
    )


def _parts_well(prefixed: _Plan, name_at: int, breaks: Sequence[Break]) -> bool:
    """Whether the prefix's two columns part between place names and neither is scattered beside the other."""
    between = any(point.at == _split(name_at, breaks) for point in breaks)
    return between and all(column.gap <= PREFIX_SPREAD * column.em_height for column in prefixed.columns[1:])


def _double(text: str, face: Face, box: VerticalBox, breaks: Sequence[Break]) -> _Plan:
    split = _split(len(text), breaks)
    right, left = cells(text[:split], face), cells(text[split:], face)
    longest = max(_solid(column) + GAP_MIN * (len(column) - 1) for column in (right, left))
    em_width_max = box.breadth / (2 + DOUBLE_COLUMN_GAP)
    em_height = min(em_width_max, box.room / longest)
    em_width = min(em_width_max, WIDEN_MAX * em_height)
    offset = em_width * (1 + DOUBLE_COLUMN_GAP) / 2
    depth = min(box.room, (longest + (GAP_MAX - GAP_MIN) * (max(len(right), len(left)) - 1)) * em_height)
    return _Plan(
        "double",
        (
            _justified(right, box.width / 2 + offset, box.height, em_width, em_height, depth),
            _justified(left, box.width / 2 - offset, box.height, em_width, em_height, depth),
        ),
    )


def _justified(
    column: tuple[Cell, ...], x: float, top: float, em_width: float, em_height: float, depth: float
) -> _Column:
    gap = (depth - _solid(column) * em_height) / max(1, len(column) - 1)
    return _Column(column, x, top, em_width, em_height, gap)


def _split(length: int, breaks: Sequence[Break]) -> int:
    """Where the first `length` characters part: near the middle, after a county or town if it can be."""
    costs = {point.at: point.cost for point in breaks}
    return min(range(1, length), key=lambda at: abs(2 * at - length) + costs.get(at, ARBITRARY_BREAK))


def _solid(column: tuple[Cell, ...]) -> float:
    """Its length without gaps, in ems."""
    return sum(cell.height for cell in column)


def _gap(column: tuple[Cell, ...], em_height: float, room: float) -> float:
    if len(column) == 1:
        return 0
    return min((room - _solid(column) * em_height) / (len(column) - 1), GAP_MAX * em_height)


def _overfull(text: str, double: _Plan, box: VerticalBox) -> Overfull:
    least = box.character_min
    columns = [column.cells for column in double.columns]
    rows = int((box.room + GAP_MIN * least) / (least * (1 + GAP_MIN)))
    longest = max(_solid(column) + GAP_MIN * (len(column) - 1) for column in columns)
    return Overfull(text, sum(map(len, columns)), 2 * rows, longest * least + 2 * box.end)
