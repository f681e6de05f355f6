"""Lines of a table, its columns aligned on a terminal where a Chinese character is two columns wide."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from listgen.locale import visible

_BETWEEN = "  "


def aligned(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """The rows as lines; all have as many cells. Nothing follows the last cell."""
    table = [[visible(cell, len(cell)) for cell in row] for row in rows]
    widths = [max(map(width, column)) for column in zip(*table, strict=True)]
    for row in table:
        cells = (cell + " " * (wide - width(cell)) for cell, wide in zip(row, widths, strict=True))
        yield _BETWEEN.join(cells).rstrip()


def width(text: str) -> int:
    """The columns that a text takes on a terminal."""
    return sum(_columns(char) for char in text)


def _columns(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
