"""Vertical boards: margins, pitch, least character, every length, punctuation, what is refused."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listgen.typeset.cells import cells
from listgen.typeset.face import Face, MissingGlyphError
from listgen.typeset.outline import Box, Placed
from listgen.typeset.parting import Break
from listgen.typeset.placing import ink
from listgen.typeset.setting import Overfull, Setting
from listgen.typeset.vertical import GAP_MAX, WIDEN_MAX, VerticalBox, set_vertical
from tests.typeset.eyes import drawn, seen, walked
from tests.typeset.shipped import NAME, ORDINARY, SANS, SERIF

BOARD = VerticalBox(350, 2000, end=105, side=60, character_min=60)
NAME_AT, BREAKS = 12, (Break(5), Break(8), Break(12))


def set_on_board(text: str, name_at: int = 0, breaks: tuple[Break, ...] = ()) -> Setting:
    setting = set_vertical(text, SERIF, BOARD, name_at, breaks)
    assert isinstance(setting, Setting)
    return setting


def centres(setting: Setting) -> list[float]:
    """Heights of the em boxes' centres, for ordinary characters of one column."""
    return [glyph.y + 380 * glyph.sy for glyph in setting.glyphs]


def boxes(setting: Setting) -> list[Box]:
    return [ink((glyph,)) for glyph in setting.glyphs]


@pytest.mark.parametrize("length", range(6, 48))
def test_every_length_fits_or_is_refused(length: int) -> None:
    text = (ORDINARY + ORDINARY)[:length]
    setting = set_on_board(text, name_at=length - 8 if length > 15 else 0)
    assert setting.smallest >= BOARD.character_min
    assert setting.ink.y0 >= 0.95 * BOARD.end
    assert BOARD.height - setting.ink.y1 == pytest.approx(setting.ink.y0)
    assert setting.ink.x0 >= BOARD.side - 5
    assert BOARD.width - setting.ink.x1 >= BOARD.side - 5
    assert setting.em_width / setting.em_height <= WIDEN_MAX + 1e-9
    assert len(setting.glyphs) == length


@pytest.mark.parametrize("length", range(6, 16))
def test_one_column_has_one_pitch(length: int) -> None:
    setting = set_on_board(ORDINARY[:length])
    assert setting.mode == "single"
    steps = [upper - lower for upper, lower in pairwise(centres(setting))]
    assert max(steps) - min(steps) <= 0.03 * setting.pitch
    assert sum(steps) / len(steps) == pytest.approx(setting.pitch, rel=0.03)


@pytest.mark.parametrize("length", [2, 4, 6, 7, 8])
def test_a_short_name_is_not_scattered(length: int) -> None:
    setting = set_on_board(ORDINARY[:length])
    assert setting.pitch <= (1 + GAP_MAX) * setting.em_height + 1e-9
    assert setting.em_width == pytest.approx(0.62 * BOARD.width)


@pytest.mark.parametrize(
    ("text", "name_at", "breaks", "mode"),
    [
        ("青石村村民委员会", 0, (), "single"),
        ("白云镇青石村村务监督委员会", 3, (Break(3),), "single"),
        ("岚溪县白云镇青石村股份经济合作联合社", 6, (Break(3), Break(6)), "prefix"),
        (NAME, NAME_AT, BREAKS, "prefix"),
        (NAME, 0, (), "double"),
        (NAME + NAME[:21], 0, (), "double"),
        ("中共白云镇青石桥村总支部委员会筹备组办公室", 2, (Break(2),), "double"),
        ("巴彦塔拉镇东巴彦塔拉嘎查村民委员会", 5, (Break(5),), "single"),  # not 巴彦 beside 塔拉镇
        ("中共鹤城街道鸣山社区总支部委员会", 6, (Break(2), Break(6)), "single"),  # not 中 and 共 far apart
        ("岚溪左翼中旗白云山镇青石林场三分场生活区村务监督委员会", 10, (Break(6), Break(10)), "prefix"),
        ("中国共产党胜利乡音德日吐嘎查委员会", 8, (Break(5), Break(8)), "single"),  # nor 胜利乡 beside five
    ],
)
def test_mode(text: str, name_at: int, breaks: tuple[Break, ...], mode: str) -> None:
    assert set_on_board(text, name_at, breaks).mode == mode


def test_a_prefix_stands_above_its_name_in_two_columns() -> None:
    setting = set_on_board(NAME, NAME_AT, BREAKS)
    name, right, left = (boxes(setting)[start:end] for start, end in ((0, 10), (10, 15), (15, 22)))
    assert min(box.y0 for box in right + left) > max(box.y1 for box in name)
    assert min(box.x0 for box in right) > max(box.x1 for box in left)
    assert setting.em_height > 1.5 * setting.smallest


def test_two_columns_break_after_a_place() -> None:
    setting = set_on_board(NAME, 0, BREAKS)
    right = [box for box in boxes(setting) if box.x0 > BOARD.width / 2]
    assert len(right) == 12


def test_a_name_that_fits_in_even_columns_alone_is_set() -> None:
    setting = set_on_board((ORDINARY + ORDINARY)[:56], 0, (Break(24),))
    assert setting.mode == "double"
    assert setting.smallest >= BOARD.character_min


@pytest.mark.parametrize("length", [57, 60, 90])
def test_overfull_says_what_would_fit(length: int) -> None:
    text = (ORDINARY * 3)[:length]
    refused = set_vertical(text, SERIF, BOARD)
    assert isinstance(refused, Overfull)
    assert (refused.cells, refused.most) == (length, 56)
    longer = VerticalBox(350, refused.length + 1, end=105, side=60, character_min=60)
    assert isinstance(set_vertical(text, SERIF, longer), Setting)
    assert isinstance(set_vertical(text[: refused.most], SERIF, BOARD), Setting)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("第12组", ["第", "12", "组"]),
        ("第7组", ["第", "7", "组"]),
        ("第123组", ["第", "1", "2", "3", "组"]),
        ("AB社", ["A", "B", "社"]),
        ("村（社区）", ["村", "（", "社", "区", "）"]),
    ],
)
def test_cells(text: str, expected: list[str]) -> None:
    assert [cell.text for cell in cells(text, SERIF)] == expected


@pytest.mark.parametrize("face", [SERIF, SANS], ids=lambda face: face.name)
@pytest.mark.parametrize("char", "“”‘’—（）《》〈〉、，。…")
def test_vertical_punctuation_is_turned(face: Face, char: str) -> None:
    assert face.vertical(char) is not face.outline(char)


def test_a_dash_stands_upright() -> None:
    box = SERIF.vertical("—").bounds
    assert box is not None
    assert box.y1 - box.y0 > 5 * (box.x1 - box.x0)


def test_brackets_cling_to_what_they_enclose() -> None:
    placed = boxes(set_on_board("青石村（社区）服务站"))
    before, opening, first, last, closing, after = placed[2:8]
    assert opening.y0 - first.y1 < before.y0 - opening.y1
    assert last.y0 - closing.y1 < closing.y0 - after.y1


@pytest.mark.parametrize("face", [SERIF, SANS], ids=lambda face: face.name)
@pytest.mark.parametrize("digits", ["7", "12", "88", "00", "41"])
def test_one_or_two_digits_fill_a_cell_side_by_side(face: Face, digits: str) -> None:
    found = set_vertical(f"第{digits}生产队", face, BOARD)
    assert isinstance(found, Setting)
    cell = seen(f"第{digits}生产队", found.glyphs)[1]
    inks = [drawn(glyph) for glyph in found.glyphs[1 : 1 + len(digits)]]
    assert cell.text == digits
    assert all(left.x1 < right.x0 for left, right in pairwise(inks))
    assert max(box.y1 for box in inks) - max(box.y0 for box in inks) < found.em_height
    assert cell.ink.x1 - cell.ink.x0 <= 0.95 * found.em_width
    # As far from either side as the digits' own bearings let them.
    assert cell.ink.x0 + cell.ink.x1 == pytest.approx(BOARD.width, abs=0.06 * found.em_width)


@pytest.mark.parametrize("text", ["第123组生产队", "第2026号生产队", "AB区Cm社区"])
def test_longer_numbers_and_latin_letters_stand_upright_one_a_cell(text: str) -> None:
    setting = set_on_board(text)
    for char, glyph in zip(text, setting.glyphs, strict=True):
        assert glyph.outline is SERIF.outline(char)  # not turned
        if char.isascii():
            box = drawn(glyph)
            assert box.x0 + box.x1 == pytest.approx(BOARD.width, abs=0.12 * setting.em_width)
    inks = [drawn(glyph) for glyph in setting.glyphs]
    assert all(above.y0 > below.y1 for above, below in pairwise(inks))


@pytest.mark.parametrize("face", [SERIF, SANS], ids=lambda face: face.name)
@pytest.mark.parametrize(("opening", "closing"), ["（）", "“”", "‘’", "《》", "〈〉", "〔〕", "「」", "『』"])
def test_turned_marks_keep_to_their_half_of_the_em_box(face: Face, opening: str, closing: str) -> None:
    """And so to what they enclose, in the half of a cell that they are given."""
    for char, low, high in ((opening, -120, 380), (closing, 380, 880)):
        if not face.missing(char):
            x0, y0, x1, y1 = walked(face.vertical(char))
            assert low <= y0 < y1 <= high
            assert 0 <= x0 < x1 <= 1000


def test_flat_characters_take_less_room() -> None:
    heights = [cell.height for cell in cells("一二三青", SERIF)]
    assert heights == sorted(heights)
    assert heights[-1] == 1


@pytest.mark.parametrize("text", ["莫𡐓村村民委员会", "塘㙍村村民委员会"])
def test_rare_characters_are_set(text: str) -> None:
    assert len(set_on_board(text).glyphs) == 8


def test_a_missing_character_is_never_replaced() -> None:
    with pytest.raises(MissingGlyphError):
        set_vertical("輋𣒍村村民委员会", SERIF, BOARD)


@given(st.text(st.sampled_from(ORDINARY + "一二三·（）“”12—A "), min_size=1, max_size=70), st.integers(0, 40))
def test_any_name_is_set_inside_its_board_or_refused(text: str, name_at: int) -> None:
    if not text.strip():
        return
    setting = set_vertical(text, SERIF, BOARD, name_at)
    if isinstance(setting, Setting):
        assert 0 < setting.ink.x0 < setting.ink.x1 < BOARD.width
        assert 0 < setting.ink.y0 < setting.ink.y1 < BOARD.height
        assert not _overlaps(setting.glyphs)


@given(
    st.text(st.sampled_from(ORDINARY + "一三·（）“”12—A"), min_size=2, max_size=99),
    st.sampled_from([(350, 2000, 60), (350, 900, 60), (160, 1200, 50), (120, 1500, 60), (400, 2400, 90)]),
    st.lists(st.integers(1, 90), max_size=4),
)
def test_whatever_is_refused_fits_the_board_that_is_named(
    text: str, size: tuple[int, int, int], points: list[int]
) -> None:
    width, height, least = size
    board = VerticalBox(width, height, 0.30 * width, 0.17 * width, least)
    breaks = tuple(Break(at) for at in points)
    refused = set_vertical(text, SERIF, board, max(points, default=0), breaks)
    if isinstance(refused, Overfull):
        longer = replace(board, height=refused.length + 1e-6)
        assert isinstance(set_vertical(text, SERIF, longer, max(points, default=0), breaks), Setting)
        name = (ORDINARY * 3)[: refused.most]
        assert isinstance(set_vertical(name, SERIF, board), Setting)
        assert isinstance(set_vertical(name + "村", SERIF, board), Overfull)


def _overlaps(glyphs: tuple[Placed, ...]) -> bool:
    found = [ink((glyph,)) for glyph in glyphs if glyph.outline.bounds]
    return any(
        a.x0 < b.x1 - 1 and b.x0 < a.x1 - 1 and a.y0 < b.y1 - 1 and b.y0 < a.y1 - 1
        for at, a in enumerate(found)
        for b in found[at + 1 :]
    )
