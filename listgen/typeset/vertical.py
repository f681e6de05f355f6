"""Setting a name on a vertical board: one column, a small two-column prefix over a large one, or two columns.

The numbers were chosen by eye on boards of 350 × 2000 mm; shares are of the board's width unless said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from listgen.typeset.cells import FULL, Cell, alike, cells
from listgen.typeset.columns import Column, justified, length, solid
from listgen.typeset.face import Face
from listgen.typeset.parting import Break, cells_before, split
from listgen.typeset.placing import ink, moved
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
PREFIX_CONTRAST = 1.25  # of the prefix's em, in height; a name that is hardly larger reads as a mistake
# Gaps of the prefix's shorter column, of its em: four characters beside six look meant. Three beside five
# will do where boards are to look alike or one column would be too thin; 中 and 共 beside four fall apart.
PREFIX_SPREAD, PREFIX_SPREAD_WORST = 0.85, 1.20

DOUBLE_COLUMN_GAP = 0.30  # of the em
DOUBLE_SPREAD = 0.40  # of the em, the gaps of the shorter column
DOUBLE_RAGGED = 1.25  # of the shorter column's length: where the pitches differ more, two texts are read
_MOST_COUNTED = 64  # cells of one column; few names are longer


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

    @property
    def em_max(self) -> float:
        """The largest side of a character in one column."""
        return min(EM_MAX * self.width, self.breadth)

    @property
    def em_max_double(self) -> float:
        """The largest side of a character in two columns."""
        return min(EM_MAX * self.width, self.breadth / (2 + DOUBLE_COLUMN_GAP))


@dataclass(frozen=True)
class _Plan:
    """Columns of one board, the main one first."""

    mode: str
    columns: tuple[Column, ...]

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
        up = box.height / 2 - (found.y0 + found.y1) / 2
        centred = found._replace(y0=found.y0 + up, y1=found.y1 + up)
        pitch = self.em_height + self.columns[0].gap
        sizes = self.em_width, self.em_height, self.smallest, pitch
        return Setting(moved(glyphs, 0, up), self.mode, *sizes, centred)


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
    plan = _plan(text, cells(text, face), box, name_at, breaks, prefer_prefix)
    return plan if isinstance(plan, Overfull) else plan.setting(box)


def has_room(text: str, face: Face, box: VerticalBox) -> bool:
    """Whether `set_vertical` sets the text, wherever it breaks and whatever hangs beside it.

    It does when it would without a hint: a place to break only adds ways. Raises MissingGlyphError.
    """
    if len(text) <= _most_in_one(box):
        return True
    return _has_room(text.translate(alike(face)), face, box)


@lru_cache(maxsize=4096)  # by the texts' likenesses: a county has few lengths
def _has_room(text: str, face: Face, box: VerticalBox) -> bool:
    return not isinstance(_plan(text, cells(text, face), box), Overfull)


@lru_cache(maxsize=64)
def _most_in_one(box: VerticalBox) -> int:
    """How many cells of full height one readable column holds for certain."""
    counts = range(1, _MOST_COUNTED)
    return next((n - 1 for n in counts if not _readable(_single((FULL,) * n, box), box)), _MOST_COUNTED - 1)


def _plan(
    text: str,
    column: Sequence[Cell],
    box: VerticalBox,
    name_at: int = 0,
    breaks: Sequence[Break] = (),
    prefer_prefix: bool = False,
) -> _Plan | Overfull:
    single = _single(column, box)
    readable = _readable(single, box)
    if readable and single.em_width >= SINGLE_MIN * box.width and not prefer_prefix:
        return single
    if PREFIX_LEAST <= name_at < len(text):
        before = cells_before(column, name_at)
        count = split(column[:before], breaks)
        prefixed = _prefixed(column[:count], column[count:before], column[before:], box)
        between = any(cells_before(column, point.at) == count for point in breaks)
        loosest = PREFIX_SPREAD if readable and not prefer_prefix else PREFIX_SPREAD_WORST
        if (between or not readable) and _serves(prefixed, loosest, single, box):
            return prefixed
    if readable:
        return single
    for points in (breaks, ()) if len(column) > 1 else ():  # what fits in even columns alone breaks anywhere
        count = split(column, points, DOUBLE_RAGGED)
        double = _double(column[:count], column[count:], box)
        if double.smallest >= box.character_min:
            return double
    return _overfull(text, column, box)


def _readable(single: _Plan, box: VerticalBox) -> bool:
    """Whether its characters are large enough, and not so thin that two columns were better."""
    return single.smallest >= box.character_min and single.em_width >= SINGLE_WORST * box.width


def _single(column: Sequence[Cell], box: VerticalBox) -> _Plan:
    em_height = min(box.em_max, box.room / length(column, GAP_MIN))
    em_width = min(box.em_max, WIDEN_MAX * em_height)
    gap = _gap(column, em_height, box.room)
    return _Plan("single", (Column(column, box.width / 2, box.height, em_width, em_height, gap),))


def _prefixed(right: Sequence[Cell], left: Sequence[Cell], name: Sequence[Cell], box: VerticalBox) -> _Plan:
    """The prefix's two columns together are as wide as the name under them, so that their edges align.

    Where the least character forbids that, they stand out on both sides alike.
    """
    rows = max(length(right, PREFIX_GAP), length(left, PREFIX_GAP))
    below = PREFIX_SPACE + length(name, GAP_MIN)
    share = WIDEN_MAX / (2 + PREFIX_COLUMN_GAP)
    small = max(box.character_min, share * box.room / (share * rows + below))
    em_height = min(box.em_max, (box.room - rows * small) / below)
    em_width = min(box.em_max, WIDEN_MAX * em_height)
    small_width = max(box.character_min, em_width / (2 + PREFIX_COLUMN_GAP))
    small = min(small, small_width)  # under a name as large as may be, height is left over
    depth, middle = rows * small, box.width / 2
    offset = small_width * (1 + PREFIX_COLUMN_GAP) / 2
    used = depth + PREFIX_SPACE * em_height
    gap = _gap(name, em_height, box.room - used)
    return _Plan(
        "prefix",
        (
            Column(name, middle, box.height - used, em_width, em_height, gap),
            justified(right, middle + offset, box.height, small_width, small, depth),
            justified(left, middle - offset, box.height, small_width, small, depth),
        ),
    )


def _serves(prefixed: _Plan, loosest: float, single: _Plan, box: VerticalBox) -> bool:
    """Whether the name gains by its prefix, and whether that is small, legible and not scattered."""
    _, right, left = prefixed.columns
    least = max(PREFIX_GAIN * single.em_height, PREFIX_CONTRAST * prefixed.smallest)
    return (
        prefixed.em_height >= least
        and prefixed.smallest >= box.character_min
        and right.x - left.x + right.em_width <= box.breadth
        and max(right.gap, left.gap) <= loosest * right.em_height
    )


def _double(right: Sequence[Cell], left: Sequence[Cell], box: VerticalBox) -> _Plan:
    """Two columns of one depth, at which the shorter is not scattered."""
    short, long = sorted((right, left), key=solid)
    em_height = min(box.em_max_double, box.room / length(long, GAP_MIN))
    em_width = min(box.em_max_double, WIDEN_MAX * em_height)
    loose = min(length(long, GAP_MAX), length(short, DOUBLE_SPREAD))
    depth = min(box.room, max(loose, length(long, GAP_MIN)) * em_height)
    offset = em_width * (1 + DOUBLE_COLUMN_GAP) / 2
    return _Plan(
        "double",
        (
            justified(right, box.width / 2 + offset, box.height, em_width, em_height, depth),
            justified(left, box.width / 2 - offset, box.height, em_width, em_height, depth),
        ),
    )


def _gap(column: Sequence[Cell], em_height: float, room: float) -> float:
    if len(column) == 1:
        return 0
    return min((room - solid(column) * em_height) / (len(column) - 1), GAP_MAX * em_height)


def _overfull(text: str, column: Sequence[Cell], box: VerticalBox) -> Overfull:
    """What would do: two columns of least characters, or one on a board that is too narrow for two."""
    if box.em_max_double >= box.character_min and len(column) > 1:
        columns, least = 2, box.character_min
        count = split(column, (), DOUBLE_RAGGED)
        longest = max(length(column[:count], GAP_MIN), length(column[count:], GAP_MIN))
    else:
        columns, least = 1, max(box.character_min, SINGLE_WORST * box.width / WIDEN_MAX)
        longest = length(column, GAP_MIN)
    rows = int((box.room + GAP_MIN * least) / (least * (1 + GAP_MIN)))
    return Overfull(text, len(column), columns * rows, longest * least + 2 * box.end)
