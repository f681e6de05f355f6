"""Each page leads where it should: a township to its villages, an item to its own page, nowhere else."""

from __future__ import annotations

import pytest

from listgen.verify.facts import Facts
from listgen.verify.page_links import check_links
from listgen.verify.promised import Expected, Owner, Page
from listgen.verify.site import read_page
from tests.verify.papers import page

FILE, ITEM = "site/t/01/index.html", "site/i/CN-0101/index.html"
LINKS = (
    ("岚溪县", "site/index.html"),
    ("东泷社区", "site/000013/index.html"),
    ("西泷社区", "site/000021/index.html"),
)
NAV = '<nav><a href="../../index.html">岚溪县</a></nav>'
ONE = '<li><a href="../../000013/index.html">东泷社区</a></li>'
TWO = '<li><a href="../../000021/index.html">西泷社区</a></li>'
OWN = '<details id="CN-0101"><a href="../../i/CN-0101/index.html">正式名称</a></details>'


def slugs(body: str, links: tuple[tuple[str, str], ...] | None = LINKS) -> list[str]:
    owner = Owner("x", "county", "岚溪县", "", "", "", {}, (), (), (), ())
    expected = Expected("", (), Facts({}, ""), {}, (), (owner,), item_pages={"CN-0101": ITEM})
    found = check_links(read_page(page(body)), Page(FILE, "泷桥街道", links=links), expected)
    return [finding.slug for finding in found]


def test_sound_links() -> None:
    assert slugs(f'<a href="#main">跳</a>{NAV}<ul>{ONE}\n{TWO}</ul>{OWN}<a href="tel:123">电话</a>') == []
    assert slugs(NAV, links=None) == []


@pytest.mark.parametrize(
    "body",
    [
        NAV,
        NAV + ONE,
        NAV + TWO + ONE,
        NAV + ONE.replace("000013", "000021") + TWO.replace("000021", "000013"),
        NAV + ONE + TWO.replace("西泷社区", "西泷社区（已撤销）"),
        NAV + ONE + TWO + TWO,
        NAV + ONE + TWO + "<a href='//[x'>x</a>",
        NAV + ONE + TWO.replace("href", "hidden href").replace("西泷", ""),
    ],
)
def test_wrong_links(body: str) -> None:
    assert slugs(body) == ["page-links"]


@pytest.mark.parametrize("id_", ["CN-0102", "CN-0999"])
def test_an_item_leads_to_its_own_page(id_: str) -> None:
    assert slugs(NAV + ONE + TWO + OWN.replace("i/CN-0101", f"i/{id_}")) == ["page-item-link"]
