"""A flow chart: the steps of an item in boxes one under another, and below them what people have to know."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from listgen.catalog.view import ViewItem
from listgen.county import County
from listgen.drawing.model import Drawing, Fill, Ink, Rect
from listgen.signage.board import BLEED
from listgen.signage.facts import SignFacts
from listgen.signage.flow_file import FlowStyle
from listgen.signage.slug import slug
from listgen.signage.table import PITCH
from listgen.typeset.face import Face
from listgen.typeset.faces import Faces
from listgen.typeset.horizontal import Line, set_line, set_start
from listgen.typeset.outline import EM_BOTTOM, EM_TOP, UNITS, Placed
from listgen.typeset.placing import Glyphs, moved
from listgen.typeset.setting import Overfull
from listgen.typeset.wrap import wrapped

TITLE_FACE, TEXT_FACE = "serif-black", "sans-bold"
ARROW = "↓"
_PAPER, _TEXT, _LINES = Ink(0, 0, 0, 0), Ink(0, 0, 0, 1), Ink(0.85, 0.35, 0.6, 0.25)
_RULE = 0.6  # mm
_STEP = 0.1  # mm: sizes that are tried
_PAD, _NUMBER = 0.7, 2.6  # of a box above and below its text, and the room of its number, in ems
_BETWEEN, _LOOSEST = 1.5, 3.0  # ems from box to box, with the arrow in between
_BELOW_TITLE = 8.0  # mm
_PHRASE = re.compile("[^、，；。：（）]+")  # is broken only where it has to be
_FACT_GAP = 0.55  # ems between two facts


class TooLongError(ValueError):
    """Steps and facts that are taller than the sheet at their least size."""

    def __init__(self, wanted: float, room: float) -> None:
        super().__init__(f"{wanted:.0f} mm high, {room:.0f} mm free")
        self.wanted = wanted
        self.room = room


@dataclass(frozen=True, slots=True)
class FlowValues:
    """All that a chart is made of. `facts` are whole lines; `condition` is for the PDF."""

    title: str
    steps: tuple[str, ...]
    facts: tuple[str, ...]
    style: FlowStyle
    specimen: bool
    condition: str


def flow_of(item: ViewItem, style: FlowStyle, county: County) -> FlowValues:
    """The chart of an item with steps. It hangs on a wall, and says there what the list is not."""
    service = item.service
    said = {
        "materials": "、".join(service.materials),
        "time": service.time,
        "place": service.place,
        "phone": service.phone,
        "who": item.who,
    }
    facts = [f"{label}：{said[name]}" for name, label in style.facts if said[name]]
    facts += [style.specimen] * county.specimen + [style.unreleased] * county.unreleased
    title, condition = style.title.format(name=item.short), county.signs.ink_condition
    return FlowValues(title, service.steps, tuple(facts), style, county.specimen, condition)


def flow_facts(values: FlowValues) -> SignFacts:
    """What it says: its title, each step with its number, the arrows, the facts."""
    count = len(values.steps)
    numbers = tuple(str(at) for at in range(1, count + 1))
    lines = (*values.steps, *numbers, *(ARROW,) * (count - 1), *values.facts)
    style = values.style
    return SignFacts(values.title, lines, style.width, style.height, (_PAPER, _TEXT, _LINES))


def draw_flow(values: FlowValues, faces: Faces) -> Drawing:
    """The chart at real size. Raises MissingGlyphError and TooLongError."""
    style = values.style
    title, top = _set_title(values, faces.face(TITLE_FACE))
    face = faces.face(TEXT_FACE)
    facts, foot = _set_facts(values, face)
    room = top - _BELOW_TITLE - foot
    em, rows = _fitting(values, face, room)
    boxes = tuple(_place(rows, em, top - _BELOW_TITLE, room, style, face))
    rules = tuple(rule for box, _ in boxes for rule in box)
    glyphs = tuple(glyph for _, said in boxes for glyph in said)
    whole = Rect(-BLEED, -BLEED, style.width + 2 * BLEED, style.height + 2 * BLEED)
    fills = (
        Fill(_PAPER, "ground", (whole,)),
        Fill(_LINES, "rule", rules),
        Fill(_TEXT, "text", glyphs=(*title, *glyphs, *facts)),
    )
    line = slug(values.title, TITLE_FACE, style.width, style.height, faces, values.specimen)
    return Drawing(style.width, style.height, BLEED, values.title, fills, line)


def _set_title(values: FlowValues, face: Face) -> tuple[Glyphs, float]:
    """The title, centred in one line or else in several that begin alike, and where its room ends."""
    style = values.style
    width, top = style.width - 2 * style.margin, style.height - style.margin
    line = Line(style.title_em[0], style.title_em[1], track_max=0.2)
    setting = set_line(values.title, face, line, width)
    if not isinstance(setting, Overfull):
        return moved(setting.glyphs, style.margin, top - setting.em_height), top - setting.em_height
    em = style.title_em[1]
    lines = wrapped(values.title, face, width / em, even=True)
    glyphs = tuple(_lines(lines, face, em, style.margin, top))
    return glyphs, top - em * (1 + PITCH * (len(lines) - 1))


def _set_facts(values: FlowValues, face: Face) -> tuple[Glyphs, float]:
    """The facts at the foot, and how high they reach."""
    style, width = values.style, values.style.width - 2 * values.style.margin
    if not values.facts:
        return (), style.margin
    em = style.fact_em[0]
    while em > style.fact_em[1] and any(len(fact) * em > 2 * width for fact in values.facts):
        em -= _STEP
    rows = [wrapped(fact, face, width / em) for fact in values.facts]
    heights = [em * (1 + PITCH * (len(lines) - 1)) for lines in rows]
    high = style.margin + sum(heights) + em * _FACT_GAP * (len(rows) - 1)
    glyphs: list[Placed] = []
    top = high
    for lines, height in zip(rows, heights, strict=True):
        glyphs += _lines(lines, face, em, style.margin, top)
        top -= height + em * _FACT_GAP
    return tuple(glyphs), high + em


def _fitting(values: FlowValues, face: Face, room: float) -> tuple[float, list[tuple[str, ...]]]:
    """The largest em at which all boxes have room, and the lines of each box."""
    style = values.style
    em = style.step_em[0]
    while True:
        width = (style.width - 2 * style.margin) / em - _NUMBER - _PAD
        rows = [wrapped(step, face, width, _PHRASE.findall(step)) for step in values.steps]
        wanted = em * (sum(map(_box_ems, rows)) + _BETWEEN * (len(rows) - 1))
        if wanted <= room:
            return em, rows
        if em <= style.step_em[1]:
            raise TooLongError(wanted, room)
        em = max(em - _STEP, style.step_em[1])


def _box_ems(lines: tuple[str, ...]) -> float:
    return 1 + PITCH * (len(lines) - 1) + 2 * _PAD


def _place(
    rows: list[tuple[str, ...]], em: float, top: float, room: float, style: FlowStyle, face: Face
) -> Iterator[tuple[tuple[Rect, ...], Glyphs]]:
    """Each box from the top: its sides, and its number, its text and the arrow that leads on."""
    width, gaps = style.width - 2 * style.margin, len(rows) - 1
    spare = room - em * sum(map(_box_ems, rows))
    gap = min(spare / gaps, _LOOSEST * em) if gaps else 0.0
    left = style.margin
    for at, lines in enumerate(rows, 1):
        height = em * _box_ems(lines)
        text = top - em * _PAD
        number = top - (height - em) / 2
        glyphs = [
            *_lines(lines, face, em, left + em * _NUMBER, text),
            *_centred(str(at), face, em, left + em * (_NUMBER - _PAD) / 2, number),
        ]
        if at < len(rows):
            glyphs += _centred(ARROW, face, em, left + width / 2, top - height - (gap - em) / 2)
        low, inside = top - height + _RULE, height - 2 * _RULE  # sides that overlap would be cut out
        sides = (
            Rect(left, top - _RULE, width, _RULE),
            Rect(left, top - height, width, _RULE),
            Rect(left, low, _RULE, inside),
            Rect(left + width - _RULE, low, _RULE, inside),
            Rect(left + em * (_NUMBER - _PAD), low, _RULE, inside),
        )
        yield sides, tuple(glyphs)
        top -= height + gap


def _lines(lines: tuple[str, ...], face: Face, em: float, x: float, top: float) -> Iterator[Placed]:
    """Lines below one another from the upper left corner of their first em box."""
    for at, line in enumerate(lines):
        baseline = top - em * (1 + PITCH * at) - EM_BOTTOM * em / UNITS
        yield from moved(set_start(line, face, em), x, baseline)


def _centred(text: str, face: Face, em: float, middle: float, top: float) -> Glyphs:
    """A line about `middle`, its em box below `top`."""
    glyphs = set_start(text, face, em)
    long = sum(face.outline(char).advance for char in text) * em / UNITS
    return moved(glyphs, middle - long / 2, top - EM_TOP * em / UNITS)
