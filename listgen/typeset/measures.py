"""What characters take of a line, without their shapes: exactly, or roughly for many texts at once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from math import inf
from typing import NamedTuple

from listgen.typeset.face import Face
from listgen.typeset.outline import EM_BOTTOM, EM_TOP


class Measure(NamedTuple):
    """A character's advance and the ends of its ink above the baseline, in units; a blank has no ink."""

    advance: float
    low: float = inf
    high: float = -inf


@lru_cache(maxsize=32)
def exact_measures(face: Face) -> Mapping[str, Measure]:
    """Of every character of the face, by its shape. A lookup raises MissingGlyphError."""
    return _Exact(face)


@lru_cache(maxsize=32)
def rough_measures(face: Face) -> Mapping[str, Measure]:
    """The same with the whole em box as the ink of what stays within it: never less than there is.

    Most characters of a face are one value, and no shape of theirs is drawn.
    """
    return _Rough(face)


class _Exact(dict[str, Measure]):
    """Each is found when first asked for."""

    def __init__(self, face: Face) -> None:
        super().__init__()
        self._face = face

    def __missing__(self, char: str) -> Measure:
        outline = self._face.outline(char)
        ink = (outline.bounds.y0, outline.bounds.y1) if outline.bounds else ()
        self[char] = Measure(outline.advance, *ink)
        return self[char]


class _Rough(_Exact):
    def __missing__(self, char: str) -> Measure:
        reach = self._face.reach(char)
        if reach is None or reach[1] < EM_BOTTOM or reach[2] > EM_TOP:
            return super().__missing__(char)
        self[char] = Measure(reach[0], EM_BOTTOM, EM_TOP)
        return self[char]


class Likeness:
    """Texts in terms of a few characters: each stands for all that every one of some faces measures alike.

    What rough measures say of a text they say of its likeness.
    """

    def __init__(self, faces: tuple[Face, ...]) -> None:
        self._standing = _Standing(tuple(rough_measures(face) for face in faces))

    def of(self, text: str) -> str:
        """The likeness of a text. Raises MissingGlyphError."""
        return text.translate(self._standing)


class _Standing(dict[int, int]):
    """For `str.translate`: the first character that was met of each sort stands for it."""

    def __init__(self, measures: tuple[Mapping[str, Measure], ...]) -> None:
        super().__init__()
        self._measures = measures
        self._first: dict[tuple[Measure, ...], int] = {}

    def __missing__(self, code: int) -> int:
        sort = tuple(measures[chr(code)] for measures in self._measures)
        self[code] = self._first.setdefault(sort, code)
        return self[code]
