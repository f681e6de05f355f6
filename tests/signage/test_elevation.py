"""Where signs hang: sides and order as people who face the gate see them, nothing over anything else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest

from listgen.drawing.model import Rect
from listgen.signage.building import DOOR
from listgen.signage.elevation import Elevation, elevation
from listgen.signage.sign import Sign
from tests.signage.gates import hall_sign, hung, plaque, shipped_signs
from tests.signage.shipped import SCHEME, SCHEMES, shipped_scheme

HERE = Path(__file__).parent
ALL = tuple(shipped_signs())
HALL_ONLY = (hall_sign(),)
BAR = plaque(SCHEME.slot("center"))


def sets() -> list[tuple[Sign, ...]]:
    """From one sign to many, of all sizes."""
    wide = replace(SCHEME.slot("center"), width=4800.0)
    return [
        *(tuple(shipped_signs(shipped_scheme(name))) for name in SCHEMES),
        *(ALL[:count] for count in range(1, len(ALL))),
        HALL_ONLY,
        tuple(hung(*(f"left{order}" for order in range(1, 9)))),
        tuple(hung("right1", "right2", "right3", "right4", "right5", "left1")),
        (*hung("left1", "right1", height=3000.0), BAR),
        (*hung("left1", "right1", height=3000.0), plaque(wide)),
        (*hung("left1", height=600.0, width=200.0), hall_sign(), replace(hall_sign(), number=10)),
        (*hung("above1", "above2", "above3"), BAR),
    ]


def order_of(scene: Elevation) -> str:
    """The numbers of the signs beside the door from left to right, the door as |."""
    beside = [(board.box.x, str(board.sign.number)) for board in scene.on("left", "right")]
    return "".join(name for _, name in sorted([*beside, (DOOR.x, "|")]))


@pytest.mark.parametrize(
    ("places", "seen"),
    [
        (("left1",), "1|"),
        (("right1",), "|1"),
        (("left1/gate",), "|1"),
        (("right1/gate",), "1|"),
        (("left1", "left2", "right1", "right2"), "21|34"),
        (("left2", "left1", "right2", "right1"), "12|43"),
        (("left1/gate", "left2/gate", "right1/gate", "right2/gate"), "43|12"),
        (("left1", "left2/gate", "right1/gate", "right2"), "31|24"),
        (("left1", "left1"), "21|"),
        (("right3", "right1", "right2", "right5", "right4"), "|23154"),
    ],
)
def test_sides_and_order(places: tuple[str, ...], seen: str) -> None:
    assert order_of(elevation(hung(*places))) == seen


@pytest.mark.parametrize("view", ["viewer", "gate"])
def test_above_is_above_from_either_view(view: str) -> None:
    (board,) = elevation(hung(f"above1/{view}")).boards
    assert board.side == "above"
    assert board.box.x + board.box.width / 2 == 0
    assert board.box.y > DOOR.height


@pytest.mark.parametrize("signs", sets())
def test_nothing_overlaps_and_all_is_on_a_wall(signs: tuple[Sign, ...]) -> None:
    scene = elevation(signs)
    assert sorted(board.sign.number for board in scene.boards) == sorted(sign.number for sign in signs)
    for one, other in combinations([DOOR, *(board.box for board in scene.boards)], 2):
        assert not meet(one, other)
    for board in scene.boards:
        wall = scene.hall if board.side == "inside" else scene.wall
        assert wall is not None
        assert holds(wall, board.box)
        assert board.box.y >= 400
    assert (scene.hall is None) == all(sign.place for sign in signs)


@pytest.mark.parametrize("signs", sets())
def test_upright_boards_share_their_lower_edge(signs: tuple[Sign, ...]) -> None:
    boards = elevation(signs).on("left", "right")
    assert len({board.box.y for board in boards if board.upright}) <= 1


def test_a_board_keeps_its_size() -> None:
    sizes = {board.sign.slot: (board.box.width, board.box.height) for board in elevation(ALL).boards}
    assert sizes == {sign.id: (sign.width, sign.height) for sign in SCHEME.signs}


def test_layout_of_the_shipped_schemes(golden: Callable[[str, Path], None]) -> None:
    lines = []
    for name in SCHEMES:
        scene = elevation(shipped_signs(shipped_scheme(name)))
        lines.append(f"{name}: wall {told(scene.wall)}, hall {told(scene.hall) if scene.hall else '-'}")
        lines += [f"  {board.side} {board.sign.slot}: {told(board.box)}" for board in scene.boards]
    golden("\n".join(lines) + "\n", HERE / "gates.txt")


def told(box: Rect) -> str:
    return f"{box.width:g}×{box.height:g} at {box.x:g}, {box.y:g}"


def meet(one: Rect, other: Rect) -> bool:
    return (
        one.x < other.x + other.width
        and other.x < one.x + one.width
        and one.y < other.y + other.height
        and other.y < one.y + one.height
    )


def holds(outer: Rect, inner: Rect) -> bool:
    return (
        outer.x <= inner.x
        and inner.x + inner.width <= outer.x + outer.width
        and outer.y <= inner.y
        and inner.y + inner.height <= outer.y + outer.height
    )
