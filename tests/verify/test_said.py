"""A village's page says all that it has to, and calls nobody else: each promise broken by hand."""

from __future__ import annotations

import pytest

from listgen.verify.expected import Expected, Owner, Page
from listgen.verify.facts import Facts
from listgen.verify.site import check_expected_page, read_page
from tests.verify.papers import page

FILE = "site/001733/index.html"
SAYS = ("收入证明", "村里不开，找单位。", "到用人单位开具。", "《社会保险法》第五十八条")
ITEM = (
    '<section><h2>不办 1 项</h2><details id="CN-0108"><summary><span>1</span>收入证明</summary>'
    "<p>村里不开，找单位。</p><p>到用人单位开具。</p><p>《社会保险法》 第五十八条</p></details></section>"
)
BODY = f'{ITEM}<a href="tel:0600-5551001">电话</a><p>白汀镇青石村1号</p>'


def slugs(body: str) -> list[str]:
    owner = Owner(
        *("00173", "village", "青石村", "", FILE, ""),
        {"not-permitted": ("CN-0108",)},
        *((), (), (), ()),
        says={"CN-0108": SAYS},
        phones=("0600-5551001",),
        address="白汀镇青石村1号",
    )
    county = Facts({"hotline": "0600-5550100"}, "county")
    expected = Expected("", (), county, {"not-permitted": "不办"}, (), (owner,))
    found = check_expected_page(read_page(page(body)), Page(FILE, "青石村"), owner, expected)
    return [finding.slug for finding in found]


def test_a_sound_page() -> None:
    assert slugs(BODY) == []
    assert slugs(BODY + '<a href="tel:06005550100">监督电话</a>') == []


@pytest.mark.parametrize(
    ("old", "new", "slug"),
    [
        ("找单位", "找村里", "page-text"),
        ("到用人单位开具", "到派出所开具", "page-text"),
        ("第五十八条", "第五十九条", "page-text"),
        ("青石村1号", "青石村2号", "page-text"),
        ("</span>收入证明", "</span>收入证明（收费50元）", "page-item-name"),
        ("</span>收入证明", "</span>可开收入证明", "page-item-name"),
        ("tel:0600-5551001", "tel:110", "page-phone"),
    ],
)
def test_a_promise_broken(old: str, new: str, slug: str) -> None:
    assert old in BODY
    assert slugs(BODY.replace(old, new)) == [slug]
