"""Texts of a sign with many of them: each is found once, in its order, and then nothing may be left over.

A text runs to the right and may go on below where its line began, as a table's cells do. Since every
character has to belong to one text, a wrong one always leaves a text unfound and a character over.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

# In sides of the largest character so far, which is nine tenths of an em or so.
_ONE_LINE = 0.6  # how far the middles of a line's characters lie apart; a comma stands low
_FARTHEST = 2.4  # the gap of a spaced-out heading or after a mark
_NEXT_LINE = (0.9, 1.75)  # from one line to the next of one text; rows of a table are farther apart
_EDGE = 0.75  # how far its lines begin apart; a bracket stands at the right of its em box
_APART = 1.0  # what is farther from its left neighbour begins a line


@dataclass(frozen=True, slots=True)
class Character:
    """A painted shape and the characters it may be; none where it could not be read."""

    box: tuple[float, float, float, float]
    may_be: frozenset[str]


def read_passages(
    characters: Sequence[Character], texts: Iterable[str], wild: bool = False
) -> tuple[list[str], list[Character]]:
    """The texts that are not found, and the characters that belong to none, from the top.

    `wild`: a shape that cannot be read may stand for any character.
    """
    page = _Page(characters, wild)
    wanted = sorted(texts, key=len, reverse=True)  # a short one may be part of a long one
    missing = [text for text in wanted if not page.take("".join(text.split()))]
    return missing, page.left()


class _Page:
    """The characters of a sign, of which those of a text are taken away when it is found."""

    def __init__(self, characters: Sequence[Character], wild: bool) -> None:
        self._characters = characters
        self._wild = wild
        boxes = np.array([one.box for one in characters], dtype=np.float64).reshape(-1, 4)
        self._left, self._right = boxes[:, 0], boxes[:, 2]
        self._middle = (boxes[:, 1] + boxes[:, 3]) / 2
        self._side = np.maximum(boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1])
        self._begins = self._beginnings()
        self._free: NDArray[np.bool_] = np.ones(len(characters), dtype=np.bool_)

    def _beginnings(self) -> NDArray[np.bool_]:
        """Which characters have no neighbour at their left."""
        sides = np.maximum(self._side[:, None], self._side)
        level = np.abs(self._middle[:, None] - self._middle) < _ONE_LINE * sides
        gap = self._left[:, None] - self._right
        before = level & (self._left < self._left[:, None]) & (gap < _APART * sides)
        return np.logical_not(before.any(axis=1))

    def take(self, wanted: str) -> bool:
        """Takes the characters of a text away; whether it was there."""
        for start in range(len(self._characters)):
            if self._free[start] and self._begins[start] and self._is(start, wanted[0]):
                chain = self._chain(start, wanted)
                if chain:
                    self._free[chain] = False
                    return True
        return False

    def left(self) -> list[Character]:
        """The characters that nothing took, from the top and from the left."""
        over = [self._characters[int(at)] for at in np.flatnonzero(self._free)]
        return sorted(over, key=lambda one: (-one.box[1], one.box[0]))

    def _is(self, at: int, char: str) -> bool:
        may_be = self._characters[at].may_be
        return char in may_be or (self._wild and not may_be)

    def _chain(self, start: int, wanted: str) -> list[int]:
        """The places of the text that begins at `start`; none where another text stands there."""
        ways = [[start]]
        while ways:
            chain = ways.pop()
            if len(chain) == len(wanted):
                return chain
            following = (at for at in self._following(chain) if at not in chain)
            fitting = [at for at in following if self._is(at, wanted[len(chain)])]
            ways += [[*chain, at] for at in reversed(fitting)]
        return []

    def _following(self, chain: Sequence[int]) -> Iterator[int]:
        """What may come next: the nearest at the right, or the first of the line below."""
        last, first = chain[-1], chain[0]
        side = self._side[list(chain)].max()
        sides = np.maximum(self._side, side)
        level = np.abs(self._middle - self._middle[last])
        beside = self._free & (level < _ONE_LINE * sides) & (self._left > self._left[last] + 0.05 * side)
        beside &= self._left - self._right[last] < _FARTHEST * sides
        yield from self._nearest(beside, self._left)
        lower = self._line_of(chain) - self._middle
        below = self._free & self._begins & (lower > _NEXT_LINE[0] * sides) & (lower < _NEXT_LINE[1] * sides)
        below &= np.abs(self._left - self._left[first]) < _EDGE * sides
        yield from self._nearest(below, self._left)

    def _line_of(self, chain: Sequence[int]) -> float:
        """The middle of the text's lowest line: that of its last character with a full body."""
        full = max(self._side[at] for at in chain)
        return next(float(self._middle[at]) for at in reversed(chain) if self._side[at] > full / 2)

    def _nearest(self, chosen: NDArray[np.bool_], order: NDArray[np.float64]) -> Iterator[int]:
        places = np.flatnonzero(chosen)
        if len(places):
            yield int(places[order[places].argmin()])
