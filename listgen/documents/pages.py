"""How many pages the rows of a table take, the same in every word processor.

Rows are told their heights (`measure`), may not break over pages, and the head is repeated. What is left to
a word processor is what it makes of borders: a row for which that would decide is made a little higher, and
so begins the next page everywhere. Lengths are twips.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

_BORDER = 12  # the most that the lines of a row add
_AFTER = 80  # the short line that ends a section below its table
_GRID = 24  # what a page has beyond its lines: LibreOffice leaves it free, Word does not


@dataclass(frozen=True, slots=True)
class Pages:
    """How many, and the rows, by their place, that have to be higher than they were told.

    `count` is 0 where nobody can know it, since a row has no room on a page.
    """

    count: int
    raised: Mapping[int, int] = field(default_factory=dict)


def paginate(heights: Sequence[int], page: int, head: int, above: int) -> Pages:
    """The pages of rows of these heights on pages of this height, each begun by the table's head, the first
    one also by what stands `above` it."""
    count, used, rows = 1, above + head, 1
    raised: dict[int, int] = {}
    for place, height in enumerate(heights):
        end = used + height
        if end + rows * _BORDER + 2 * _BORDER + _AFTER > page:
            if rows == 1:
                return Pages(0)
            if end <= page + _GRID:
                raised[place] = height = page + _GRID - used + 1
            count, used, rows = count + 1, head, 1
            if head + height + 3 * _BORDER + _AFTER > page:
                return Pages(0)
        used += height
        rows += 1
    return Pages(count, raised)
