"""A table on a sign: as large as its room allows, each cell broken into lines, a rule under each row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from listgen.drawing.model import Fill, Ink, Rect
from listgen.signage.interior import TableBlock
from listgen.typeset.face import Face
from listgen.typeset.faces import Faces
from listgen.typeset.horizontal import set_start
from listgen.typeset.outline import EM_BOTTOM, EM_TOP, UNITS
from listgen.typeset.placing import Glyphs, moved
from listgen.typeset.setting import Overfull, OverfullError
from listgen.typeset.wrap import width_em, wrapped

PITCH = 1.36  # ems from line to line within a cell
GUTTER = 1.3  # ems between two columns
_PAD = 0.42  # of the em above and below the lines of a row, at least
_LOOSEST = 1.5  # of the em: more air parts a row from its rules
_HEAD_PAD = 0.5
_STEP = 0.25  # mm: sizes that are tried
_PHRASE = re.compile("[^、，；。：（）]+")  # is broken only where it has to be
_JOINED = frozenset("0123456789-")


class RowsError(ValueError):
    """More rows than the table holds at its least size."""

    def __init__(self, count: int, most: int) -> None:
        super().__init__(f"{count} rows, {most} would fit")
        self.count = count
        self.most = most


@dataclass(frozen=True, slots=True)
class Set:
    """A table whose upper left corner is the origin."""

    fills: tuple[Fill, ...]
    height: float


@dataclass(frozen=True, slots=True)
class _Row:
    cells: tuple[tuple[str, ...], ...]
    height: float


@lru_cache(maxsize=64)  # most villages of a county have the same frequent items
def set_table(
    block: TableBlock, rows: tuple[tuple[str, ...], ...], width: float, room: float, faces: Faces
) -> Set:
    """The table in a box of `width` and at most `room` high.

    Raises MissingGlyphError, RowsError, and OverfullError of a number that would be torn.
    """
    face = faces.face(block.face)
    em, broken = _largest(block, rows, width, room, face)
    head = block.head * em * (1 + 2 * _HEAD_PAD)
    spare = room - head - block.rule - sum(row.height for row in broken)
    loose = min(spare / len(broken), (_LOOSEST - _PAD) * 2 * em)
    glyphs: dict[Ink, list[Glyphs]] = {}
    rules = [Rect(0, -head - block.rule, width, 2 * block.rule)]
    lefts = list(_lefts(block, width, em))
    for column, left in zip(block.columns, lefts, strict=True):
        line = moved(set_start(column.title, face, block.head * em), left, _middle(block.head * em, head))
        glyphs.setdefault(column.ink, []).append(line)
    top = -head
    for row in broken:
        tall = row.height + loose
        for column, lines, left in zip(block.columns, row.cells, lefts, strict=True):
            placed = _cell(lines, face, em, top - tall / 2)
            glyphs.setdefault(column.ink, []).append(moved(placed, left, 0))
        top -= tall
        rules.append(Rect(0, top - block.rule / 2, width, block.rule))
    fills = [Fill(block.rule_ink, "rule", rects=tuple(rules))]
    fills += [
        Fill(ink, "text", glyphs=tuple(one for set_ in sets for one in set_)) for ink, sets in glyphs.items()
    ]
    return Set(tuple(fills), -top + block.rule / 2)


def _largest(
    block: TableBlock, rows: Sequence[tuple[str, ...]], width: float, room: float, face: Face
) -> tuple[float, list[_Row]]:
    """The largest size at which all rows fit, and the rows at that size."""
    least, most = 0, int((block.em - block.em_min) / _STEP + 1e-9)
    found = _fit(block, rows, width, room, face, block.em_min)
    if found is None:
        _refuse_torn(block, rows, width, face)
        held = next(
            count
            for count in range(len(rows) - 1, -1, -1)
            if not count or _fit(block, rows[:count], width, room, face, block.em_min)
        )
        raise RowsError(len(rows), held)
    while least < most:  # the larger, the taller: halving finds the border
        middle = (least + most + 1) // 2
        tried = _fit(block, rows, width, room, face, block.em_min + middle * _STEP)
        if tried is None:
            most = middle - 1
        else:
            least, found = middle, tried
    return block.em_min + least * _STEP, found


def _fit(
    block: TableBlock, rows: Sequence[tuple[str, ...]], width: float, room: float, face: Face, em: float
) -> list[_Row] | None:
    """The rows broken at this size; None where they are too tall, or a number would be torn."""
    left = room - block.head * em * (1 + 2 * _HEAD_PAD) - block.rule
    columns = [share / em - GUTTER for share in _widths(block, width, em)]
    heads = (column.title for column in block.columns)
    if any(width_em(title, face) * block.head > ems for title, ems in zip(heads, columns, strict=True)):
        return None
    broken = []
    for row in rows:
        cells = tuple(
            wrapped(cell, face, ems, _PHRASE.findall(cell)) for cell, ems in zip(row, columns, strict=True)
        )
        lines = max(1, *map(len, cells))
        height = ((lines - 1) * PITCH + 1 + 2 * _PAD) * em
        left -= height
        if left < 0 or any(map(_torn, cells)):
            return None
        broken.append(_Row(cells, height))
    return broken


def _refuse_torn(block: TableBlock, rows: Sequence[tuple[str, ...]], width: float, face: Face) -> None:
    columns = [share / block.em_min - GUTTER for share in _widths(block, width, block.em_min)]
    for cell, ems in ((cell, ems) for row in rows for cell, ems in zip(row, columns, strict=True)):
        if _torn(wrapped(cell, face, ems)):
            natural = width_em(cell, face)
            most = int(len(cell) * ems / natural)
            raise OverfullError(Overfull(cell, len(cell), most, natural * block.em_min))


def _torn(lines: Sequence[str]) -> bool:
    """Whether a number goes on in the next line."""
    return any(one[-1] in _JOINED and two[0] in _JOINED for one, two in pairwise(lines))


def _widths(block: TableBlock, width: float, em: float) -> Iterator[float]:
    """Of the columns with the gutter after each; the last has none, so that the table ends at the margin."""
    total = sum(column.share for column in block.columns)
    return ((width + GUTTER * em) * column.share / total for column in block.columns)


def _lefts(block: TableBlock, width: float, em: float) -> Iterator[float]:
    left = 0.0
    for wide in _widths(block, width, em):
        yield left
        left += wide


def _cell(lines: Sequence[str], face: Face, em: float, middle: float) -> Glyphs:
    """The lines one under another, their em boxes together in the middle."""
    top = middle + ((len(lines) - 1) * PITCH + 1) * em / 2
    baselines = (top - at * PITCH * em - EM_TOP * em / UNITS for at in range(len(lines)))
    placed = (moved(set_start(line, face, em), 0, y) for line, y in zip(lines, baselines, strict=True))
    return tuple(glyph for line in placed for glyph in line)


def _middle(em: float, tall: float) -> float:
    """The baseline of one line in a strip below the origin."""
    return -tall / 2 - (EM_TOP + EM_BOTTOM) / 2 * em / UNITS
