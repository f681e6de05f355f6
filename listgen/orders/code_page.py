"""A code at full size on a page of its own, to be scanned before it is engraved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from listgen.drawing.live import BLACK, Block, Mark
from listgen.drawing.model import Rect
from listgen.orders.batch import OrderedSign
from listgen.orders.proof_page import (
    BOTTOM,
    GREY,
    LEADING,
    LEFT,
    ROOM,
    UNDER_HEADING,
    WIDTH,
    ProofError,
    Setter,
    rule,
    tick,
)
from listgen.orders.proof_text import ProofText
from listgen.qr.symbol import Symbol, encode
from listgen.signage.code import dark_fill, modules_across
from listgen.signage.facts import CodeFacts

MOST = 170.0  # mm: the largest square, quiet zone included, that leaves room for what the page says
BAR = 100.0  # mm
_TOP = UNDER_HEADING - 3.0
_TEXT_TOP = _TOP - MOST - 9.0
_OPENS_EM, _EM, _TICK_EM = 5.0, 3.2, 3.6
_LABEL = 14.0  # where values begin, beside what they are
_BAR_TOP = BOTTOM + 26.0  # room for the bar, what it says, and a tick
_BEFORE_BAR, _BAR_WIDTH, _BAR_END = 10.0, 0.4, 4.0


@dataclass(frozen=True, slots=True)
class CodePage:
    """A code and the signs of its village that bear it."""

    code: CodeFacts
    signs: tuple[OrderedSign, ...]


def plan_codes(signs: Sequence[OrderedSign]) -> tuple[CodePage, ...]:
    """A page for each code of a village's signs that differs in link, size or distance."""
    codes = dict.fromkeys(sign.facts.code for sign in signs if sign.facts.code)
    return tuple(CodePage(code, tuple(sign for sign in signs if sign.facts.code == code)) for code in codes)


def code_marks(page: CodePage, setter: Setter, text: ProofText) -> Iterator[Mark]:
    """The code as large as on its sign, or as fits, and what to do with it. Raises ProofError."""
    code, symbol = page.code, encode(page.code.url, page.code.level)
    real = code.module * modules_across(symbol)
    side = min(real, MOST)
    square = Rect((WIDTH - side) / 2, _TOP - (MOST + side) / 2, side, side)
    yield Block(dark_fill(symbol, square).rects)
    yield from _said(page, symbol, real, side, setter, text)


def _said(
    page: CodePage, symbol: Symbol, real: float, side: float, setter: Setter, text: ProofText
) -> Iterator[Mark]:
    say, code, owner = text.say, page.code, page.signs[0].owner
    dark = f"{side * symbol.size / modules_across(symbol):.1f}"
    if side == real:
        printed = say("full_size", side=f"{side:.1f}", dark=dark)
        scan = say("scan_full", distance=f"{code.distance:g}")
    else:
        share = side / real
        sizes = {"real": f"{real:.1f}", "percent": f"{share * 100:.1f}", "side": f"{side:.1f}", "dark": dark}
        printed = say("reduced", **sizes)
        scan = say("scan_reduced", near=f"{code.distance * share:.2f}", distance=f"{code.distance:g}")
    numbers = "、".join(str(sign.number) for sign in page.signs)
    y = _TEXT_TOP
    yield setter.title(say("opens", village=owner.name), _OPENS_EM, LEFT, y)
    y -= _OPENS_EM * 0.6
    facts = ((say("link"), code.url), (say("printed"), printed), (say("scan"), scan))
    for label, value in (*facts, ("", say("used_on", numbers=numbers))):
        for place, line in enumerate(setter.wrap(value, _EM, ROOM - _LABEL)):
            y -= _EM * LEADING + 0.5
            if label and not place:
                yield setter.line(label, _EM, LEFT, y, GREY)
            yield setter.line(line, _EM, LEFT + _LABEL, y)
    if y < _BAR_TOP:
        raise ProofError(f"{owner.village}: more than fits under a code")
    yield from _bar(y - _BEFORE_BAR, setter, text)
    yield from tick(setter, say("code_checked", village=owner.name), _TICK_EM, LEFT, BOTTOM)


def _bar(y: float, setter: Setter, text: ProofText) -> Iterator[Mark]:
    """A line of exactly 100 mm between the outer edges of its ends, to hold a ruler to."""
    yield rule(LEFT, LEFT + BAR, y, BLACK, _BAR_WIDTH)
    ends = (Rect(x, y - _BAR_END / 2, _BAR_WIDTH, _BAR_END) for x in (LEFT, LEFT + BAR - _BAR_WIDTH))
    yield Block(tuple(ends))
    for line in setter.wrap(text.say("bar_value"), _EM, ROOM):
        y -= _EM * LEADING + 1.0
        yield setter.line(line, _EM, LEFT, y, GREY)
