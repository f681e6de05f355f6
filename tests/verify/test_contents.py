"""The contents of a Word paper, read with verify's own eyes, and each rule broken."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from lxml import etree

from listgen.documents.papers import render_booklet
from listgen.findings import Location
from listgen.verify.contents import check_contents
from tests.documents.reader import part
from tests.documents.samples import COUNTY, KINDS, shipped_template, view

BODY = etree.tostring(
    part(render_booklet(shipped_template("booklet"), COUNTY, KINDS, view())), encoding="unicode"
)
FIELD = '<w:fldSimple w:instr=" PAGEREF list1 "><w:r><w:t>2</w:t></w:r></w:fldSimple>'
RUNNING = f"<w:p><w:r><w:t>详见第</w:t></w:r>{FIELD}<w:r><w:t>页。</w:t></w:r></w:p>"


def slugs(xml: str, ours: bool = True) -> list[str]:
    return [finding.slug for finding in check_contents(etree.fromstring(xml), Location("册.docx"), ours)]


def test_a_booklet_is_sound_and_has_contents() -> None:
    assert BODY.count("PAGEREF") == 5
    assert slugs(BODY) == slugs(BODY, ours=False) == []


@pytest.mark.parametrize(
    ("change", "found", "others"),
    [
        (lambda xml: xml.replace('w:name="guides"', 'w:name="gone"'), ["contents-mark"], True),
        (lambda xml: xml.replace("PAGEREF offices", "PAGEREF nowhere"), ["contents-mark"], True),
        (lambda xml: xml.replace(">去哪里办<", ">去哪办<", 1), ["contents-entry"], False),
        (lambda xml: xml.replace(">5</w:t>", "></w:t>", 1), ["contents-number"], True),
        (lambda xml: xml.replace(">5</w:t>", ">9</w:t>", 1), ["contents-order"], True),
        (lambda xml: xml.replace(">5</w:t>", ">4</w:t>", 1), [], True),
        (lambda xml: xml.replace("<w:body>", f"<w:body>{RUNNING}"), [], True),  # no line of contents
    ],
)
def test_a_broken_line_is_found(change: Callable[[str], str], found: list[str], others: bool) -> None:
    broken = change(BODY)
    assert broken != BODY
    assert slugs(broken) == found
    assert slugs(broken, ours=False) == (found if others else [])
