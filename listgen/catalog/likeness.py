"""Which items of a catalog a sentence is about: by pairs of characters that they share, the rare ones first.

Each pair that the sentence shares with an item counts as much as it is rare among the items; pairs of its
name and of villagers' words count in full, those of its content by less. The same texts give the same order.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import log

from listgen.catalog.model import Item

_CONTENT = 0.4
_RARE = 0.25  # a pair that more of the items have says nothing
_NO_WORD = re.compile(
    r"(?:[省市县区][^\s，。；：、的]{1,10}?(?:局|委员会|办公室|指挥部))|各?村（社区）|村民委员会|居民委员会|村委会|居委会"
    r"|村务公开栏|公[示告]栏|宣传栏|便民服务中心|综合服务大厅|公安机关|人民政府|街道办事处|乡镇|协助|配合|做好|开展|工作"
    r"|组织|有关|相关|部门|及时|落实|加强|负责|情况|村民|居民|群众|依法|承担|任务指标|责任主体|作为|各村|每村|按照|发生"
    r"|发现|报告|建立|完成|统一|推进|进行|要求|出具|开具|不少于|每季度|每半年|每年|每月|一次|[的由和并与及]"
    r"|[^\u3400-\u9fffA-Za-z0-9]+"
)


@dataclass(frozen=True, slots=True)
class Likeness:
    """An item, how much speaks for it, and the words that sentence and item share, the longest first.

    The score is 1 for each pair of characters in its name that no other item has, and less for others.
    """

    item: Item
    score: float
    words: tuple[str, ...]


class Likenesses:
    """Compares sentences with the items of one catalog."""

    def __init__(self, items: Iterable[Item]) -> None:
        self._items = tuple(items)
        weighted = [_weighted(item) for item in self._items]
        among = Counter(pair for weights in weighted for pair in weights)
        count = len(self._items)
        self._worth: dict[
            str, list[tuple[int, float]]
        ] = {}  # of a pair, by the place of each item that has it
        for place, weights in enumerate(weighted):
            for pair, weight in weights.items():
                if among[pair] <= max(2, _RARE * count):
                    worth = weight * log(1 + count / among[pair]) / log(1 + count)
                    self._worth.setdefault(pair, []).append((place, worth))

    def of(self, text: str) -> list[Likeness]:
        """The items that share anything with a text, the likest first."""
        scores: dict[int, float] = {}
        shared: dict[int, list[str]] = {}
        for pair in _pairs(text):
            for place, worth in self._worth.get(pair, ()):
                scores[place] = scores.get(place, 0.0) + worth
                shared.setdefault(place, []).append(pair)
        found = [
            Likeness(self._items[place], score, _joined(shared[place], text))
            for place, score in scores.items()
        ]
        return sorted(found, key=lambda one: (-one.score, one.item.id))


def _weighted(item: Item) -> Mapping[str, float]:
    """The pairs of an item, each with the weight of where it stands."""
    weights = dict.fromkeys(_pairs("。".join((item.content, item.community.content))), _CONTENT)
    names = (item.name, item.short, item.community.name, item.community.short, *item.keywords)
    return weights | dict.fromkeys(_pairs("。".join(names)), 1.0)


def _pairs(text: str) -> dict[str, None]:
    """Each two characters that follow each other within a word, in order, none twice."""
    runs = _NO_WORD.split(text)
    return dict.fromkeys(run[at : at + 2] for run in runs for at in range(len(run) - 1))


def _joined(pairs: list[str], text: str) -> tuple[str, ...]:
    """Pairs that follow each other in the text as one word; the longest first."""
    words: list[str] = []
    for pair in pairs:
        if words and pair[0] == words[-1][-1] and words[-1] + pair[1] in text:
            words[-1] += pair[1]
        else:
            words.append(pair)
    return tuple(sorted(dict.fromkeys(words), key=lambda word: (-len(word), text.index(word))))
