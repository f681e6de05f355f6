"""Clause 7.3.3: the text, its indents and the levels of its headings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from listgen.findings import Finding, Location
from listgen.verify.gbt9704.faces import SIZE_3, is_face, is_size, type_of
from listgen.verify.gbt9704.parts import Parts
from listgen.verify.gbt9704.read import Paper, Paragraph, Table
from listgen.verify.gbt9704.told import doubt, fault

INDENT, TOLERANCE = 2.0, 0.4  # in characters
TYPE_HEIGHT = 225.0
_HAN = "一二三四五六七八九十百"
# Each level as it should be, and as it is typed instead.
_RIGHT = (
    rf"([{_HAN}]+)、",
    rf"（([{_HAN}]+)）(?![、.．])",
    r"(\d{1,2})[.．](?!\d)",
    r"（(\d{1,2})）(?![、.．])",
)
_WRONG = (
    rf"([{_HAN}]+)[.．,，]|第?([{_HAN}]+)是?：",
    rf"[（(]([{_HAN}]+)[)）][、.．]?",
    r"(\d{1,2})[、，](?!\d)",
    r"[（(](\d{1,2})[)）][、.．]?|(\d{1,2})[)）]",
)
_LEVELS = tuple((re.compile(right), re.compile(wrong)) for right, wrong in zip(_RIGHT, _WRONG, strict=True))
_FACES = ("黑体", "楷体", "仿宋", "仿宋")
_FORMS = ("一、", "（一）", "1.", "（1）")
_DIGITS = {digit: at for at, digit in enumerate(_HAN[:9], 1)}


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 4 with its number, and whether it is written as the standard does."""

    level: int
    number: int
    right: bool


def heading_of(text: str) -> Heading | None:
    """The heading that a paragraph begins with."""
    for which in (0, 1):
        for level, patterns in enumerate(_LEVELS, 1):
            found = patterns[which].match(text)
            if found:
                words = next(group for group in found.groups() if group)
                return Heading(level, _number(words), which == 0)
    return None


def _number(words: str) -> int:
    if words.isdigit():
        return int(words)
    tens, ten, ones = words.partition("十")
    if not ten:
        return _DIGITS.get(words, 0)
    return _DIGITS.get(tens, 1) * 10 + _DIGITS.get(ones, 0)


def check_body(paper: Paper, parts: Parts, place: Location) -> Iterator[Finding]:
    """Indents, and the first page."""
    tables = {at for at, block in enumerate(paper.blocks) if isinstance(block, Table)}
    beside = [
        paper.blocks[at + step] for at in tables for step in (-1, 1) if 0 <= at + step < len(paper.blocks)
    ]
    for one in parts.body:
        if one.look.align in ("center", "right") or any(one is other for other in beside):
            continue
        if one.look.list_level:  # its indent is the numbering's
            continue
        typed, own = one.typed_indent, one.first_indent
        left = one.look.left.at(one.type.size)
        if abs(typed + own - INDENT) > TOLERANCE or left > TOLERANCE:
            value = f"{typed + own:.1f}" if left <= TOLERANCE else f"{left:.1f}"
            yield fault("gbt-body-indent", place, one, "7.3.3", value=value, expected=2)
        elif typed > 0.4:
            yield doubt("gbt-body-spaces", place, one, "7.3.3", value=f"{typed:.1f}")
        if one.text.strip("（）()") == "此页无正文":
            yield doubt("gbt-no-text-page", place, one, "7.3.5")
    yield from _check_first_page(paper, parts, place)


def _check_first_page(paper: Paper, parts: Parts, place: Location) -> Iterator[Finding]:
    """公文首页必须显示正文: an estimate, of lines alone."""
    if not parts.body:
        return
    first, depth, newer = parts.body[0], 0.0, False
    for block in paper.blocks:
        if block is first:
            break
        if isinstance(block, Paragraph):
            section = paper.section(block)
            newer = newer or (block.starts_page and depth > 0)
            depth += block.height(section) + block.space(section, "before") + block.space(section, "after")
    if newer or (first.starts_page and depth) or depth > TYPE_HEIGHT:
        yield fault("gbt-first-page", place, first, "7.3.3", value=f"{depth:.0f} mm", expected="225 mm")


def check_headings(parts: Parts, place: Location) -> Iterator[Finding]:
    """Form, order, sequence and type of the levels."""
    last = [0, 0, 0, 0]
    for one in parts.body:
        heading = heading_of(one.text)
        if heading is None:
            continue
        level = heading.level
        if not heading.right:
            yield doubt("gbt-level-form", place, one, "7.3.3", value=one.text[:4], expected=_FORMS[level - 1])
        if level in (2, 4) and not last[level - 2]:
            yield doubt(
                "gbt-level-order", place, one, "7.3.3", value=_FORMS[level - 1], expected=_FORMS[level - 2]
            )
        if heading.number not in (1, last[level - 1] + 1):
            yield doubt(
                "gbt-level-sequence", place, one, "7.3.3", value=heading.number, expected=last[level - 1] + 1
            )
        last[level - 1 :] = [heading.number or 1, *[0] * (4 - level)]
        yield from _check_look(one, level, place)


def _check_look(one: Paragraph, level: int, place: Location) -> Iterator[Finding]:
    look, face = one.lead, _FACES[level - 1]
    if not (is_face(look.east, face) and is_size(look.size, SIZE_3)):
        value, expected = type_of(look.east, look.size), type_of(face, SIZE_3)
        yield doubt("gbt-level-type", place, one, "7.3.3", value=value, expected=expected)
    if look.bold:
        yield doubt("gbt-level-bold", place, one, "7.3.3")
