"""Clauses 7.2 and 7.3.1 to 7.3.2: 版头, title and 主送机关."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from listgen.findings import Finding, Location, error, warn
from listgen.verify.gbt9704.faces import SIZE_2, SIZE_3, is_face, is_size, type_of
from listgen.verify.gbt9704.look import RunLook
from listgen.verify.gbt9704.parts import COPY_NUMBER, SECRECY, SERIAL, SIGNER, Parts, is_red
from listgen.verify.gbt9704.read import Paper, Paragraph, Table
from listgen.verify.gbt9704.told import doubt, fault

PITCH = 225 / 22  # mm of a line
_TERM = re.compile(r"(绝密|机密|秘密)(★(\d+(年|个月|月|天|日)|长期|.*前))?")
_PUNCTUATION = re.compile(r"[，。；：！？,;:!?]|[、.]$")
MARK_BELOW, MARK_TOLERANCE = 35.0, 6.0  # mm below the type area's edge


def check_corner(parts: Parts, place: Location) -> Iterator[Finding]:
    """7.2.1 to 7.2.3: 份号, 密级 and 紧急程度, one below the other at the left."""
    ranks = []
    for one in parts.corner:
        copies, secret = COPY_NUMBER.fullmatch(one.text), SECRECY.fullmatch(one.text)
        clause = "7.2.1" if copies else "7.2.2" if secret else "7.2.3"
        ranks.append(clause)
        if one.look.align in ("center", "right") or abs(one.first_indent + one.typed_indent) > 0.3:
            yield error(
                "gbt-corner-place",
                place,
                clause=clause,
                paragraph=one.number,
                quote=one.quote,
                value=one.look.align,
            )
        face = "仿宋" if copies else "黑体"
        look = one.type
        right = is_size(look.size, SIZE_3) and (copies or is_face(look.east, face))
        if not right:
            value, expected = type_of(look.east, look.size), type_of("" if copies else face, SIZE_3)
            yield warn(
                "gbt-corner-type",
                place,
                clause=clause,
                paragraph=one.number,
                quote=one.quote,
                value=value,
                expected=expected,
            )
        if copies and not re.fullmatch(r"\d{6}", one.text):
            yield doubt("gbt-copy-number", place, one, "7.2.1", value=one.text, expected="000001")
        if secret and not _TERM.fullmatch(one.text):
            yield fault("gbt-secrecy-term", place, one, "7.2.2", value=one.text, expected="秘密★1年")
    if any(one > other for one, other in pairwise(ranks)):
        first = parts.corner[0]
        yield fault("gbt-corner-order", place, first, "7.2.3")


def check_mark(paper: Paper, parts: Parts, place: Location) -> Iterator[Finding]:
    """7.2.4."""
    for one in parts.mark:
        if not is_red(one.type.color):
            value = one.type.color or "000000"
            yield fault("gbt-mark-color", place, one, "7.2.4", value=value, expected="FF0000")
        if one.look.align not in ("center", "distribute"):
            yield fault("gbt-mark-centre", place, one, "7.2.4", value=one.look.align)
        if not is_face(one.type.east, "小标宋"):
            yield doubt("gbt-mark-face", place, one, "7.2.4", value=one.type.east, expected="小标宋")
    if parts.mark:
        first = parts.mark[0]
        above = between(paper, None, first)
        slack = first.line_height(paper.section(first)) - first.type.size * 25.4 / 72
        depth = above + max(slack, 0) / 2
        if abs(depth - MARK_BELOW) > MARK_TOLERANCE:
            yield doubt("gbt-mark-place", place, first, "7.2.4", value=f"{depth:.0f} mm", expected="35 mm")


def check_serial(paper: Paper, parts: Parts, place: Location) -> Iterator[Finding]:
    """7.2.5 and 7.2.6."""
    one = parts.serial
    found = None if one is None else SERIAL.match(one.text)
    if one is None or found is None:
        return
    if (found["open"], found["close"]) != ("〔", "〕"):
        value = found["open"] + found["close"]
        yield fault("gbt-serial-brackets", place, one, "7.2.5", value=value, expected="〔〕")
    if len(found["year"]) != 4:
        yield fault("gbt-serial-year", place, one, "7.2.5", value=found["year"])
    if found["ordinal"]:
        yield fault("gbt-serial-ordinal", place, one, "7.2.5", value="第")
    if found["number"].startswith("0"):
        yield fault(
            "gbt-serial-padding",
            place,
            one,
            "7.2.5",
            value=found["number"],
            expected=found["number"].lstrip("0"),
        )
    if not (is_face(one.lead.east, "仿宋") and is_size(one.lead.size, SIZE_3)):
        value = type_of(one.lead.east, one.lead.size)
        yield doubt("gbt-serial-type", place, one, "7.2.5", value=value, expected=type_of("仿宋", SIZE_3))
    signed = SIGNER.search(one.text)
    indent = one.first_indent + one.typed_indent
    wrong = abs(indent - 1) > 0.4 if signed else one.look.align != "center"
    if (parts.mark or signed) and wrong:
        yield fault("gbt-serial-place", place, one, "7.2.5", value=one.look.align)
    if parts.mark:
        lines = between(paper, parts.mark[-1], one) / PITCH
        if abs(lines - 2) > 0.6:
            yield fault("gbt-serial-gap", place, one, "7.2.5", value=f"{lines:.1f}", expected=2)
    if signed:
        yield from _check_signer(one, place)


def _check_signer(one: Paragraph, place: Location) -> Iterator[Finding]:
    if "签发人：" not in one.text:
        yield error("gbt-signer-colon", place, clause="7.2.6", paragraph=one.number, quote=one.text[-12:])
    name: RunLook = one.runs[-1][1]
    if not is_face(name.east, "楷体"):
        yield error(
            "gbt-signer-face",
            place,
            clause="7.2.6",
            paragraph=one.number,
            quote=one.text[-12:],
            value=name.east,
            expected="楷体",
        )


def check_rule(paper: Paper, parts: Parts, place: Location) -> Iterator[Finding]:
    """7.2.7."""
    if not parts.mark:
        return
    rule, above = parts.rule, parts.serial or parts.mark[-1]
    if rule is None:
        yield fault("gbt-rule-missing", place, above, "7.2.7")
        return
    edge = rule.look.bottom or rule.look.top
    if edge is None:  # a drawn line: what it measures is the drawing's
        return
    if not is_red(edge.color):
        value = edge.color or "000000"
        yield error("gbt-rule-color", place, clause="7.2.7", value=value, expected="FF0000")
    size = rule.type.size
    indents = abs(rule.look.left.at(size)) + abs(rule.look.right.at(size))
    if indents > 0.2:
        width = paper.section(rule).line_width - indents * size * 25.4 / 72
        yield error("gbt-rule-width", place, clause="7.2.7", value=f"{width:.0f} mm", expected="156 mm")
    gap = 0.0 if rule is above else between(paper, above, rule) + rule.line_height(paper.section(rule))
    if rule is not above and parts.serial and not 1.5 <= gap <= 7.5:
        yield warn("gbt-rule-gap", place, clause="7.2.7", value=f"{gap:.0f} mm", expected="4 mm")


def check_title(paper: Paper, parts: Parts, place: Location) -> Iterator[Finding]:
    """7.3.1."""
    for one in parts.title:
        look = one.type
        if not (is_face(look.east, "小标宋") and is_size(look.size, SIZE_2)):
            value, expected = type_of(look.east, look.size), type_of("小标宋", SIZE_2)
            yield doubt("gbt-title-type", place, one, "7.3.1", value=value, expected=expected)
        if one.look.align != "center" or abs(one.first_indent) > 0.3:
            yield fault("gbt-title-centre", place, one, "7.3.1", value=one.look.align)
        mark = _PUNCTUATION.search(re.sub(r"《[^》]*》|（[^）]*）|“[^”]*”", "", one.text))
        if mark:
            yield doubt("gbt-title-punctuation", place, one, "7.3.1", value=mark[0])
    if parts.title and parts.rule is not None and parts.rule.look.bottom and not parts.rule.drawn:
        first = parts.title[0]
        lines = between(paper, parts.rule, first) / PITCH
        if abs(lines - 2) > 0.6:
            yield fault("gbt-title-gap", place, first, "7.3.1", value=f"{lines:.1f}", expected=2)


def check_recipients(paper: Paper, parts: Parts, place: Location) -> Iterator[Finding]:
    """7.3.2."""
    one = parts.recipients
    if one is None:
        return
    if one.look.align in ("center", "right") or abs(one.first_indent + one.typed_indent) > 0.3:
        value = f"{one.first_indent + one.typed_indent:.1f}"
        yield fault("gbt-recipients-flush", place, one, "7.3.2", value=value)
    if not one.text.endswith("："):
        yield fault("gbt-recipients-colon", place, one, "7.3.2", value=one.text[-1], expected="：")
    lines = between(paper, parts.title[-1], one) / PITCH
    if abs(lines - 1) > 0.6:
        yield fault("gbt-recipients-gap", place, one, "7.3.2", value=f"{lines:.1f}", expected=1)


def between(paper: Paper, above: Paragraph | None, below: Paragraph) -> float:
    """mm between two paragraphs, `above` None for the page's edge: lines between and the space about."""
    gap, started = 0.0, above is None
    if above is not None:
        gap += above.space(paper.section(above), "after")
    for block in paper.blocks:
        if block is above:
            started = True
        elif block is below:
            break
        elif started and isinstance(block, Paragraph):
            section = paper.section(block)
            gap += block.height(section) + block.space(section, "before") + block.space(section, "after")
        elif started and isinstance(block, Table):
            gap += PITCH
    return gap + below.space(paper.section(below), "before")
