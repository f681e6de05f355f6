"""Plaques: what is drawn, where, and what stays outside the trim."""

from __future__ import annotations

import pytest

from listgen.drawing.model import Drawing, Rect
from listgen.signage.board import BLEED
from listgen.signage.plaque import set_plaque, split_emphasis
from listgen.signage.scheme import Orientation
from listgen.typeset.face import MissingGlyphError
from listgen.typeset.outline import Box, Placed
from listgen.typeset.placing import ink
from listgen.typeset.setting import OverfullError
from tests.signage.shipped import PLACES, SCHEME, WORDINGS
from tests.typeset.shipped import FACES, NAME


def drawn(slot: str, wording: str = "", specimen: bool = False) -> Drawing:
    return set_plaque(SCHEME.slot(slot), wording or WORDINGS[slot], FACES, places=PLACES, specimen=specimen)


def letters(drawing: Drawing) -> tuple[Placed, ...]:
    return tuple(glyph for fill in drawing.fills for glyph in fill.glyphs)


@pytest.mark.parametrize("slot", WORDINGS)
def test_size_title_and_number_of_characters(slot: str) -> None:
    drawing = drawn(slot)
    assert (drawing.width, drawing.height) == (SCHEME.slot(slot).width, SCHEME.slot(slot).height)
    assert drawing.title == WORDINGS[slot]
    assert len(letters(drawing)) == len(WORDINGS[slot])


@pytest.mark.parametrize("slot", WORDINGS)
def test_ink_keeps_its_margins_and_is_centred(slot: str) -> None:
    found = ink(letters(drawn(slot)))
    sign = SCHEME.slot(slot)
    along, across = (
        ((found.y0, sign.height - found.y1), (found.x0, sign.width - found.x1))
        if sign.orientation is Orientation.VERTICAL
        else ((found.x0, sign.width - found.x1), (found.y0, sign.height - found.y1))
    )
    assert along[0] == pytest.approx(along[1])
    assert along[0] >= 0.95 * sign.margins.end
    assert min(across) >= 0.9 * sign.margins.side
    if not (sign.bar and sign.bar.band):
        assert abs(across[0] - across[1]) < 0.02 * min(sign.width, sign.height)


def test_a_band_carries_the_small_line() -> None:
    drawing, sign = drawn("station"), SCHEME.slot("station")
    assert sign.bar and sign.bar.band
    lower = sign.height - sign.bar.band.height
    small, large = (ink(fill.glyphs) for fill in drawing.fills if fill.role == "text")
    assert small.y0 - lower == pytest.approx(sign.height - small.y1)
    assert large.y0 == pytest.approx(lower - large.y1)


@pytest.mark.parametrize("name", ["青石村", "岚溪牧场白云河塔拉分场生活区"])
def test_the_small_line_is_spaced_out_no_wider_than_the_large_one(name: str) -> None:
    small, large = (ink(fill.glyphs) for fill in drawn("center", name + "党群服务中心").fills if fill.glyphs)
    assert small.x1 - small.x0 <= large.x1 - large.x0 + 0.01
    assert small.x0 + small.x1 == pytest.approx(large.x0 + large.x1)


@pytest.mark.parametrize("slot", WORDINGS)
def test_only_the_ground_leaves_the_trim_and_by_the_bleed(slot: str) -> None:
    drawing = drawn(slot)
    ground = [fill for fill in drawing.fills if fill.role == "ground"]
    whole = Rect(-BLEED, -BLEED, drawing.width + 2 * BLEED, drawing.height + 2 * BLEED)
    assert ground[0].rects == (whole,)
    for fill in drawing.fills:
        for rect in fill.rects if fill.role != "ground" else ():
            assert 0 <= rect.x < rect.x + rect.width <= drawing.width
            assert 0 <= rect.y < rect.y + rect.height <= drawing.height


@pytest.mark.parametrize("specimen", [False, True])
@pytest.mark.parametrize("slot", WORDINGS)
@pytest.mark.parametrize("wording", ["", "short"])
def test_the_slug_is_outside_the_bleed_and_within_the_width(slot: str, specimen: bool, wording: str) -> None:
    drawing = drawn(slot, "青石村" if wording else "", specimen)
    for glyph in drawing.slug:
        if glyph.outline.bounds:
            box = ink((glyph,))
            assert box.y1 < -BLEED or box.y0 > drawing.height + BLEED
            assert box.y0 > -BLEED - 12 and box.y1 < drawing.height + BLEED + 12
            assert 0 < box.x0 < box.x1 < drawing.width
    assert not _touching(drawing.slug)


def test_the_slug_of_the_longest_name_is_legible() -> None:
    drawing = drawn("party", (NAME + NAME)[:43])
    assert min(glyph.sy for glyph in drawing.slug) * 1000 >= 3


def test_specimen_adds_to_the_slug_alone() -> None:
    plain, marked = drawn("party"), drawn("party", specimen=True)
    assert plain.fills == marked.fills
    assert len(marked.slug) == len(plain.slug) + 2


@pytest.mark.parametrize(
    ("wording", "emphasis", "small", "large"),
    [
        ("白云镇青石村党群服务中心", ("党群服务中心",), "白云镇青石村", "党群服务中心"),
        ("党群服务中心", ("党群服务中心",), "", "党群服务中心"),
        ("青石村便民服务中心", ("党群服务中心",), "", "青石村便民服务中心"),
    ],
)
def test_split_emphasis(wording: str, emphasis: tuple[str, ...], small: str, large: str) -> None:
    assert split_emphasis(wording, emphasis) == (small, large)


def test_what_precedes_is_small_and_above() -> None:
    placed = letters(drawn("center"))
    small, large = placed[:6], placed[6:]
    assert ink(small).y0 > ink(large).y1
    assert max(glyph.sy for glyph in small) < 0.5 * min(glyph.sy for glyph in large)


def test_the_frame_is_four_strips_that_do_not_overlap() -> None:
    (frame,) = (fill.rects for fill in drawn("center").fills if fill.role == "rule")
    corners = [Box(rect.x, rect.y, rect.x + rect.width, rect.y + rect.height) for rect in frame]
    assert len(corners) == 4
    for at, a in enumerate(corners):
        for b in corners[at + 1 :]:
            assert not (a.x0 < b.x1 and b.x0 < a.x1 and a.y0 < b.y1 and b.y0 < a.y1)


@pytest.mark.parametrize(
    ("slot", "wording"),
    [("party", 3 * NAME), ("center", 2 * NAME), ("station", 2 * NAME + "新时代文明实践站")],
)
def test_overfull_is_refused(slot: str, wording: str) -> None:
    with pytest.raises(OverfullError) as caught:
        drawn(slot, wording)
    assert 0 < caught.value.overfull.most < caught.value.overfull.cells


def test_a_missing_character_is_refused() -> None:
    with pytest.raises(MissingGlyphError):
        drawn("committee", "輋𣒍村村民委员会")


def test_same_input_same_drawing() -> None:
    assert drawn("party") == drawn("party")


def _touching(glyphs: tuple[Placed, ...]) -> bool:
    boxes = [ink((glyph,)) for glyph in glyphs if glyph.outline.bounds]
    return any(
        a.x0 < b.x1 and b.x0 < a.x1 and a.y0 < b.y1 and b.y0 < a.y1
        for at, a in enumerate(boxes)
        for b in boxes[at + 1 :]
    )


def test_boards_of_one_gate_look_alike() -> None:
    """A short name takes the small prefix where a longer one beside it needs it, and only there."""
    slot, places = SCHEME.slot("committee"), ("岚溪县", "白汀镇", "青石村")
    short, long_ = "岚溪县白汀镇青石村村民委员会", "岚溪县白汀镇青石村村务监督委员会"

    def sizes(company: tuple[str, ...]) -> set[float]:
        drawing = set_plaque(slot, short, FACES, places=places, company=company)
        return {round(glyph.sy, 6) for glyph in letters(drawing)}

    assert len(sizes(())) == 1
    assert len(sizes((short,))) == 1
    assert len(sizes((long_,))) == 2
