"""Where a village's signs hang, as somebody who faces the gate sees them: in mm, y up from the floor.

The origin is the foot of the gate's middle. The scheme says sides and order; the gate, the distances and the
heights are of an ordinary building.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from listgen.drawing.model import Rect
from listgen.signage.building import DOOR
from listgen.signage.facts import facts_of
from listgen.signage.sign import Sign

ABOVE, LEFT, RIGHT, INSIDE = "above", "left", "right", "inside"
GATE = "gate"  # the view of somebody who leaves: left is what others see on the right

BESIDE_DOOR = 300.0
BETWEEN = 200.0
OVER = 250.0  # between a sign above and what is below it
EYE = 1600.0  # the middle of a wide sign
LEAST_FOOT, MOST_FOOT = 400.0, 900.0  # of upright boards, whose upper edges meet the door's where they can
END = 520.0  # of the wall, beyond the last sign
INTO_HALL = 440.0  # from the line between outside and inside to the first sign


@dataclass(frozen=True, slots=True)
class Board:
    """A sign and its trim where it hangs; `side` is `above`, `left`, `right` or `inside` as seen.

    Boards are equal where they look alike from afar, whatever is written on them.
    """

    name: str
    side: str
    box: Rect
    sign: Sign = field(compare=False)

    @property
    def upright(self) -> bool:
        """Whether it is higher than wide."""
        return self.box.height > self.box.width


@dataclass(frozen=True, slots=True)
class Elevation:
    """All signs of a village: outside from the gate outwards, side by side; inside from left to right.

    `wall` and `hall` are what one sees of the outer wall and, where a sign hangs inside, of a room's.
    """

    boards: tuple[Board, ...]
    wall: Rect
    hall: Rect | None

    def on(self, *sides: str) -> tuple[Board, ...]:
        """The signs of these sides."""
        return tuple(board for board in self.boards if board.side in sides)


def elevation(signs: Iterable[Sign]) -> Elevation:
    """The signs where they hang. Those without a place in the scheme hang inside."""
    sides: dict[str, list[Sign]] = {ABOVE: [], LEFT: [], RIGHT: [], INSIDE: []}
    for sign in sorted(signs, key=_order):
        sides[_side(sign)].append(sign)
    foot = _foot(_size(sign) for side in (LEFT, RIGHT) for sign in sides[side])
    beside = [*_row(sides[LEFT], LEFT, foot), *_row(sides[RIGHT], RIGHT, foot)]
    outside = [*_stack(sides[ABOVE], beside), *beside]
    edges = [DOOR, *(board.box for board in outside)]
    left = min(box.x for box in edges) - END
    right = max(box.x + box.width for box in edges) + END
    inside = list(_along(sides[INSIDE], right + INTO_HALL))
    boards = (*outside, *inside)
    top = max(box.y + box.height for box in (DOOR, *(board.box for board in boards)))
    hall = None
    if inside:
        last = inside[-1].box
        hall = Rect(right, 0, last.x + last.width + INTO_HALL - right, top)
    return Elevation(boards, Rect(left, 0, right - left, top), hall)


def _order(sign: Sign) -> tuple[int, int]:
    return (sign.place.order if sign.place else 0, sign.number)


def _side(sign: Sign) -> str:
    place = sign.place
    if place is None:
        return INSIDE
    swapped = {LEFT: RIGHT, RIGHT: LEFT}
    return swapped.get(place.side, place.side) if place.view == GATE else place.side


def _size(sign: Sign) -> tuple[float, float]:
    facts = facts_of(sign.values)
    return facts.width, facts.height


def _foot(sizes: Iterable[tuple[float, float]]) -> float:
    """The lower edge that all upright boards share."""
    tallest = max((height for width, height in sizes if height > width), default=0.0)
    return min(max(DOOR.height - tallest, LEAST_FOOT), MOST_FOOT)


def _row(signs: Sequence[Sign], side: str, foot: float) -> Iterator[Board]:
    """Side by side away from the door."""
    at = DOOR.width / 2 + BESIDE_DOOR
    for sign in signs:
        width, height = _size(sign)
        y = foot if height > width else max(EYE - height / 2, LEAST_FOOT)
        yield Board(sign.name, side, Rect(-at - width if side == LEFT else at, y, width, height), sign)
        at += width + BETWEEN


def _stack(signs: Sequence[Sign], beside: Sequence[Board]) -> Iterator[Board]:
    """One over another in the middle, clear of the door and of what stands tall beside it."""
    bottom = DOOR.height
    for sign in signs:
        width, height = _size(sign)
        below = (board.box for board in beside if _reaches(board.box, width / 2))
        bottom = max((bottom, *(box.y + box.height for box in below))) + OVER
        yield Board(sign.name, ABOVE, Rect(-width / 2, bottom, width, height), sign)
        bottom += height


def _reaches(box: Rect, half: float) -> bool:
    return box.x < half + BETWEEN and box.x + box.width > -half - BETWEEN


def _along(signs: Sequence[Sign], x: float) -> Iterator[Board]:
    for sign in signs:
        width, height = _size(sign)
        yield Board(sign.name, INSIDE, Rect(x, max(EYE - height / 2, LEAST_FOOT), width, height), sign)
        x += width + BETWEEN
