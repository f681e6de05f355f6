"""What a sign says and how it is made, as facts: what an order names and what a reader of it compares."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from listgen.drawing.model import Ink
from listgen.qr.symbol import encode
from listgen.signage.code import LEVEL, modules_across
from listgen.signage.filing import filing_text
from listgen.signage.interior import InteriorSlot, inks_of, other_lines, spoken, wording_of
from listgen.signage.logo import outline_digest, place_logo
from listgen.signage.scheme import HallSlot, Slot
from listgen.signage.sign import HallValues, InteriorValues, PlaqueValues, SignValues
from listgen.signage.slug import FACE as SMALL_FACE


@dataclass(frozen=True, slots=True)
class CodeFacts:
    """A printed code: its link, its level, the mm of a module, from how many metres it is read."""

    url: str
    level: str
    module: float
    distance: float


@dataclass(frozen=True, slots=True)
class LogoFacts:
    """A logo: its file with its SHA-256, the digest of its outline, its ink.

    (x, y) is the lower left of its ink, in mm from the trim's; `width` × `height` mm is the ink's size, and
    `scale` the mm of a unit.
    """

    file: str
    sha256: str
    outline: str
    ink: Ink
    x: float
    y: float
    width: float
    height: float
    scale: float


@dataclass(frozen=True, slots=True)
class SignFacts:
    """`lines` are all that it says besides `wording`; `width` and `height` are of the trim.

    `copies`: how many of the sign one print holds, each with the code and all texts.
    """

    wording: str
    lines: tuple[str, ...]
    width: float
    height: float
    inks: tuple[Ink, ...]
    code: CodeFacts | None = None
    logo: LogoFacts | None = None
    copies: int = 1


def facts_of(values: SignValues) -> SignFacts:
    """The facts of any sign."""
    if isinstance(values, PlaqueValues):
        slot = values.slot
        lines, inks, logo = _filing_lines(values), _inks_of(slot), _logo_facts(slot)
        return SignFacts(values.wording, lines, slot.width, slot.height, inks, logo=logo)
    if isinstance(values, InteriorValues):
        return _interior_facts(values.slot, values)
    return _hall_facts(values.hall, values)


def _filing_lines(values: PlaqueValues | HallValues) -> tuple[str, ...]:
    return (filing_text(values.filing),) if values.filing else ()


def texts_of(values: SignValues) -> Iterator[tuple[str, str]]:
    """Each text that a sign says, after the role of its face."""
    if isinstance(values, InteriorValues):
        yield from spoken(values.slot, values.text)
        return
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
    return tuple(dict.fromkeys((*inks, *((slot.logo.ink,) if slot.logo else ()))))


def _logo_facts(sign: Slot | HallSlot) -> LogoFacts | None:
    logo = sign.logo
    if logo is None or logo.shape is None or logo.shape.bounds is None:
        return None
    placed, ink = place_logo(logo), logo.shape.bounds
    size = ink.x1 * placed.sx, ink.y1 * placed.sy
    digest = outline_digest(logo.shape)
    return LogoFacts(logo.file, logo.sha256, digest, logo.ink, placed.x, placed.y, *size, placed.sx)


def _hall_facts(hall: HallSlot, values: HallValues) -> SignFacts:
    inks = tuple(dict.fromkeys((hall.ground, hall.ink, hall.panel.ground, hall.panel.ink)))
    inks = tuple(dict.fromkeys((*inks, *((hall.logo.ink,) if hall.logo else ()))))
    text = values.text
    phone = (f"{hall.phone} {text.phone}",) if text.phone else ()
    lines = (*text.functions, *phone, *hall.panel.lines(text.organisation), *_filing_lines(values))
    module = hall.panel.code / modules_across(encode(values.url, LEVEL))
    code = CodeFacts(values.url, LEVEL, module, hall.panel.reading_distance)
    return SignFacts(text.wording, lines, hall.width, hall.height, inks, code, _logo_facts(hall))


def _interior_facts(slot: InteriorSlot, values: InteriorValues) -> SignFacts:
    text, block, code = values.text, slot.code, None
    if block:
        module = block.side / modules_across(encode(values.url, LEVEL))
        code = CodeFacts(values.url, LEVEL, module, block.reading_distance)
    wording, lines = wording_of(slot, text), other_lines(slot, text)
    return SignFacts(wording, lines, *slot.trim, inks_of(slot, text), code, copies=slot.copies)
