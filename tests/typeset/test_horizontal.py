"""Horizontal lines: spaced, squeezed, made smaller, refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listgen.typeset.horizontal import SQUEEZE_MIN, Line, set_line
from listgen.typeset.placing import ink
from listgen.typeset.setting import Overfull, OverfullError, Setting, fitted
from tests.typeset.shipped import ORDINARY, SERIF

LINE = Line(em=100, em_min=60, track_min=0.04, track_max=0.30)


@pytest.mark.parametrize("length", range(1, 16))
def test_a_line_is_centred_in_its_width(length: int) -> None:
    setting = fitted(set_line(ORDINARY[:length], SERIF, LINE, 1000))
    assert setting.ink.x0 == pytest.approx(1000 - setting.ink.x1)
    assert setting.ink.x0 >= 0
    assert SQUEEZE_MIN - 1e-9 <= setting.em_width / setting.em_height <= 1


@pytest.mark.parametrize(
    ("length", "em", "squeezed"), [(4, 100, False), (9, 100, False), (10, 100, True), (14, 76, True)]
)
def test_first_squeezed_then_smaller(length: int, em: float, squeezed: bool) -> None:
    setting = fitted(set_line(ORDINARY[:length], SERIF, LINE, 1000))
    assert setting.em_height == pytest.approx(em, abs=1)
    assert (setting.em_width < setting.em_height - 1e-9) == squeezed


def test_pitch_is_even() -> None:
    setting = fitted(set_line(ORDINARY[:6], SERIF, LINE, 1000))
    steps = [b.x - a.x for a, b in zip(setting.glyphs, setting.glyphs[1:], strict=False)]
    assert max(steps) - min(steps) < 1e-6
    assert steps[0] == pytest.approx(1.3 * LINE.em)


def test_overfull_says_what_would_fit() -> None:
    text = ORDINARY[:30]
    refused = set_line(text, SERIF, LINE, 1000)
    assert isinstance(refused, Overfull)
    assert isinstance(set_line(text[: refused.most], SERIF, LINE, 1000), Setting)
    assert isinstance(set_line(text[: refused.most + 1], SERIF, LINE, 1000), Overfull)
    assert isinstance(set_line(text, SERIF, LINE, refused.length + 0.01), Setting)
    with pytest.raises(OverfullError):
        fitted(refused)


@given(
    st.text(st.sampled_from(ORDINARY + "一·（）12A"), min_size=1, max_size=60),
    st.floats(0, 0.2),
    st.floats(0.9, 1),
    st.floats(70, 2000),
)
def test_whatever_is_refused_fits_the_width_that_is_named(
    text: str, track: float, squeeze: float, width: float
) -> None:
    line = Line(em=100, em_min=60, track_min=track, squeeze=squeeze)
    refused = set_line(text, SERIF, line, width)
    if isinstance(refused, Overfull):
        set_ = set_line(text, SERIF, line, refused.length + 1e-6)
        assert isinstance(set_, Setting)
        assert set_.em_width >= 60 * squeeze - 1e-6
        name = (ORDINARY * 2)[: refused.most]
        assert isinstance(set_line(name, SERIF, line, width + 1e-6), Setting)
        assert isinstance(set_line(name + "村", SERIF, line, width), Overfull)


def test_ink_is_what_was_placed() -> None:
    setting = fitted(set_line("青石村", SERIF, LINE, 1000))
    assert ink(setting.glyphs) == setting.ink
