"""A village's page says all that it has to, and calls nobody else: each promise broken by hand."""

from __future__ import annotations

import pytest

from listgen.verify.facts import Facts
from listgen.verify.promised import Expected, Owner, Page
from listgen.verify.site import check_expected_page, read_page
from tests.verify.papers import page

FILE = "site/001733/index.html"
SAYS = ("收入证明", "村里不开，找单位。", "到用人单位开具。", "《社会保险法》第五十八条")
ITEM = (
    '<section><h2>不办 1 项</h2><details id="CN-0108"><summary><span>1</span>收入证明</summary>'
    "<p>村里不开，找单位。</p><p>到用人单位开具。</p><p>《社会保险法》 第五十八条</p></details></section>"
)
MAILBOX = "jianfu@lanxi.example"
BUTTON = '<a href="tel:06005551001">打电话问村里<b>0600-5551001</b></a>'
OFFICE = (
    '<p>白汀镇青石村1号</p><a href="tel:06005551001">0600-5551001</a>'
    '<a href="tel:06005550302,8">0600-5550302转8</a>'
)
HOTLINE = '<a href="tel:06005550100">打监督电话<b>0600-5550100</b></a>'
MAIL = f'<a href="mailto:{MAILBOX}">{MAILBOX}</a>'
BODY = f"<main>{BUTTON}{ITEM}{OFFICE}</main><footer>{HOTLINE}{MAIL}2026年版</footer>"


def slugs(body: str) -> list[str]:
    owner = Owner(
        *("00173", "village", "青石村", "", FILE, ""),
        {"not-permitted": ("CN-0108",)},
        *((), (), (), ()),
        says={"CN-0108": SAYS},
    )
    county = Facts({"hotline": "0600-5550100", "mailbox": MAILBOX, "footer": ["2026年版"]}, "county")
    expected = Expected("", (), county, {"not-permitted": "不办"}, (), (owner,))
    phones = ("0600-5551001", "0600-5550302转8")
    wanted = Page(FILE, "青石村", says=("白汀镇青石村1号",), phones=phones, button=phones[0])
    found = check_expected_page(read_page(page(body)), wanted, owner, expected)
    return [finding.slug for finding in found]


def test_a_sound_page() -> None:
    assert slugs(BODY) == []
    assert (
        slugs(BODY.replace("单位开具。</p>", '单位开具。<a href="tel:06005551001">0600-5551001</a></p>'))
        == []
    )


@pytest.mark.parametrize(
    ("old", "new", "slug"),
    [
        ("找单位", "找村里", "page-text"),
        ("到用人单位开具", "到派出所开具", "page-text"),
        ("第五十八条", "第五十九条", "page-text"),
        ("青石村1号", "青石村2号", "page-text"),
        ("</span>收入证明", "</span>收入证明（收费50元）", "page-item-name"),
        ("</span>收入证明", "</span>可开收入证明", "page-item-name"),
        ("<p>白汀镇青石村1号</p>", "<p hidden>白汀镇青石村1号</p>", "page-text"),
        ("2026年版", "2025年版", "page-text"),
        ("<b>0600-5551001</b>", "<b>0600-5559999</b>", "page-phone"),
        ('"tel:06005551001">打', '"tel:06005559999">打', "page-phone"),
        ('"tel:06005551001">打', '"TEL:06005551001">打', "page-phone"),
        ('"tel:06005551001">打', '"tel:0600;5551001">打', "page-phone"),
        (BUTTON, BUTTON.replace("5551001", "5550302,8").replace("5550302,8<", "5550302转8<"), "page-phone"),
        (BUTTON, BUTTON.replace("5551001", "5550100"), "page-phone"),
        (HOTLINE, HOTLINE.replace("5550100", "5551001"), "page-phone"),
        ("tel:06005550302,8", "tel:06005550302", "page-phone"),
        (">0600-5550302转8<", ">0600-5550302<", "page-phone"),
        (HOTLINE, "", "page-uncalled"),
        ('<a href="tel:06005550302,8">0600-5550302转8</a>', "0600-5550302转8", "page-uncalled"),
        (f"mailto:{MAILBOX}", "mailto:evil@evil.example", "page-mailbox"),
        (f">{MAILBOX}", ">evil@evil.example", "page-mailbox"),
    ],
)
def test_a_promise_broken(old: str, new: str, slug: str) -> None:
    assert old in BODY
    assert slug in slugs(BODY.replace(old, new))
