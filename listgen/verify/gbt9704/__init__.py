"""A Word file against GB/T 9704-2012 《党政机关公文格式》, clause by clause; the ledger is ../GBT9704.md.

规定 is an error, 一般 and 推荐 a warning. A file without 发文机关标志, 发文字号 and 主送机关 is no
official paper (a booklet, a register, a form): its page, type and page numbers are judged alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from listgen.findings import Finding, Location, warn
from listgen.verify.gbt9704 import body, ends, folio, head, imprint, page
from listgen.verify.gbt9704.parts import find_parts, other_form
from listgen.verify.gbt9704.read import read_paper


def check_gbt9704(trees: Mapping[str, etree._Element], place: Location) -> Iterator[Finding]:
    """All that the parts of a Word file show; `word/document.xml` is among them."""
    paper = read_paper(trees)
    parts = find_parts(paper)
    text = page.running_text(paper, parts)
    yield from page.check_sections(paper, place)
    yield from page.check_grid(paper, text, place)
    yield from page.check_type(text, parts.official, place)
    yield from folio.check_folios(paper, parts.official, bool(text), place)
    if not parts.official:
        return
    if form := other_form(parts):
        yield warn("gbt-other-form", place, clause="10", value=form)
        return
    yield from head.check_corner(parts, place)
    yield from head.check_mark(paper, parts, place)
    yield from head.check_serial(paper, parts, place)
    yield from head.check_rule(paper, parts, place)
    yield from head.check_title(paper, parts, place)
    yield from head.check_recipients(paper, parts, place)
    yield from body.check_body(paper, parts, place)
    yield from body.check_headings(parts, place)
    yield from ends.check_note(paper, parts, place)
    yield from ends.check_date(parts, place)
    yield from ends.check_remark(parts, place)
    yield from ends.check_annexes(parts, place)
    yield from imprint.check_imprint(paper, parts, place)
