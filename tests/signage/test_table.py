"""Tables on signs: as large as they may be, refused with what would fit, no number torn."""

from __future__ import annotations

import pytest

from listgen.signage.interior import TableBlock
from listgen.signage.table import RowsError, set_table
from listgen.typeset.placing import ink
from listgen.typeset.setting import OverfullError
from tests.signage.interiors import SERVICE_ROWS, SLOTS
from tests.typeset.shipped import FACES

_TABLE = SLOTS["services"].table
assert _TABLE is not None
TABLE: TableBlock = _TABLE
WIDTH, ROOM = 796.0, 700.0


def em_of(rows: int, room: float = ROOM) -> float:
    set_ = set_table(TABLE, SERVICE_ROWS * rows, WIDTH, room, FACES)
    return max(glyph.sy for fill in set_.fills for glyph in fill.glyphs) * 1000


def test_the_more_rows_the_smaller_and_never_too_small() -> None:
    sizes = [em_of(rows) for rows in range(1, 6)]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] > sizes[-1] >= TABLE.em_min
    assert sizes[0] <= TABLE.em


@pytest.mark.parametrize("rows", range(1, 6))
def test_it_keeps_its_room(rows: int) -> None:
    set_ = set_table(TABLE, SERVICE_ROWS * rows, WIDTH, ROOM, FACES)
    assert set_.height <= ROOM + 0.5
    for fill in set_.fills:
        for rect in fill.rects:
            assert rect.x >= 0
            assert rect.x + rect.width <= WIDTH + 1e-6
            assert -set_.height - 1e-6 <= rect.y
        for glyph in fill.glyphs:
            if glyph.outline.bounds:
                found = ink((glyph,))
                assert found.x0 >= 0
                assert found.x1 <= WIDTH
                assert -ROOM < found.y0 < found.y1 < 0


@pytest.mark.parametrize("room", [60.0, 200.0, 350.0, 500.0])
def test_refused_with_what_would_fit(room: float) -> None:
    rows = SERVICE_ROWS * 8
    with pytest.raises(RowsError) as refused:
        set_table(TABLE, rows, WIDTH, room, FACES)
    most = refused.value.most
    assert refused.value.count == len(rows)
    if most:
        set_table(TABLE, rows[:most], WIDTH, room, FACES)
    with pytest.raises(RowsError):
        set_table(TABLE, rows[: most + 1], WIDTH, room, FACES)


def test_a_number_is_not_torn() -> None:
    """The column of telephones has to hold one: type gets smaller rather than break it."""
    long = ("查询", "身份证", "县里", "0600-55502018")
    fills = set_table(TABLE, (long,), WIDTH, ROOM, FACES).fills
    assert em_of(1) > max(glyph.sy * 1000 for fill in fills for glyph in fill.glyphs)
    with pytest.raises(OverfullError) as refused:
        set_table(TABLE, ((*long[:3], "0600-5550201-8123456"),), WIDTH, ROOM, FACES)
    assert refused.value.overfull.text == "0600-5550201-8123456"
