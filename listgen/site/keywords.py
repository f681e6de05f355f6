"""What an item can be found by beside its own text: villagers' words, and pinyin.

Pinyin is a table of the characters of names and keywords, made here; the page spells with it. A third
of the weight of spelling out each word, and any part of a word can be typed: db, dibao, dbao.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from pypinyin import lazy_pinyin

from listgen.catalog.view import ViewItem

_HAN = re.compile(r"[\u3400-\u9fff]+")


def search_words(item: ViewItem) -> str:
    """The keywords that the item's short name does not hold anyway, none twice."""
    words = (word for keyword in item.keywords for word in keyword.split())
    return " ".join(dict.fromkeys(word for word in words if word not in item.short))


def pinyin_table(items: Iterable[ViewItem]) -> str:
    """Each syllable, then the characters that sound so in short names and keywords: `bao保报 di低`.

    A character with two readings stands under both.
    """
    table: dict[str, set[str]] = {}
    for item in items:
        for text in (item.short, *item.keywords):
            for char, syllable in _readings(text):
                table.setdefault(syllable, set()).add(char)
    return " ".join(syllable + "".join(sorted(chars)) for syllable, chars in sorted(table.items()))


@lru_cache(maxsize=16384)
def _readings(text: str) -> tuple[tuple[str, str], ...]:
    readings = (pair for run in _HAN.findall(text) for pair in zip(run, lazy_pinyin(run), strict=True))
    return tuple((char, syllable) for char, syllable in readings if syllable.isascii() and syllable.isalpha())
