"""Texts of a board with many: what is found, what is missing and what is left over."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pytest

from listgen.verify.passages import Character, read_passages

LOW, SMALL = "、，。", "、，。·"


def at(text: str, x: float, y: float, em: float = 10.0, gap: float = 0.0) -> list[Character]:
    """A line with its em boxes from (x, y) on; marks are small and low, a blank is nothing."""
    made = []
    for char in text:
        wide = 0.3 if char in SMALL or char == "1" else 0.5 if char.isascii() else 0.9
        tall = 0.3 if char in SMALL else 0.08 if char == "一" else 0.7 if char.isascii() else 0.9
        base = 0.0 if char in LOW else 0.45 - tall / 2
        left = x + (0.6 * em if char == "（" else 0.05 * em)
        box = (left, y + base * em, left + wide * em * (0.4 if char == "（" else 1), y + (base + tall) * em)
        if char != " ":
            made.append(Character(box, frozenset(char) if char != "□" else frozenset()))
        x += (0.55 if char.isascii() else 1.0) * em + gap * em
    return made


def board(*lines: Sequence[Character]) -> list[Character]:
    return [one for line in lines for one in line]


CELL = ("身份证、户口簿；家", "庭经济状况核对", "授权书（现场填", "写）")
WRAPPED = board(*(at(line, 64, 100 - row * 13.6) for row, line in enumerate(CELL)))
BESIDE = board(at("低保、困难", 0, 86), at("救助申请", 0, 72.4), at("0600-5550201", 184, 79))
NEXT_ROW = board(at("身份证", 64, 30), at("居住证申领", 0, 30), at("派出所", 184, 30))
TABLE = [*WRAPPED, *BESIDE, *NEXT_ROW]
TEXTS = ("".join(CELL), "低保、困难救助申请", "0600-5550201", "身份证", "居住证申领", "派出所")


def changed(characters: Iterable[Character], old: str, new: str) -> list[Character]:
    """The first character of that kind as another."""
    found = list(characters)
    place = next(place for place, one in enumerate(found) if old in one.may_be)
    found[place] = Character(found[place].box, frozenset(new))
    return found


def said(over: Iterable[Character]) -> str:
    return "".join(sorted("".join(one.may_be) or "□" for one in over))


def test_cells_are_read_whole() -> None:
    assert read_passages(TABLE, TEXTS) == ([], [])


@pytest.mark.parametrize(
    ("characters", "texts"),
    [
        (at("综合服务大厅", 0, 0, gap=0.45), ["综合服务大厅"]),
        (at("监督电话 0600-5550100", 0, 0), ["监督电话 0600-5550100"]),
        (
            board(at("哪些事村里办、", 15, 20), at("哪些事不归村里办", 0, 5)),
            ["哪些事不归村里办", "哪些事村里办、"],
        ),
        (board(at("党员活动", 0, 0), at("村民议事", 54, 0)), ["党员活动", "村民议事"]),
        (board(at("一、二、一", 0, 0)), ["一、二、一"]),
        (board(at("户口簿、（现场）", 0, 0)), ["户口簿、（现场）"]),
        (board(at("青石村", 0, 0), at("青石村", 100, 0)), ["青石村", "青石村"]),
        (board(at("青石", 0, 20), at("村委会", 0, 6.4)), ["青石村委会"]),
        ([], []),
    ],
)
def test_what_is_there(characters: list[Character], texts: list[str]) -> None:
    assert read_passages(characters, texts) == ([], [])


@pytest.mark.parametrize("place", range(len(TABLE)))
def test_any_wrong_character_is_noticed(place: int) -> None:
    spoilt = [*TABLE[:place], Character(TABLE[place].box, frozenset("囧")), *TABLE[place + 1 :]]
    missing, over = read_passages(spoilt, TEXTS)
    assert len(missing) == 1
    assert "囧" in said(over)


@pytest.mark.parametrize("place", range(len(TABLE)))
def test_any_missing_character_is_noticed(place: int) -> None:
    assert read_passages([*TABLE[:place], *TABLE[place + 1 :]], TEXTS)[0]


def test_what_is_too_much_is_left_over() -> None:
    missing, over = read_passages([*TABLE, *at("广告", 0, -40)], TEXTS)
    assert (missing, said(over)) == ([], said(at("广告", 0, 0)))


@pytest.mark.parametrize(
    ("characters", "text"),
    [
        (at("石青村", 0, 0), "青石村"),
        (board(at("村委会", 0, 20), at("青石", 0, 6.4)), "青石村委会"),
        (board(at("青石", 0, 20), at("村委会", 0, -10)), "青石村委会"),
        (board(at("青石", 0, 20), at("村委会", 40, 6.4)), "青石村委会"),
        (board(at("青石", 0, 0), at("村", 60, 0)), "青石村"),
    ],
)
def test_order_and_place_count(characters: list[Character], text: str) -> None:
    assert read_passages(characters, [text])[0] == [text]


def test_a_text_that_is_said_twice_has_to_be_there_twice() -> None:
    once = at("青石村", 0, 0)
    assert read_passages(once, ["青石村", "青石村"])[0] == ["青石村"]
    spoilt = changed(board(once, at("青石村", 100, 0)), "石", "右")
    missing, over = read_passages(spoilt, ["青石村", "青石村"])
    assert (missing, said(over)) == (["青石村"], said(at("青右村", 0, 0)))


def test_an_unreadable_shape_may_be_any_character_when_asked() -> None:
    shapes = at("青□村", 0, 0)
    assert read_passages(shapes, ["青石村"])[0] == ["青石村"]
    assert read_passages(shapes, ["青石村"], wild=True) == ([], [])
