"""Clause 7.4: 版记, its rules, 抄送 and 印发."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from lxml import etree

from listgen.findings import Finding, Location, error, warn
from listgen.units import pt_to_mm
from listgen.verify.gbt9704.faces import SIZE_4, is_face, is_size, type_of
from listgen.verify.gbt9704.look import Border, W, border, flat, number
from listgen.verify.gbt9704.parts import COPIES, ISSUED, Parts
from listgen.verify.gbt9704.read import Paper, Paragraph

WIDTH, WIDTH_TOLERANCE = 156.0, 1.5  # mm
THICK, THIN, RULE_TOLERANCE = 8.0, 6.0, 1.0  # eighths of a pt: 0.35 and 0.25 mm
_DATE = re.compile(r"\d{4}年[1-9]\d?月[1-9]\d?日\s*印\s*发")


def check_imprint(paper: Paper, parts: Parts, place: Location) -> Iterator[Finding]:
    """The whole 版记; a paper under a letterhead should have one."""
    if not parts.imprint:
        if parts.mark:
            yield warn("gbt-imprint-missing", place, clause="7.4")
        return
    lines = [Paragraph(one, paper.looks, 0) for one in parts.imprint]
    yield from _check_rules(parts, lines, place)
    for one in lines:
        if COPIES.match(one.text):
            yield from _check_copies(one, place)
        elif ISSUED.fullmatch(one.text):
            yield from _check_issued(one, place)
        if COPIES.match(one.text) or ISSUED.fullmatch(one.text):
            yield from _check_line(one, place)


def _check_line(one: Paragraph, place: Location) -> Iterator[Finding]:
    look = one.type
    if not (is_face(look.east, "仿宋") and is_size(look.size, SIZE_4)):
        value, expected = type_of(look.east, look.size), type_of("仿宋", SIZE_4)
        yield warn("gbt-imprint-type", place, clause="7.4", quote=one.quote, value=value, expected=expected)
    indent = one.first_indent + one.typed_indent
    if abs(indent - 1) > 0.4:
        yield error(
            "gbt-imprint-indent", place, clause="7.4", quote=one.quote, value=f"{indent:.1f}", expected=1
        )


def _check_copies(one: Paragraph, place: Location) -> Iterator[Finding]:
    if not one.text.endswith("。"):
        yield error(
            "gbt-copies-stop", place, clause="7.4.2", quote=one.quote, value=one.text[-1], expected="。"
        )
    found = COPIES.match(one.text)
    if found and not found[0].strip().endswith("："):
        yield error("gbt-copies-colon", place, clause="7.4.2", quote=one.quote, expected="：")


def _check_issued(one: Paragraph, place: Location) -> Iterator[Finding]:
    if not _DATE.search(one.text):
        yield error(
            "gbt-issued-date",
            place,
            clause="7.4.3",
            quote=one.quote,
            value=one.text[-14:],
            expected="2026年1月8日印发",
        )


def _check_rules(parts: Parts, lines: list[Paragraph], place: Location) -> Iterator[Finding]:
    table = parts.imprint_table
    if table is None:
        found = [edge for one in lines for edge in (one.look.top, one.look.bottom) if edge]
        first, last, middle = (found[0], found[-1], found[1:-1]) if found else (None, None, [])
    else:
        first, last, middle = _table_rules(table)
        width = _table_width(table)
        if width and abs(width - WIDTH) > WIDTH_TOLERANCE:
            yield error(
                "gbt-imprint-width", place, clause="7.4.1", value=f"{width:.0f} mm", expected="156 mm"
            )
    if first is None or last is None:
        yield error("gbt-imprint-rules", place, clause="7.4.1")
        return
    wrong = [one for one in (first, last) if abs(one.width - THICK) > RULE_TOLERANCE]
    wrong += [one for one in middle if abs(one.width - THIN) > RULE_TOLERANCE]
    if wrong:
        value = f"{wrong[0].width / 8:g} pt"
        yield warn("gbt-imprint-weight", place, clause="7.4.1", value=value, expected="1 / 0.75 / 1 pt")


def _table_rules(table: etree._Element) -> tuple[Border | None, Border | None, list[Border]]:
    """The first, the last and the rules between: a cell's own before the table's."""
    whole = flat(table.find(f"{W}tblPr"))
    cells = [flat(one.find(f"{W}tc/{W}tcPr")) for one in table.findall(f"{W}tr")]
    if not cells:
        return None, None, []
    first = border(cells[0], "tcBorders.top") or border(whole, "tblBorders.top")
    last = border(cells[-1], "tcBorders.bottom") or border(whole, "tblBorders.bottom")
    inside = [
        border(above, "tcBorders.bottom")
        or border(below, "tcBorders.top")
        or border(whole, "tblBorders.insideH")
        for above, below in pairwise(cells)
    ]
    return first, last, [one for one in inside if one]


def _table_width(table: etree._Element) -> float:
    """In mm; 0 where it is not said in twips."""
    return pt_to_mm(sum(number(one.get(f"{W}w")) for one in table.findall(f"{W}tblGrid/{W}gridCol")) / 20)
