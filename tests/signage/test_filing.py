"""The number on record: small, in the margin, and never where anything else is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from listgen.drawing.model import Drawing
from listgen.qr.symbol import encode
from listgen.signage.filing import NoRoomError, filing_text, set_filing
from listgen.signage.hall import set_hall_sign
from listgen.signage.plaque import set_plaque
from listgen.signage.scheme import Margins, Orientation, Slot
from listgen.typeset.face import MissingGlyphError
from listgen.typeset.outline import Box
from listgen.typeset.placing import ink
from tests.signage.shipped import HALL, HALL_TEXT, PLACES, SCHEME, SCHEMES, WORDINGS, shipped_scheme
from tests.typeset.shipped import FACES

NUMBER = "岚牌备〔2026〕0173-02"
LONGEST = "岚溪县规范村级组织牌子专班备案〔2026〕第00173-02号（试）"
VERTICAL = SCHEME.slot("party")
SIGNS = {(name, slot.id): slot for name in SCHEMES for slot in shipped_scheme(name).slots}


def boxes(drawing: Drawing) -> tuple[list[Box], Box]:
    """What else stands on the sign, and the small line."""
    count = len(filing_text(NUMBER))
    texts = [fill for fill in drawing.fills if fill.role == "text"]
    (small,) = [fill for fill in texts if len(fill.glyphs) == count and fill.glyphs[0].sy < 0.013]
    others = [
        ink((glyph,)) for fill in texts if fill is not small for glyph in fill.glyphs if glyph.outline.bounds
    ]
    rules = [rect for fill in drawing.fills if fill.role != "ground" for rect in fill.rects]
    others += [Box(rect.x, rect.y, rect.x + rect.width, rect.y + rect.height) for rect in rules]
    return others, ink(small.glyphs)


def apart(one: Box, other: Box) -> float:
    return max(one.x0 - other.x1, other.x0 - one.x1, one.y0 - other.y1, other.y0 - one.y1)


@pytest.mark.parametrize("key", SIGNS, ids="-".join)
@pytest.mark.parametrize(
    "wording", ["", "白云镇青石村", "中国共产党岚溪县白云镇青石村一二三四五六七八支部委员会"]
)
def test_it_touches_nothing(key: tuple[str, str], wording: str) -> None:
    slot = SIGNS[key]
    text = wording or WORDINGS.get(slot.id, "白云镇青石村便民服务站")
    text = text if slot.orientation is Orientation.VERTICAL else text[-17:]
    others, small = boxes(set_plaque(slot, text, FACES, places=PLACES, filing=NUMBER))
    assert min(apart(small, other) for other in others) >= 4
    assert small.x0 >= 12 and small.x1 <= slot.width - 12
    assert small.y0 >= 12 and small.y1 <= 0.1 * slot.height + 30
    assert 7 <= small.y1 - small.y0 <= 13


def test_a_vertical_board_has_it_in_its_middle_and_a_bar_at_its_right() -> None:
    _, small = boxes(set_plaque(VERTICAL, WORDINGS["party"], FACES, filing=NUMBER))
    assert small.x0 + small.x1 == pytest.approx(VERTICAL.width)
    for name in ("center", "station"):
        slot = SCHEME.slot(name)
        _, small = boxes(set_plaque(slot, WORDINGS[name], FACES, filing=NUMBER))
        assert slot.width - small.x1 == pytest.approx(small.y0, abs=0.1)


def test_the_hall_sign_has_it_beside_the_panel() -> None:
    symbol = encode("https://fw.lanxi.example/qingdan/001734/")
    others, small = boxes(set_hall_sign(HALL, HALL_TEXT, symbol, FACES, filing=NUMBER))
    assert min(apart(small, other) for other in others) >= 7
    assert 0 < small.x1 <= HALL.width - HALL.panel.width - 12


def test_it_is_in_the_ink_of_the_sign_and_adds_nothing_else() -> None:
    plain = set_plaque(VERTICAL, WORDINGS["party"], FACES)
    filed = set_plaque(VERTICAL, WORDINGS["party"], FACES, filing=NUMBER)
    assert filed.fills[:-1] == plain.fills
    assert filed.fills[-1].ink == VERTICAL.ink
    assert filed.title == plain.title


@pytest.mark.parametrize("sign", [*SIGNS.values(), HALL], ids=lambda sign: sign.id)
def test_the_longest_number_that_a_record_may_have_is_legible(sign: Slot) -> None:
    glyphs = set_filing(sign, LONGEST[:30], FACES)
    assert min(glyph.sy for glyph in glyphs) * 1000 >= 7
    assert ink(glyphs).x0 >= 12


@pytest.mark.parametrize(
    ("sign", "number"),
    [
        (replace(VERTICAL, margins=Margins(26, 60)), NUMBER),
        (replace(VERTICAL, width=150, margins=Margins(105, 40)), NUMBER),
        (replace(SCHEME.slot("station"), margins=Margins(72, 26)), NUMBER),
        (replace(SCHEME.slot("center"), margins=Margins(200, 56)), NUMBER),
    ],
)
def test_without_room_it_is_refused(sign: Slot, number: str) -> None:
    with pytest.raises(NoRoomError):
        set_filing(sign, number, FACES)


def test_a_missing_character_is_refused() -> None:
    with pytest.raises(MissingGlyphError):
        set_filing(VERTICAL, "𣒍1", FACES)
