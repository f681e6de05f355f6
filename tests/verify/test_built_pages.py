"""Pages of the demo county and of one meant ill: sound as built, and each tampering with them is seen."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from listgen.verify.expected import read_expected
from listgen.verify.promised import Expected, Page
from listgen.verify.site import check_expected_page, check_page, read_page
from tests.verify.papers import source

VILLAGE, TOWNSHIP, COUNTY = "site/000013/index.html", "site/t/01/index.html", "site/index.html"
ITEM, MOVED = "site/i/CN-0001/index.html", "site/000163/index.html"
NAMES = r'<ul class="names">.*?</ul>'


def expectation(out: Path) -> Expected:
    return read_expected((out / "data" / "expected.json").read_bytes())


def judged(out: Path, expected: Expected, path: str, change: Callable[[str], str] = str) -> set[str]:
    """The slugs of what is wrong with the page after `change`."""
    page = read_page(change((out / path).read_text("utf-8")).encode())
    owner, wanted = expected.outputs[path]
    assert isinstance(wanted, Page)
    files = {name.relative_to(out).as_posix() for name in out.rglob("*.html")}
    found = [*check_page(page, path, files), *check_expected_page(page, wanted, owner, expected)]
    return {finding.slug for finding in found}


@pytest.mark.parametrize("county", ["demo", "odd"])
def test_all_pages_are_sound_as_built(county: str, demo: Path, odd_site: Path) -> None:
    out = demo if county == "demo" else odd_site.parent
    expected = expectation(out)
    pages = [path for path, (_, output) in expected.outputs.items() if isinstance(output, Page)]
    assert len(pages) > 160
    assert {path: found for path in pages if (found := judged(out, expected, path))} == {}


def change(old: str, new: str, count: int = 0) -> Callable[[str], str]:
    """Replaces a pattern, which has to be there."""

    def changed(text: str) -> str:
        text, times = re.subn(old, new, text, count=count, flags=re.DOTALL)
        assert times
        return text

    return changed


def with_part(tag: str, text: str) -> Callable[[str], str]:
    """A page with another style or script in the place of its own, and with a policy that lets it run."""

    def changed(page: str) -> str:
        own = re.search(f"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        assert own
        old, new = (source(part).replace("'", "&#39;") for part in (own[1], text))
        return page.replace(own[1], text).replace(old, new)

    return changed


@pytest.mark.parametrize(
    ("path", "tampering", "slug"),
    [
        (TOWNSHIP, change(NAMES, ""), "page-links"),
        (TOWNSHIP, change("000013(.*?)000021", r"000021\g<1>000013"), "page-links"),
        (TOWNSHIP, change(r"<li>.*?</li>", "", 1), "page-links"),
        (COUNTY, change(NAMES, ""), "page-links"),
        (MOVED, change(r'(class="step" href=")[^"]*', r"\1../000021/index.html"), "page-links"),
        (ITEM, change(r'(id="back" href=")[^"]*', r"\1../../t/01/index.html"), "page-links"),
        (VILLAGE, change(r"i/CN-0003/", "i/CN-0004/"), "page-item-link"),
        (VILLAGE, change(">0600-5551001<", ">0600-5559999<"), "page-phone"),
        (VILLAGE, change("tel:06005551001", "tel:06005550100"), "page-phone"),
        (VILLAGE, change("8:30", "9:30"), "page-text"),
        (VILLAGE, change("东泷路36号", "东泷路63号"), "page-text"),
        (VILLAGE, change("jianfu@", "evil@"), "page-mailbox"),
        (VILLAGE, change("<footer>.*?</footer>", "<footer></footer>"), "page-uncalled"),
        (TOWNSHIP, change("tel:06005550301", "tel:06005559999"), "page-phone"),
        (COUNTY, change("tel:06005550100", "tel:06005559999"), "page-phone"),
        (ITEM, change("tel:06005550100", "tel:06005559999"), "page-phone"),
        (MOVED, change(r"<b>\d[\d-]+</b>", "<b>13800138000</b>"), "page-phone"),
        (MOVED, change(r"tel:\d+", "tel:06005550100"), "page-phone"),
        (VILLAGE, change("<details id=", "<details hidden id=", 1), "page-active"),
        (VILLAGE, change("<details id=", '<details class="js" id=', 1), "page-active"),
        (VILLAGE, change('<main id="main">', '<main id="main" hidden>'), "page-active"),
        (VILLAGE, change("</main>", "<!--> x --></main>"), "page-active"),
        (VILLAGE, change("[0-9]+项</em>", "31项</em>", 1), "page-door"),
        (VILLAGE, change("社区不办", "社区能办"), "page-door"),
        (VILLAGE, change('href="#list-duty"', 'href="#list-assist"'), "page-door"),
        (VILLAGE, change('<a class="door.*?</a>', "", 1), "page-door"),
        (VILLAGE, change('data-k="[^"]+"', 'data-k=""', 1), "page-search"),
        (VILLAGE, change('data-pinyin="[^"]+"', 'data-pinyin=""'), "page-search"),
        (VILLAGE, change("<title>【示例】东泷", "<title>【示例】西泷"), "page-heading"),
        (ITEM, change("<title>【示例】", "<title>"), "page-heading"),
        (ITEM, change('(<p class="door.*?<b>).*?<', r"\g<1>村里不办<"), "page-text"),
        (VILLAGE, with_part("style", "details{display:none}"), "page-policy"),
        (VILLAGE, with_part("script", "document.body.textContent='x'"), "page-policy"),
    ],
)  # fmt: skip
def test_tampering_is_seen(demo: Path, path: str, tampering: Callable[[str], str], slug: str) -> None:
    assert slug in judged(demo, expectation(demo), path, tampering)
