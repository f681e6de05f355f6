"""Clause 7.5: page numbers, and where they stand on landscape pages (8)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from listgen.findings import Finding, Location, error, warn
from listgen.units import pt_to_mm
from listgen.verify.gbt9704.faces import SIZE_4, is_face, is_size, type_of
from listgen.verify.gbt9704.look import W
from listgen.verify.gbt9704.read import Paper, Paragraph, Section

_PAGE = re.compile(r"\bPAGE\b", re.I)
_DASHES = re.compile(r"[—―─]\s*\w*\s*[—―─]")
_BOXES = (f"{W}txbxContent",)
INDENT, INDENT_TOLERANCE = 1.0, 0.35  # in characters
BELOW, BELOW_TOLERANCE = 7.0, 2.0  # mm
SIDES = {"default": "right", "even": "left"}  # odd pages, even pages


@dataclass(frozen=True, slots=True)
class Folio:
    """A page number: its paragraph, and whether it floats (`outside` where it changes sides by itself)."""

    paragraph: Paragraph
    run: etree._Element | None
    floats: bool
    outside: bool
    last: bool


def check_folios(paper: Paper, official: bool, reads: bool, place: Location) -> Iterator[Finding]:
    """Each thing wrong with page numbers, once. `reads`: there is text; a cover alone has no number."""
    seen = set()
    for finding in _check(paper, official, reads, place):
        if finding not in seen:
            seen.add(finding)
            yield finding


def _check(paper: Paper, official: bool, reads: bool, place: Location) -> Iterator[Finding]:
    found = [_folios(paper, section) for section in paper.sections]
    # The imprint's page has none: the last section may go without.
    numbered = found[:-1] if len(found) > 1 else found
    if not all(numbered):
        typed = next((text for section in paper.sections for text in _typed(section)), "-")
        if official:
            yield error("gbt-folio-missing", place, clause="7.5", value=typed, expected="— 1 —")
        elif reads:
            yield warn("gbt-folio-missing", place, clause="7.5", value=typed, expected="— 1 —")
        return
    for section, folios in zip(paper.sections, found, strict=True):
        for kind, folio in folios.items():
            yield from _check_look(folio, place)
            if section.landscape:
                if not folio.floats:
                    yield error("gbt-folio-turned", place, clause="8", value="—", expected="")
            elif not folio.outside:
                yield from _check_place(folio, kind, section, paper.odd_even, place)
        both = {"default", "even"} <= set(folios) and paper.odd_even
        if folios and not both and not any(one.outside for one in folios.values()):
            yield error("gbt-folio-odd-even", place, clause="7.5", value=len(folios), expected=2)


def _check_look(folio: Folio, place: Location) -> Iterator[Finding]:
    paragraph = folio.paragraph
    text = _words(paragraph.element).strip(" \u3000")
    if not _DASHES.fullmatch(text):
        yield error("gbt-folio-dashes", place, clause="7.5", value=text, expected="— 1 —")
    look = paragraph._looks.run(folio.run, paragraph._looks.style_of(paragraph.element))
    if not (is_face(look.latin, "宋体") and is_size(look.size, SIZE_4)):
        value, expected = type_of(look.latin, look.size), type_of("宋体", SIZE_4)
        yield warn("gbt-folio-type", place, clause="7.5", value=value, expected=expected)


def _check_place(
    folio: Folio, kind: str, section: Section, odd_even: bool, place: Location
) -> Iterator[Finding]:
    paragraph, look = folio.paragraph, folio.paragraph.look
    align = {"both": "left", "end": "right"}.get(look.align, look.align)
    if odd_even and not folio.floats and align != SIDES[kind]:
        yield error("gbt-folio-side", place, clause="7.5", value=align, expected=SIDES[kind])
    elif odd_even and not folio.floats:
        words = _words(paragraph.element)
        size = paragraph.type.size
        spaces = len(words) - len(words.strip("\u3000"))
        own = look.right.at(size) if align == "right" else look.left.at(size) + look.first.at(size)
        indent = own + spaces
        if abs(indent - INDENT) > INDENT_TOLERANCE:
            yield error("gbt-folio-indent", place, clause="7.5", value=f"{indent:.1f}", expected=1)
    if folio.last and not folio.floats and section.margins["bottom"]:
        below = section.margins["bottom"] - section.footer - _half_line(folio, section)
        if abs(below - BELOW) > BELOW_TOLERANCE:
            yield warn("gbt-folio-place", place, clause="7.5", value=f"{below:.0f} mm", expected="7 mm")


def _half_line(folio: Folio, section: Section) -> float:
    look = folio.paragraph.look
    exact = look.rule == "exact"
    return pt_to_mm(look.line if exact else folio.paragraph.type.size * 1.3) / 2


def _folios(paper: Paper, section: Section) -> dict[str, Folio]:
    """By `default` and `even`; a page number in the header counts too."""
    found: dict[str, Folio] = {}
    for kind in SIDES:
        for where in ("footer", "header"):
            part = section.parts.get(f"{where}-{kind}")
            folio = None if part is None else _folio(part, paper)
            if folio is not None:
                found.setdefault(kind, folio)
    return found


def _folio(part: etree._Element, paper: Paper) -> Folio | None:
    for field in part.iter(f"{W}fldSimple", f"{W}instrText"):
        simple = field.tag == f"{W}fldSimple"
        words = field.get(f"{W}instr", "") if simple else field.text or ""
        above = next(field.iterancestors(f"{W}p"), None)
        if above is None or not _PAGE.search(words):
            continue
        run = next(field.iter(f"{W}r"), None) if simple else next(field.iterancestors(f"{W}r"), None)
        frame = above.find(f"{W}pPr/{W}framePr")
        align = "" if frame is None else frame.get(f"{W}xAlign", "")
        box = next(field.iterancestors(*_BOXES), None)
        floating = next(field.iterancestors(f"{W}tbl"), None)
        anchors = [str(one.text) for one in part.iter("{*}align")] if box is not None else []
        floats = frame is not None or box is not None or floating is not None
        outside = align == "outside" or "outside" in anchors
        last = above.getparent() is not None and above.getnext() is None
        return Folio(Paragraph(above, paper.looks, 0), run, floats, outside, last)
    return None


def _words(element: etree._Element) -> str:
    return "".join(one.text or "" for one in element.iter(f"{W}t"))


def _typed(section: Section) -> Iterator[str]:
    """What a footer says in place of a number that counts."""
    for kind in SIDES:
        part = section.parts.get(f"footer-{kind}")
        text = "" if part is None else _words(part).strip()
        if text:
            yield text[:20]
