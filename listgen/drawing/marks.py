"""Marks around a board, clear of its bleed: where to cut, and whether the plates lie upon each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from listgen.drawing.model import Hairline, Rect

MARK_WIDTH = 0.1  # a shop's thinnest line is 0.05
MARK_GAP = 1.0  # between the bleed and a mark, so that no mark touches the sign
CROP_MARK = 8.0
REGISTRATION_MARK = 5.0  # the cross; the slug line begins beyond it
RING = 3.0


@dataclass(frozen=True, slots=True)
class Registration:
    """A circle of RING mm in a cross, around (x, y)."""

    x: float
    y: float

    @property
    def cross(self) -> tuple[Hairline, Hairline]:
        """Its level and its upright arm."""
        reach = REGISTRATION_MARK / 2
        level = Hairline(self.x - reach, self.y, self.x + reach, self.y)
        return level, Hairline(self.x, self.y - reach, self.x, self.y + reach)


def crop_marks(trim: Rect, bleed: float, length: float = CROP_MARK) -> Iterator[Hairline]:
    """Two at each corner, in line with the cuts."""
    gap = bleed + MARK_GAP
    right, top = trim.x + trim.width, trim.y + trim.height
    for x in (trim.x, right):
        yield Hairline(x, trim.y - gap, x, trim.y - gap - length)
        yield Hairline(x, top + gap, x, top + gap + length)
    for y in (trim.y, top):
        yield Hairline(trim.x - gap, y, trim.x - gap - length, y)
        yield Hairline(right + gap, y, right + gap + length, y)


def marks_around(trim: Rect, bleed: float) -> tuple[Hairline | Registration, ...]:
    """All marks of a board on a page of its own."""
    return (*crop_marks(trim, bleed), *registration_marks(trim, bleed))


def registration_marks(trim: Rect, bleed: float) -> Iterator[Registration]:
    """One at the middle of each side."""
    away = bleed + MARK_GAP + REGISTRATION_MARK / 2
    middle_x, middle_y = trim.x + trim.width / 2, trim.y + trim.height / 2
    for y in (trim.y - away, trim.y + trim.height + away):
        yield Registration(middle_x, y)
    for x in (trim.x - away, trim.x + trim.width + away):
        yield Registration(x, middle_y)
