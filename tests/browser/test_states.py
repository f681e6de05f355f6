"""Every kind of page in every state: what axe-core says, and whether people can read it and hit it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser

from tests.browser.axe import violations
from tests.browser.conftest import NewPhone
from tests.browser.looks import bad_icons, bad_targets, bad_texts, contrast, luminance, texts
from tests.browser.pages import ODD_PAGES, PAGES
from tests.browser.phone import Phone
from tests.served import Served

BODY_ON_BLACK = 7.0  # WCAG 1.4.6
DARK = 0.05  # black, and the brown of the word 示例


def _open_item(one: Phone) -> None:
    one.items().nth(1).locator("summary").tap()


STATES: dict[str, Callable[[Phone], object]] = {
    "start": lambda one: None,
    "item open": _open_item,
    "found": lambda one: one.search("低保"),
    "nothing found": lambda one: one.search("飞碟"),
    "largest": Phone.largest,
    "black": Phone.black,
    "black, largest, item open": lambda one: _open_item(one.black().largest()),
}
EVERYWHERE = ("start", "largest", "black")
SHORT = [page for page in PAGES if page not in ("community", "village without a phone", "long name")]
CASES = [
    *((page, state) for page in SHORT for state in EVERYWHERE),
    *(("village", state) for state in STATES if state not in EVERYWHERE),
    ("community", "start"),
    ("long name", "largest"),
    ("village without a phone", "nothing found"),
]


@pytest.mark.parametrize(("page", "state"), CASES, ids=[": ".join(case) for case in CASES])
def test_everyone_can_use_it(online: Served, phone: NewPhone, page: str, state: str) -> None:
    one = phone().open(online.page(PAGES[page]))
    STATES[state](one)
    _fit_for_use(one, state)


@pytest.mark.parametrize("page", ODD_PAGES)
def test_everyone_can_use_an_odd_page(odd_online: Served, phone: NewPhone, page: str) -> None:
    _fit_for_use(phone().open(odd_online.page(ODD_PAGES[page])).largest(), "largest")


def _fit_for_use(one: Phone, state: str) -> None:
    black = state.startswith("black")
    assert violations(one.page) == []
    assert bad_texts(one.page, BODY_ON_BLACK if black else 4.5) == []
    assert bad_targets(one.page) == []
    assert bad_icons(one.page) == []
    if black:
        grounds = {text["text"]: luminance(text["ground"]) for text in texts(one.page) if not text["control"]}
        assert [text for text, ground in grounds.items() if ground > DARK] == []


BAD = """<!DOCTYPE html><html lang="zh-CN"><title>坏</title><main><h1>坏</h1>
<p style="font-size: 14px; line-height: 1.1; color: #aaa">又小又淡</p>
<p style="white-space: nowrap">{long}</p>
<a href="#x">点</a> <button style="width: 50px; height: 50px">按</button> <img src="data:,">
<svg width="24" height="24"></svg>
<svg width="24" height="24"><path stroke="#eee" fill="none" d="M2 2L22 22" stroke-width="3"/></svg>
<svg width="24" height="24"><path stroke="#222" fill="none" d="M2 2L22 22" stroke-width="3"/></svg></main>"""


def test_a_bad_page_is_condemned(browser: Browser) -> None:
    with browser.new_page(viewport={"width": 360, "height": 740}) as page:
        page.set_content(BAD.format(long="长" * 30))
        assert any(told.startswith("image-alt: ") for told in violations(page))
        faults = [fault.split(": ")[1].split()[0] for fault in bad_texts(page)]
        assert {"14", "1.10", "contrast", "from"} <= set(faults)
        assert len(bad_targets(page)) == 2
        assert len(bad_icons(page)) == 2


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [
        ((0, 0, 0), (255, 255, 255), 21.0),
        ((119, 119, 119), (255, 255, 255), 4.48),
        ((9, 9, 9), (9, 9, 9), 1.0),
    ],
)
def test_contrast_is_the_standard_one(one: tuple[int, ...], other: tuple[int, ...], wanted: float) -> None:
    assert contrast(one, other) == pytest.approx(wanted, abs=0.01)
