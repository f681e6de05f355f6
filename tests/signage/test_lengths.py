"""Boards of every length from 6 to 47 characters, measured on their outlines by eyes of the tests' own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import combinations, pairwise

import pytest

from listgen.signage.names import part
from listgen.typeset.setting import Setting
from listgen.typeset.vertical import VerticalBox, set_vertical
from tests.signage.wordings import LENGTHS, wordings
from tests.typeset.eyes import Ink, Seen, seen
from tests.typeset.shipped import SERIF

SIZES = ((350, 2000), (400, 2400), (360, 2200), (300, 1800))
LEAST = 60.0  # mm, the least side of a character
every_length = pytest.mark.parametrize("length", LENGTHS)


@dataclass(frozen=True)
class Board:
    """One wording set on a board: `columns` from the right, top to bottom, a prefix before its name."""

    text: str
    width: float
    height: float
    mode: str
    columns: tuple[tuple[Seen, ...], ...]

    @property
    def cells(self) -> tuple[Seen, ...]:
        return tuple(cell for column in self.columns for cell in column)

    @property
    def ink(self) -> Ink:
        return around(self.cells)


def around(cells: tuple[Seen, ...]) -> Ink:
    return Ink(
        min(cell.ink.x0 for cell in cells),
        min(cell.ink.y0 for cell in cells),
        max(cell.ink.x1 for cell in cells),
        max(cell.ink.y1 for cell in cells),
    )


@cache
def boards(length: int) -> tuple[Board, ...]:
    """Each wording on each size: with its places and without, alone and beside boards that have a prefix."""
    return tuple(
        board
        for text, places in wordings(length)
        for width, height in SIZES
        for known in (places, ())
        for alike in (False, True)
        for board in [_board(text, known, alike, width, height)]
    )


def _board(text: str, places: tuple[str, ...], alike: bool, width: float, height: float) -> Board:
    parting = part(text, places)
    box = VerticalBox(width, height, 0.30 * width, 0.17 * width, LEAST)
    setting = set_vertical(text, SERIF, box, parting.name_at, parting.breaks, alike)
    assert isinstance(setting, Setting), text
    at = parting.name_at if setting.mode == "prefix" else 0
    cells = seen(text[at:] + text[:at], setting.glyphs)  # a name precedes its prefix
    return Board(text, width, height, setting.mode, tuple(_columns(cells, setting.mode, width)))


def _columns(cells: list[Seen], mode: str, width: float) -> Iterator[tuple[Seen, ...]]:
    """Cells parted by size and side. Two digits in a cell are smaller than its em."""
    if mode == "single":
        yield tuple(cells)
        return
    large = max(cell.em_height for cell in cells if len(cell.text) == 1)
    names = [cell for cell in cells if cell.em_height > large - 0.01 or len(cell.text) > 1]
    halves = names if mode == "double" else [cell for cell in cells if cell not in names]
    yield tuple(cell for cell in halves if cell.ink.x0 + cell.ink.x1 > width)
    yield tuple(cell for cell in halves if cell.ink.x0 + cell.ink.x1 <= width)
    if mode == "prefix":
        yield tuple(names)


def em(column: tuple[Seen, ...]) -> tuple[float, float]:
    """The em box of a column, from its single characters."""
    ems = {(round(cell.em_width, 6), round(cell.em_height, 6)) for cell in column if len(cell.text) == 1}
    (found,) = ems
    return found


def gaps(column: tuple[Seen, ...]) -> list[float]:
    """Between the cells as the rule has them, in ems."""
    _, tall = em(column)
    return [(_bottom(above, tall) - _top(below, tall)) / tall for above, below in pairwise(column)]


def _top(cell: Seen, tall: float) -> float:
    return cell.centre + cell.height_in(tall) * tall / 2


def _bottom(cell: Seen, tall: float) -> float:
    return cell.centre - cell.height_in(tall) * tall / 2


def test_every_form_is_met() -> None:
    met = {length: {board.mode for board in boards(length)} for length in LENGTHS}
    assert all("single" in met[length] for length in range(6, 21))
    assert all("prefix" in met[length] for length in range(16, 39))
    assert all("double" in met[length] for length in range(22, 48))
    assert set().union(*met.values()) == {"single", "prefix", "double"}


@every_length
def test_margins(length: int) -> None:
    for board in boards(length):
        found = board.ink
        assert min(found.y0, board.height - found.y1) >= 0.30 * board.width, board.text
        assert min(found.x0, board.width - found.x1) >= 0.17 * board.width, board.text


@every_length
def test_the_ink_is_in_the_middle(length: int) -> None:
    for board in boards(length):
        found = board.ink
        assert found.y0 == pytest.approx(board.height - found.y1, abs=0.02)
        assert found.x0 == pytest.approx(board.width - found.x1, abs=0.03 * board.width), board.text


@every_length
def test_sizes_and_proportions(length: int) -> None:
    for board in boards(length):
        for wide, tall in map(em, board.columns):
            assert min(wide, tall) >= LEAST
            assert max(wide, tall) <= 0.62 * board.width + 1e-6
            assert 0.90 <= wide / tall <= 1.20 + 1e-6


@every_length
def test_pitch_is_even(length: int) -> None:
    """From ordinary character to ordinary character."""
    for board in boards(length):
        for column in board.columns:
            steps = [a.middle - b.middle for a, b in pairwise(column) if a.ordinary and b.ordinary]
            assert not steps or max(steps) <= 1.03 * min(steps), board.text


@every_length
def test_other_characters_take_what_the_rule_gives_them(length: int) -> None:
    """Flat ones less by half of what their ink lacks, brackets and quotation marks half a cell."""
    for board in boards(length):
        for column in board.columns:
            found = gaps(column)
            assert not found or max(found) - min(found) < 0.005, board.text


@every_length
def test_gaps(length: int) -> None:
    for board in boards(length):
        for at, column in enumerate(board.columns):
            small = board.mode == "prefix" and at < 2
            for gap in gaps(column):
                assert 0.045 <= gap <= (1.21 if small else 0.405), board.text


@every_length
def test_nothing_overlaps(length: int) -> None:
    for board in boards(length):
        inks = [cell.ink for cell in board.cells]
        assert not any(a.overlaps(b) for a, b in combinations(inks, 2)), board.text


@every_length
def test_two_columns_are_of_one_depth_and_alike(length: int) -> None:
    for board in boards(length):
        if board.mode == "double":
            right, left = board.columns
            assert em(right) == em(left)
            _, tall = em(right)
            assert _top(right[0], tall) == pytest.approx(_top(left[0], tall), abs=0.02 * tall)
            assert _bottom(right[-1], tall) == pytest.approx(_bottom(left[-1], tall), abs=0.02 * tall)
            pitches = [1 + sum(gaps(column)) / len(gaps(column)) for column in board.columns]
            assert max(pitches) <= 1.35 * min(pitches), board.text


@every_length
def test_a_prefix_is_small_above_and_within_its_name(length: int) -> None:
    """At its least size it may stand out: over the smallest name that has one, by 0.31 of a character."""
    for board in boards(length):
        if board.mode == "prefix":
            right, left, name = board.columns
            assert em(right) == em(left)
            (small, _), (wide, tall) = em(right), em(name)
            assert tall >= 1.25 * em(right)[1] - 1e-6
            above, below = around((*right, *left)), around(name)
            assert above.y0 - below.y1 >= 0.3 * tall
            middle = board.width / 2
            reach = max(above.x1 - middle, middle - above.x0) - wide / 2
            glyph = 0.01 * wide  # by which the ink of some characters leaves the em box
            assert reach <= glyph + (0 if small > LEAST + 1e-6 else 0.31 * LEAST), board.text


@every_length
def test_no_column_leaves_a_bracket_behind(length: int) -> None:
    """Nor does a column begin or end with a dot or a dash, or part a number."""
    for board in boards(length):
        for above, below in pairwise(board.columns):
            ends, begins = above[-1], below[0]
            assert not ends.opening and ends.text not in "·—", board.text
            assert not begins.closing and begins.text not in "·—", board.text
            assert not (ends.text.isdigit() and begins.text.isdigit()), board.text
