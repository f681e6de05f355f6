"""The picture of a village's gate: every sign at its place and size, to be seen before it is ordered.

Wall, door, distances and heights are of an ordinary building, and the picture says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import ceil

from listgen.catalog.view import VillageView
from listgen.county import County
from listgen.drawing.model import Rect
from listgen.drawing.picture import Paint, Picture, Shown
from listgen.drawing.screen import Colour, rgb
from listgen.signage.building import DOOR, HALL, PAPER, PERSON, WALL, door, walls
from listgen.signage.elevation import (
    ABOVE,
    BETWEEN,
    GATE,
    INSIDE,
    LEFT,
    RIGHT,
    Board,
    Elevation,
    elevation,
)
from listgen.signage.person import HEIGHT, person
from listgen.signage.scheme import Scheme
from listgen.signage.sign import INTERIOR, Sign, draw_sign, signs_of
from listgen.signage.slug import FACE, SPECIMEN
from listgen.typeset.face import Face
from listgen.typeset.faces import Faces
from listgen.typeset.horizontal import Line, set_line
from listgen.typeset.outline import Placed
from listgen.typeset.placing import Glyphs, ink, moved
from listgen.typeset.setting import fitted
from listgen.typeset.wrap import width_em, wrapped

PICTURE = "gate-picture"
SCALE = 50.0  # an elevation's usual scale, when the picture is printed in its own size
FINEST = 5.0  # mm a pixel
WIDEST = 2400  # pixels; a wider wall is drawn smaller

TITLE = "挂牌效果图"
VIEW = "面向大门所见"
UNIT = "尺寸单位：毫米"
PRINTED = f"原大打印为 1:{SCALE:g}"
SWAPPED = "方案按背向大门分左右，图上已换成面向大门"
CAPTIONS = {LEFT: "面向大门，左侧", RIGHT: "面向大门，右侧", INSIDE: "室内"}
DOOR_CAPTION = "大门"
NOTE = "效果图，仅供核对挂牌内容、尺寸和位置，不作制作依据；大门、间距和离地高度只是示意。"
ABSENT = "花名册填“无”、不挂："
HANGS_AT = "离地"
TALL = f"{HEIGHT / 1000:.2f} 米"
ONE_METRE = "1 米"
# What is set in FACE on every picture, and TITLE in the title's face.
CHARACTERS = "".join(
    (VIEW, UNIT, PRINTED, SWAPPED, *CAPTIONS.values(), DOOR_CAPTION, NOTE, ABSENT, HANGS_AT, TALL, ONE_METRE)
)


@dataclass(frozen=True, slots=True)
class GateValues:
    """A village's picture. `place` is where it lies; `title_face` has the characters of both.

    `absent` are the scheme's signs that it has not.
    """

    village: str
    place: str
    title_face: str
    signs: tuple[Sign, ...]
    absent: tuple[str, ...]
    specimen: bool


_SHADE = rgb("8d8272")
_EDGE = rgb("c9bfae")
_TEXT = rgb("3a352f")
_QUIET = rgb("7d7467")
_RED = rgb("c8161d")

# In pixels, so that whatever the wall's width a text is as large on the screen.
_TITLE_EM, _PLACE_EM, _LABEL_EM, _SIZE_EM, _NOTE_EM = 38.0, 19.0, 16.0, 15.0, 16.0
_HEADER, _CEILING, _FOOTER = 124.0, 46.0, 174.0
_SHADOW = 9  # steps of a pixel
_LEAST = 0.8  # of its em: a name that would be smaller takes two lines


def gate_of(scheme: Scheme, county: County, view: VillageView) -> GateValues | None:
    """What the picture of the village's gate is made of; None where no sign hangs."""
    signs = tuple(sign for sign in signs_of(scheme, county, view) if sign.kind != INTERIOR)
    if not signs:
        return None
    return GateValues(
        village=view.village.name,
        place=county.name + view.township.name,
        title_face=title_face(scheme),
        signs=signs,
        absent=tuple(column for column in scheme.columns if column not in view.village.plaques),
        specimen=county.specimen,
    )


def title_face(scheme: Scheme) -> str:
    """The face of the scheme's first sign: whoever draws a rare character draws it in the signs' face."""
    return scheme.signs[0].face


def draw_gate(values: GateValues, faces: Faces) -> Picture:
    """The picture. Raises what `draw_sign` raises; `check` finds it beforehand."""
    scene = elevation(values.signs)
    frame = frame_of(scene)
    signs = (Shown(draw_sign(board.sign.values, faces), board.box.x, board.box.y) for board in scene.boards)
    return Picture(
        frame.left,
        frame.bottom,
        frame.across,
        frame.down,
        frame.pixel,
        frame.per_metre,
        (*signs, *_Scene(scene, faces).heading(values)),
        _ground(scene, values.absent, faces),
    )


@lru_cache(maxsize=2)
def _ground(scene: Elevation, absent: tuple[str, ...], faces: Faces) -> tuple[Paint, ...]:
    """All but the signs and the heading: the same for the villages that have the same signs."""
    return tuple(_Scene(scene, faces).ground(absent))


@dataclass(frozen=True, slots=True)
class Frame:
    """The picture's edges in mm, and the mm of a pixel."""

    left: float
    bottom: float
    across: int
    down: int
    pixel: float

    @property
    def per_metre(self) -> int:
        """Pixels a metre of the print in its own size."""
        return round(1000 / (self.pixel / SCALE))

    def pixels(self, box: Rect) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of a box, in pixels from the picture's left top corner."""
        top = self.bottom + self.down * self.pixel
        right, upper = box.x + box.width, box.y + box.height
        across = ((x - self.left) / self.pixel for x in (box.x, right))
        down = ((top - y) / self.pixel for y in (upper, box.y))
        left, far, high, low = (round(edge, 3) for edge in (*across, *down))
        return left, high, far, low


def frame_of(scene: Elevation) -> Frame:
    """The least picture of whole pixels that holds the scene, its heading and its notes."""
    width = scene.wall.width + (scene.hall.width if scene.hall else 0)
    pixel = max(FINEST, width / WIDEST)
    across = ceil(width / pixel)
    down = ceil(scene.wall.height / pixel + _CEILING + _HEADER + _FOOTER)
    return Frame(scene.wall.x, -_FOOTER * pixel, across, down, pixel)


class _Scene:
    """One picture in the making. Its layers are in mm; what is for the eye alone is a number of pixels."""

    def __init__(self, scene: Elevation, faces: Faces) -> None:
        self._scene = scene
        self._faces = faces
        self._face = faces.face(FACE)
        self._frame = frame_of(scene)
        self._pixel = self._frame.pixel
        self._right = self._frame.left + self._frame.across * self._pixel
        self._ceiling = scene.wall.height + _CEILING * self._pixel

    def ground(self, absent: Sequence[str]) -> Iterator[Paint]:
        """What lies beneath the signs and beside them."""
        yield from self._building()
        for board in self._scene.boards:
            yield from self._shadow(board)
        yield from self._labels()
        yield from self._across()
        yield from self._upwards()
        yield from self._notes(absent)

    def _building(self) -> Iterator[Paint]:
        frame, wall, hall = self._frame, self._scene.wall, self._scene.hall
        width, pixel = self._right - frame.left, self._pixel
        yield Paint(PAPER, (Rect(frame.left, frame.bottom, width, frame.down * pixel),))
        inside = Rect(hall.x, 0, self._right - hall.x, self._ceiling) if hall else None
        yield from walls(Rect(wall.x, 0, width, self._ceiling), inside, pixel)
        yield from door()
        x = DOOR.width / 4
        yield Paint(PERSON, glyphs=(Placed(person(), x, 0, 1, 1),))
        yield Paint(PERSON, glyphs=self._text(TALL, 15, x, HEIGHT + 8 * pixel, 0.5))

    # --- signs ---

    def _shadow(self, board: Board) -> Iterator[Paint]:
        wall = HALL if board.side == INSIDE else WALL
        box = board.box
        for step in range(_SHADOW, 0, -1):
            share = 0.45 * (1 - step / (_SHADOW + 1)) ** 2
            yield Paint(_mixed(wall, _SHADE, share), (_grown(box, step * self._pixel, 4 * self._pixel),))
        yield Paint(_EDGE, (_grown(box, self._pixel, 0),))

    def _labels(self) -> Iterator[Paint]:
        """What each sign is called and its size; where no chain says it, how high it hangs."""
        for board in self._scene.boards:
            box, name = board.box, board.name
            size = f"{box.width:g}×{box.height:g}"
            if board.side == ABOVE:
                yield from self._label(((f"{name}  {size}", _LABEL_EM, _TEXT),), box)
                continue
            chained = board.upright and board.side != INSIDE
            names = ((line, _LABEL_EM, _TEXT) for line in self._folded(name, box))
            below = size if chained else f"{size}  {HANGS_AT} {box.y:g}"
            yield from self._label((*names, (below, _SIZE_EM, _QUIET)), box)

    def _folded(self, name: str, box: Rect) -> tuple[str, ...]:
        """In one line under its sign, or two."""
        room, wide = self._room(box) / (_LABEL_EM * self._pixel), width_em(name, self._face)
        if _LEAST * wide <= room:
            return (name,)
        return wrapped(name, self._face, max(room, wide / 2 + 1), even=True)

    def _label(self, lines: Iterable[tuple[str, float, Colour]], box: Rect) -> Iterator[Paint]:
        y = box.y - 8 * self._pixel
        for text, em, colour in lines:
            y -= (em + 5) * self._pixel
            middle = box.x + box.width / 2
            yield Paint(colour, glyphs=self._text(text, em, middle, y, 0.5, self._room(box)))

    def _room(self, box: Rect) -> float:
        """How wide a line under the sign may be, with air to the next sign's."""
        return box.width + BETWEEN - 12 * self._pixel

    # --- measures ---

    def _across(self) -> Iterator[Paint]:
        """The chain below the floor: signs, distances and door, from left to right; then whose side it is."""
        y = -34 * self._pixel
        boxes = sorted((DOOR, *(board.box for board in self._scene.on(LEFT, RIGHT))), key=lambda box: box.x)
        yield from self._chain([edge for box in boxes for edge in (box.x, box.x + box.width)], y)
        yield from self._chain_inside(y)
        y -= 48 * self._pixel
        for side in (LEFT, RIGHT, INSIDE):
            held = [board.box for board in self._scene.on(side)]
            if held:
                middle = (min(box.x for box in held) + max(box.x + box.width for box in held)) / 2
                room = max(box.x + box.width for box in held) - min(box.x for box in held) + 2 * BETWEEN
                yield Paint(_TEXT, glyphs=self._text(CAPTIONS[side], _PLACE_EM, middle, y, 0.5, room))
        yield Paint(_QUIET, glyphs=self._text(DOOR_CAPTION, _PLACE_EM, 0, y, 0.5))

    def _chain_inside(self, y: float) -> Iterator[Paint]:
        inside = [board.box for board in self._scene.on(INSIDE)]
        if inside:
            yield from self._chain([edge for box in inside for edge in (box.x, box.x + box.width)], y)

    def _chain(self, edges: Sequence[float], y: float) -> Iterator[Paint]:
        thin, tick = self._pixel, 5 * self._pixel
        line = Rect(edges[0], y - thin / 2, edges[-1] - edges[0], thin)
        ticks = (Rect(x - thin, y - tick, 2 * thin, 2 * tick) for x in edges)
        yield Paint(_QUIET, (line, *ticks))
        for near, far in pairwise(edges):
            room = far - near - 4 * thin
            text = self._text(f"{far - near:g}", 14, (near + far) / 2, y + 4 * thin, 0.5, room)
            yield Paint(_QUIET, glyphs=text)

    def _upwards(self) -> Iterator[Paint]:
        """The chain at the left end: from the floor to the upright boards, over them, to those above."""
        upright = [board.box for board in self._scene.on(LEFT, RIGHT) if board.upright]
        above = [board.box for board in self._scene.on(ABOVE)]
        levels = {0.0, *(edge for box in above for edge in (box.y, box.y + box.height))}
        if upright:
            levels |= {upright[0].y, max(box.y + box.height for box in upright)}
        if len(levels) == 1:
            return
        edges = sorted(levels)
        x, thin, tick = self._frame.left + 74 * self._pixel, self._pixel, 5 * self._pixel
        line = Rect(x - thin / 2, 0, thin, edges[-1])
        yield Paint(_QUIET, (line, *(Rect(x - tick, y - thin, 2 * tick, 2 * thin) for y in edges)))
        for low, high in pairwise(edges):
            text = self._text(f"{high - low:g}", 14, x - 12 * thin, (low + high) / 2 - 7 * thin, 1)
            yield Paint(_QUIET, glyphs=text)

    # --- words ---

    def heading(self, values: GateValues) -> Iterator[Paint]:
        """What the picture shows, and how."""
        left, top = self._frame.left + 40 * self._pixel, self._ceiling + _HEADER * self._pixel
        right = self._right - 40 * self._pixel
        room = right - left - (120 * self._pixel if values.specimen else 0)
        face = self._faces.face(values.title_face)
        title = self._text(f"{values.village}{TITLE}", _TITLE_EM, left, top - 66 * self._pixel, 0, room, face)
        yield Paint(_TEXT, glyphs=title)
        views = {sign.place.view for sign in values.signs if sign.place}
        swapped = (SWAPPED,) if GATE in views else ()
        notes = (VIEW, *swapped, UNIT, PRINTED)
        y = top - 104 * self._pixel
        place = self._text(values.place, _PLACE_EM, left, y, 0, room, face)
        yield Paint(_TEXT, glyphs=place)
        x = ink(place).x1 + 18 * self._pixel
        yield Paint(_QUIET, glyphs=self._text("　".join(notes), _PLACE_EM - 2, x, y, 0, right - x))
        if values.specimen:
            yield from self._stamp(right, top - 70 * self._pixel)

    def _stamp(self, right: float, y: float) -> Iterator[Paint]:
        """示例 in a frame."""
        pixel = self._pixel
        text = self._text(SPECIMEN, 26, right - 14 * pixel, y + 8 * pixel, 1)
        box = ink(text)
        outer = Rect(box.x0 - 14 * pixel, y, box.x1 - box.x0 + 28 * pixel, 44 * pixel)
        yield Paint(_RED, (outer,))
        yield Paint(PAPER, (_grown(outer, -2.5 * pixel, 0),))
        yield Paint(_RED, glyphs=text)

    def _notes(self, absent: Sequence[str]) -> Iterator[Paint]:
        """A metre, what the picture is for, and what does not hang."""
        pixel = self._pixel
        left, y = self._frame.left + 40 * pixel, self._frame.bottom + 36 * pixel
        bar = Rect(left, y, 1000, 2 * pixel)
        ends = tuple(Rect(x - pixel, y - 5 * pixel, 2 * pixel, 12 * pixel) for x in (left, left + 1000))
        yield Paint(_TEXT, (bar, *ends))
        yield Paint(_TEXT, glyphs=self._text(ONE_METRE, _NOTE_EM, left + 500, y + 7 * pixel, 0.5))
        unhung = f"{ABSENT}{'、'.join(absent)}。" if absent else ""
        start, right = left + 1000 + 40 * pixel, self._right - 40 * pixel
        for at, note in enumerate(filter(None, (NOTE, unhung))):
            text = self._text(note, _NOTE_EM, right, y - (4 - 24 * at) * pixel, 1, right - start)
            yield Paint(_QUIET, glyphs=text)

    def _text(
        self,
        text: str,
        em: float,
        x: float,
        y: float,
        anchor: float,
        room: float | None = None,
        face: Face | None = None,
    ) -> Glyphs:
        """One line of `em` pixels, smaller where it has less `room`; `anchor` 0: from x on, 1: up to x."""
        line = Line(em * self._pixel, 0, 0, 0)
        width = room if room is not None else 1e6
        glyphs = fitted(set_line(text, face or self._face, line, width)).glyphs
        found = ink(glyphs)
        return moved(glyphs, x - found.x0 - anchor * (found.x1 - found.x0), y)


def _grown(box: Rect, by: float, down: float) -> Rect:
    return Rect(box.x - by, box.y - by - down, box.width + 2 * by, box.height + 2 * by)


def _mixed(one: Colour, other: Colour, share: float) -> Colour:
    red, green, blue = (a + share * (b - a) for a, b in zip(one, other, strict=True))
    return red, green, blue
