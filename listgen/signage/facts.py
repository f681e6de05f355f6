"""What a sign says and how it is made, as facts: what an order names and what a reader of it compares."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from listgen.drawing.model import Ink
from listgen.qr.symbol import encode
from listgen.signage.code import LEVEL, modules_across
from listgen.signage.filing import filing_text
from listgen.signage.scheme import HallSlot, Slot
from listgen.signage.sign import HallValues, PlaqueValues, SignValues
from listgen.signage.slug import FACE as SMALL_FACE


@dataclass(frozen=True, slots=True)
class CodeFacts:
    """A printed code: its link, its level, the mm of a module, from how many metres it is read."""

    url: str
    level: str
    module: float
    distance: float


@dataclass(frozen=True, slots=True)
class SignFacts:
    """`lines` are all that it says besides `wording`; `width` and `height` are of the trim."""

    wording: str
    lines: tuple[str, ...]
    width: float
    height: float
    inks: tuple[Ink, ...]
    code: CodeFacts | None = None


def facts_of(values: SignValues) -> SignFacts:
    """The facts of any sign."""
    if isinstance(values, PlaqueValues):
        slot = values.slot
        return SignFacts(values.wording, _filing_lines(values), slot.width, slot.height, _inks_of(slot))
    return _hall_facts(values.hall, values)


def _filing_lines(values: SignValues) -> tuple[str, ...]:
    return (filing_text(values.filing),) if values.filing else ()


def texts_of(values: SignValues) -> Iterator[tuple[str, str]]:
    """Each text that a sign says, after the role of its face."""
    filing = _filing_lines(values)
    yield from ((SMALL_FACE, line) for line in filing)
    if isinstance(values, PlaqueValues):
        yield values.slot.face, values.wording
        return
    yield values.hall.face, values.text.wording
    yield from ((values.hall.text_face, line) for line in facts_of(values).lines if line not in filing)


def _inks_of(slot: Slot) -> tuple[Ink, ...]:
    inks = [slot.ground, slot.ink]
    if slot.bar and slot.bar.band:
        inks += [slot.bar.band.ground, slot.bar.band.ink]
    return tuple(dict.fromkeys(inks))


def _hall_facts(hall: HallSlot, values: HallValues) -> SignFacts:
    inks = tuple(dict.fromkeys((hall.ground, hall.ink, hall.panel.ground, hall.panel.ink)))
    text = values.text
    phone = (f"{hall.phone} {text.phone}",) if text.phone else ()
    lines = (*text.functions, *phone, *hall.panel.lines(text.organisation), *_filing_lines(values))
    module = hall.panel.code / modules_across(encode(values.url, LEVEL))
    code = CodeFacts(values.url, LEVEL, module, hall.panel.reading_distance)
    return SignFacts(text.wording, lines, hall.width, hall.height, inks, code)
