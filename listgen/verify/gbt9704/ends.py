"""Clauses 7.3.4 to 7.3.7: 附件说明, 署名 and date, 附注, and the annexes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from listgen.findings import Finding, Location
from listgen.verify.gbt9704.faces import SIZE_3, is_face, is_size, type_of
from listgen.verify.gbt9704.head import PITCH, between
from listgen.verify.gbt9704.parts import ANNEX, ENTRY, Annex, Parts
from listgen.verify.gbt9704.read import Paper, Paragraph
from listgen.verify.gbt9704.told import doubt, fault

CHARACTERS = 28.0
SEALED, UNSEALED = 4.0, 2.0  # characters from the right
LONG = 14.0  # a longer body is centred in what the line leaves
TOLERANCE = 0.8
_RIGHT_DATE = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")


def check_note(paper: Paper, parts: Parts, place: Location) -> Iterator[Finding]:
    """7.3.4."""
    for at, one in enumerate(parts.note):
        entry = ENTRY.fullmatch(one.text)
        if at == 0 and "附件：" not in one.text[:4]:
            yield fault("gbt-note-colon", place, one, "7.3.4", expected="附件：")
        if one.text[-1] in "。；，、;,.":
            yield fault("gbt-note-end", place, one, "7.3.4", value=one.text[-1])
        if entry and entry["number"] and (entry["mark"] not in (".", "．") or int(entry["number"]) != at + 1):
            value = entry["number"] + (entry["mark"] or "")
            yield fault("gbt-note-number", place, one, "7.3.4", value=value, expected=f"{at + 1}.")
    if not parts.note:
        return
    first = parts.note[0]
    indent = first.first_indent + first.typed_indent
    if abs(indent - 2) > 0.4:
        yield fault("gbt-note-indent", place, first, "7.3.4", value=f"{indent:.1f}", expected=2)
    if parts.body:
        lines = between(paper, parts.body[-1], first) / PITCH
        if abs(lines - 1) > 0.6:
            yield fault("gbt-note-gap", place, first, "7.3.4", value=f"{lines:.1f}", expected=1)
    yield from _check_titles(parts, place)


def _check_titles(parts: Parts, place: Location) -> Iterator[Finding]:
    """The annexes are those that 附件说明 names, by number and title."""
    if not parts.annexes:
        return
    named = [_bare(found["title"]) for one in parts.note if (found := ENTRY.fullmatch(one.text))]
    said = [_bare("".join(one.text for one in annex.title)) for annex in parts.annexes]
    if len(named) != len(said):
        first = parts.note[0]
        yield fault("gbt-annex-count", place, first, "7.3.7", value=len(said), expected=len(named))
        return
    for annex, name, title in zip(parts.annexes, named, said, strict=True):
        if annex.title and title != name:
            yield fault("gbt-annex-title", place, annex.label, "7.3.7", value=title, expected=name)


def _bare(title: str) -> str:
    return "".join(title.split()).strip("《》。")


def check_annexes(parts: Parts, place: Location) -> Iterator[Finding]:
    """7.3.7."""
    for annex in parts.annexes:
        label = annex.label
        if not label.starts_page:
            yield fault("gbt-annex-page", place, label, "7.3.7")
        if not ANNEX.fullmatch(label.text) or label.text.endswith(("：", ":")):
            yield fault("gbt-annex-colon", place, label, "7.3.7")
        if not (is_face(label.lead.east, "黑体") and is_size(label.lead.size, SIZE_3)):
            value = type_of(label.lead.east, label.lead.size)
            yield fault(
                "gbt-annex-type", place, label, "7.3.7", value=value, expected=type_of("黑体", SIZE_3)
            )
        if label.look.align in ("center", "right") or abs(label.first_indent + label.typed_indent) > 0.3:
            yield fault("gbt-annex-flush", place, label, "7.3.7")
        yield from _check_annex_title(annex, place)


def _check_annex_title(annex: Annex, place: Location) -> Iterator[Finding]:
    title = annex.title[0] if annex.title else None
    if title and (annex.gap != 1 or title.look.align != "center"):
        yield fault("gbt-annex-place", place, title, "7.3.7", value=annex.gap + 2, expected=3)


def check_date(parts: Parts, place: Location) -> Iterator[Finding]:
    """7.3.5."""
    one = parts.date
    if one is None:
        if parts.mark or parts.serial:
            last = (parts.body or parts.lines)[-1]
            yield fault("gbt-date-missing", place, last, "7.3.5")
        return
    if not _RIGHT_DATE.fullmatch("".join(one.text.split())):
        yield fault("gbt-date-form", place, one, "7.3.5", expected="2026年1月8日")
    elif re.search(r"[年月]\s*0", one.text):
        yield fault("gbt-date-padding", place, one, "7.3.5")
    yield from _check_date_place(one, parts.signature, place)


def _check_date_place(one: Paragraph, body: Paragraph | None, place: Location) -> Iterator[Finding]:
    """Sealed: four characters in, the body centred over it. Unsealed: by the body, two characters in.

    Over a body too long for that the two are centred on one line.
    """
    left, right = _span(one)
    body_left, body_right = _span(body) if body else (0.0, 0.0)
    middle = (left + CHARACTERS - right) / 2 - (body_left + CHARACTERS - body_right) / 2
    sealed = abs(right - SEALED) <= TOLERANCE
    later = abs(left - body_left - 2) <= 1.5 and abs(body_right - UNSEALED) <= TOLERANCE
    unsealed = body is not None and (later or abs(right - UNSEALED) <= TOLERANCE < body_right)
    long = body is not None and body.width > LONG and abs(middle) <= 1.5
    if not sealed and not unsealed and not long:
        yield doubt("gbt-date-place", place, one, "7.3.5", value=f"{right:.1f}", expected=4)
        return
    beside = abs(middle) > 1.5 and abs(body_right - UNSEALED) > TOLERANCE
    if sealed and not unsealed and body is not None and beside:
        yield doubt("gbt-signature-place", place, body, "7.3.5", value=f"{middle:+.1f}", expected=0)


def _span(line: Paragraph) -> tuple[float, float]:
    """Where a short line begins and ends: characters from the left edge and from the right one."""
    size, width = line.type.size, line.width
    left, right = line.look.left.at(size), line.look.right.at(size)
    if line.look.align == "right":
        right += line.right_space
        return CHARACTERS - right - width, right
    if line.look.align == "center":
        middle = (left + line.look.first.at(size) + CHARACTERS - right) / 2
        return middle - width / 2, CHARACTERS - middle - width / 2
    left = line.first_indent + line.typed_indent
    return left, CHARACTERS - left - width


def check_remark(parts: Parts, place: Location) -> Iterator[Finding]:
    """7.3.6."""
    one = parts.remark
    if one is None:
        return
    if not (one.text.startswith("（") and one.text.endswith("）")):
        yield fault("gbt-remark-brackets", place, one, "7.3.6")
    indent = one.first_indent + one.typed_indent
    if one.look.align in ("center", "right") or abs(indent - 2) > 0.4:
        yield fault("gbt-remark-indent", place, one, "7.3.6", value=f"{indent:.1f}", expected=2)
