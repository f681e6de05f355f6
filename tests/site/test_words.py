"""Search words, pinyin and telephone numbers."""

from __future__ import annotations

import pytest

from listgen.site.keywords import pinyin_table, search_words
from listgen.site.phones import phones
from tests.site.samples import item


@pytest.mark.parametrize(
    ("name", "keywords", "words"),
    [
        ("最低生活保障申请", ("吃低保", "困难补助"), "吃低保 困难补助"),
        ("低保申请", ("低保", "吃低保"), "吃低保"),
        ("宅基地", ("盖房 建房", "建房"), "盖房 建房"),
        ("养老", (), ""),
    ],
)
def test_search_words(name: str, keywords: tuple[str, ...], words: str) -> None:
    assert search_words(item("duty", 1, short=name, keywords=keywords)) == words


@pytest.mark.parametrize(
    ("texts", "table"),
    [
        (("低保",), "bao保 di低"),
        (("银行", "行走"), "hang行 xing行 yin银 zou走"),
        (("80岁补贴，db",), "bu补 sui岁 tie贴"),
        ((), ""),
    ],
)
def test_pinyin_table(texts: tuple[str, ...], table: str) -> None:
    assert (
        pinyin_table(item("duty", number, short="", keywords=(text,)) for number, text in enumerate(texts))
        == table
    )


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("0570-5550173", (("0570-5550173", "05705550173"),)),
        ("0570-5550173转301", (("0570-5550173转301", "05705550173,301"),)),
        ("110", (("110", "110"),)),
        ("+86 570 5550173", (("+86 570 5550173", "+865705550173"),)),
        (
            "12345、0570-5550101（上班时间）",
            (("12345", "12345"), ("、", ""), ("0570-5550101", "05705550101"), ("（上班时间）", "")),
        ),
        ("问村里", (("问村里", ""),)),
        ("", ()),
    ],
)
def test_phones(text: str, pieces: tuple[tuple[str, str], ...]) -> None:
    assert phones(text) == pieces
    assert "".join(shown for shown, _ in phones(text)) == text
