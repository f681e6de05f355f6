"""What an item can be found by beside its own text: villagers' words, and how they are read.

The page spells with the readings of single characters, a third of the weight of spelling out each word,
and any part of a word can be typed: db, dibao, dbao. Which character a reading is of goes without saying:
`search.js` walks the same words in the same order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from listgen.catalog.view import ViewItem

_HAN = re.compile(r"[\u3400-\u9fff]+")
_ALSO = {"血": "xue"}  # what is typed, where the dictionary knows only how words are read: 献血 xianxie


def search_words(item: ViewItem) -> str:
    """The keywords that the item's short name does not hold anyway, none twice."""
    words = (word for keyword in item.keywords for word in keyword.split())
    return " ".join(dict.fromkeys(word for word in words if word not in item.short))


def pinyin_table(items: Iterable[ViewItem]) -> str:
    """The readings of each character of the items' short names and search words, as they first appear.

    `di bao hang/xing`: two readings of one character are joined; one that has none is a `-`.
    """
    table: dict[str, dict[str, None]] = {}
    for item in items:
        for word in (item.short, *search_words(item).split()):
            for char, syllable in _readings(word):
                table.setdefault(char, dict.fromkeys((_ALSO.get(char, syllable),)))[syllable] = None
    return " ".join("/".join(syllables) for syllables in table.values())


@lru_cache(maxsize=16384)
def _readings(text: str) -> tuple[tuple[str, str], ...]:
    from pypinyin import lazy_pinyin  # its dictionary takes a fifth of a second to load

    return tuple(
        (char, syllable if syllable.isascii() and syllable.isalpha() else "-")
        for run in _HAN.findall(text)
        for char, syllable in zip(run, lazy_pinyin(run), strict=True)
    )
