"""Where a name parts in two columns: after a county, a town, a village if it can be, and near the middle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import inf

from listgen.typeset.cells import Cell
from listgen.typeset.columns import solid

_ARBITRARY = 8.0  # cells of imbalance that are better than breaking inside a place name
_RAGGED = 100.0  # a time too many that one column is as long as the other
_WORST = 1000.0  # a bracket that leaves what it encloses


@dataclass(frozen=True, slots=True)
class Break:
    """A place after `at` characters where a name may break; `cost` in cells, 0 where a place name ends."""

    at: int
    cost: float = 0


def cells_before(column: Sequence[Cell], at: int) -> int:
    """How many cells the first `at` characters fill."""
    return sum(end <= at for end in _ends(column))


def split(column: Sequence[Cell], breaks: Sequence[Break], ragged: float = inf) -> int:
    """How many cells stand in the right one of two columns; `column` has at least two.

    The longer is hardly more than `ragged` times as long as the shorter, and no bracket leaves what it
    encloses, if any place allows it.
    """
    costs = {point.at: point.cost for point in breaks}
    whole = solid(column)
    best, right = (inf, 1), 0.0
    for count, (cell, end) in enumerate(zip(column[:-1], _ends(column), strict=False), 1):
        right += cell.height
        left = whole - right
        cost = abs(right - left) + costs.get(end, _ARBITRARY)
        cost += _RAGGED * max(0.0, max(right, left) / min(right, left) - ragged)
        cost += _WORST * (not cell.parts_from(column[count]))
        best = min(best, (cost, count))
    return best[1]


def _ends(column: Sequence[Cell]) -> list[int]:
    """How many characters of the text each cell ends after."""
    return list(accumulate(len(cell.text) for cell in column))
