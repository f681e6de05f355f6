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
        (("低保", "保姆"), "di bao mu"),
        (("银行", "步行", "行走"), "yin hang/xing bu zou"),
        (("80岁补贴，db",), "sui bu tie"),
        (("律师", "女儿"), "lv shi nv er"),
        (("㐂字",), "- zi"),
        (("献血",), "xian xue/xie"),
        ((), ""),
    ],
)
def test_pinyin_table(texts: tuple[str, ...], table: str) -> None:
    items = (item("duty", number, short=text, keywords=()) for number, text in enumerate(texts))
    assert pinyin_table(items) == table


def test_pinyin_follows_names_and_search_words_item_by_item() -> None:
    items = (
        item("duty", 1, short="低保", keywords=("低保", "救济")),
        item("duty", 2, short="宅基地", keywords=("盖房",)),
    )
    assert pinyin_table(items) == "di bao jiu ji zhai ji di gai fang"


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
