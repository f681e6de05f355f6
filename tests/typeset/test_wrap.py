"""Where lines are broken."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from listgen.typeset.face import MissingGlyphError
from listgen.typeset.wrap import width_em, wrapped
from tests.typeset.shipped import SANS

LONG = "中国共产党岚溪县石栌土家族仡佬族苗族乡老栌树湾村股份经济合作联合社联合总支部委员会"
NAMES = ("岚溪县", "石栌土家族仡佬族苗族乡", "老栌树湾村")


@pytest.mark.parametrize(
    ("text", "width", "even", "lines"),
    [
        ("", 5, False, ()),
        ("青石村", 5, False, ("青石村",)),
        ("青石村村民委员会", 5, False, ("青石村村", "民委员会")),  # not 会 alone
        ("青石村村民委员会公章", 5, False, ("青石村村民", "委员会公章")),
        ("青石村村民委员会", 7, True, ("青石村村", "民委员会")),
        ("逐字核对，扫码核对。", 4, False, ("逐字核", "对，扫", "码核对。")),  # no mark at the head
        ("批准（名称）", 3, False, ("批准", "（名", "称）")),
        ("电话0600-5550100转", 8, False, ("电话", "0600-5550100转")),
    ],
)
def test_lines(text: str, width: float, even: bool, lines: tuple[str, ...]) -> None:
    assert wrapped(text, SANS, width, even=even) == lines


def test_names_stay_whole() -> None:
    assert wrapped(LONG, SANS, 11.5, NAMES, even=True) == (
        "中国共产党岚溪县",
        "石栌土家族仡佬族苗族乡",
        "老栌树湾村股份经济合作",
        "联合社联合总支部委员会",
    )


@settings(max_examples=200, deadline=None)
@given(st.text("青石村（）。，a-0 　", max_size=60), st.floats(0.5, 12), st.booleans())
def test_nothing_is_lost_and_nothing_sticks_out(text: str, width: float, even: bool) -> None:
    lines = wrapped(text, SANS, width, ("青石村",), even=even)
    assert "".join(lines) == text
    assert all(len(line) == 1 or width_em(line, SANS) <= width + 1e-6 for line in lines)


def test_a_missing_character_is_refused() -> None:
    with pytest.raises(MissingGlyphError):
        wrapped("村\U0002348d", SANS, 5)
