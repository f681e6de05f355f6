"""The pages without JavaScript, without a server, without anything from elsewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from listgen.findings import Severity
from listgen.preflight import check_project
from tests.browser.conftest import NewPhone
from tests.browser.odd import ADDRESS, ITEM, MARKUP, NAME, QUOTES, odd_project
from tests.browser.pages import MERGED, ODD_PAGES, PAGES, VILLAGE, items
from tests.browser.phone import Phone
from tests.served import Served

CONTROLS = "button, input, select, textarea, [role=button]"


def test_everything_can_be_read_without_scripts(online: Served, phone: NewPhone) -> None:
    one = phone(scripts=False).open(online.page(VILLAGE))
    assert one.items().count() > 90
    assert one.page.locator(CONTROLS).locator("visible=true").count() == 0
    for id_ in ("CN-0001", "CN-0041", "CN-0101", "CN-0127"):
        item = one.item(items()[id_]["short"])
        assert items()[id_]["plain"] not in item.inner_text()
        item.locator("summary").tap()
        assert items()[id_]["plain"] in item.inner_text()
    assert one.page.get_by_role("link", name="打电话问村里").first.get_attribute("href") == "tel:06005551008"


def test_links_lead_on_without_scripts(online: Served, phone: NewPhone) -> None:
    one = phone(scripts=False).open(online.page(VILLAGE))
    one.page.get_by_role("navigation", name="清单").get_by_role("link", name=re.compile("不办")).tap()
    assert one.on_top(one.page.get_by_role("heading", level=2, name=re.compile("^村里不办")))
    item = one.item(items()["CN-0101"]["short"])
    item.locator("summary").tap()
    item.get_by_role("link", name="正式名称和依据").tap()
    one.page.wait_for_url("**/CN-0101/**")
    assert one.page.get_by_role("link", name=re.compile("^打电话问")).locator("visible=true").count() == 0
    one.page.get_by_role("link", name="找您的村、社区").tap()
    one.page.wait_for_url("**/index.html")
    assert one.heading() == "岚溪县"


@pytest.mark.parametrize("page", PAGES)
def test_no_dead_control_without_scripts(online: Served, phone: NewPhone, page: str) -> None:
    one = phone(scripts=False).open(online.page(PAGES[page]))
    assert one.page.locator(CONTROLS).locator("visible=true").count() == 0


def test_a_page_is_used_from_disk(site: Path, phone: NewPhone) -> None:
    one = phone().open(_from_disk(site, VILLAGE)).largest().black()
    assert "找到" in one.search("单身证明")
    item = one.item(items()["CN-0101"]["short"])
    item.locator("summary").tap()
    item.get_by_role("link", name="正式名称和依据").tap()
    one.page.wait_for_url("**/CN-0101/index.html")
    assert one.heading() == items()["CN-0101"]["short"]
    one.page.get_by_role("navigation", name="所在位置").get_by_role("link", name="岚溪县").tap()
    one.page.wait_for_url("**/site/index.html")
    one.tap("白汀镇", "link")
    one.page.wait_for_url("**/t/02/index.html")
    one.tap("青石村", "link")
    one.page.wait_for_url(f"**/{VILLAGE}index.html")
    assert one.heading() == "青石村"


def test_a_merged_village_is_left_on_disk(site: Path, phone: NewPhone) -> None:
    one = phone().open(_from_disk(site, MERGED))
    one.page.get_by_role("link", name=re.compile("大坪村的清单")).tap()
    one.page.wait_for_function("document.querySelector('h1').textContent === '大坪村'")


def _from_disk(site: Path, page: str) -> str:
    return (site / page / "index.html").as_uri()


@pytest.mark.parametrize("page", PAGES)
def test_one_request_a_page(online: Served, phone: NewPhone, page: str) -> None:
    """Whatever is done on it; what else a phone hears, fetches or keeps fails each test, see conftest."""
    before, one = len(online.asked), phone().open(online.page(PAGES[page]))
    one.largest().black()
    if page == "village":
        one.search("低保")
        one.items().first.locator("summary").tap()
    one.page.wait_for_timeout(100)
    assert len(online.asked) - before == 1
    assert one.page.evaluate("document.cookie") == ""


def test_a_phone_complains(online: Served, browser: Browser) -> None:
    """The eye of all these tests: what a page should not do is seen."""
    one = Phone(browser).open(online.page(VILLAGE))
    one.page.evaluate("document.body.append(Object.assign(new Image(), {src: 'https://example.com/x.png'}))")
    one.page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">')")
    one.page.evaluate("document.cookie = 'a=b'")
    with one.page.expect_event("pageerror"):
        one.page.evaluate("setTimeout(() => { throw new Error('oh') })")
    complaints = one.close()
    heard = "\n".join(complaints)
    assert [said for said in ("img-src", "style-src", "error: oh", "cookie: a") if said not in heard] == []


def test_hostile_texts_are_refused(tmp_path: Path) -> None:
    findings = check_project(odd_project(tmp_path)).findings
    refused = {
        str(finding.location.file)
        for finding in findings
        if (finding.severity, finding.slug) == (Severity.ERROR, "markup-in-text")
    }
    assert refused == {"villages.csv", "townships.csv", "items/20-assist.yaml"}


@pytest.mark.parametrize("page", ODD_PAGES)
def test_markup_in_texts_is_text(odd_online: Served, phone: NewPhone, page: str) -> None:
    one = phone(setup="window.alert = () => console.error('alert')").open(odd_online.page(ODD_PAGES[page]))
    _touch_everything(one)
    assert one.page.locator("img, [onmouseover], a[href^='javascript:']").count() == 0
    assert one.page.evaluate("document.scripts.length") == 2


def test_hostile_texts_are_shown_as_they_are(odd_online: Served, phone: NewPhone) -> None:
    one = phone().open(odd_online.page(VILLAGE))
    assert one.heading() == NAME and NAME in one.page.title()
    assert all(text in one.page.locator("main").inner_text() for text in (QUOTES, ADDRESS))
    assert "找到" in one.search("低保")
    item = one.item(str(ITEM["short"]))
    item.locator("summary").tap()
    for field in ("plain", "materials", "time", "place"):
        assert "".join(ITEM[field]) in item.inner_text()
    item.get_by_role("link", name="正式名称和依据").tap()
    one.page.wait_for_url("**/CN-0041/**")
    assert one.page.get_by_role("link", name=f"回到{NAME}").is_visible()
    assert f"协助{MARKUP}" in one.page.locator("main").inner_text()


def test_a_renamed_village_says_its_old_name(odd_online: Served, phone: NewPhone) -> None:
    one = phone().open(odd_online.page(VILLAGE))
    assert "青石村" in one.page.locator("body").inner_text()


def _touch_everything(one: Phone) -> None:
    for button in one.page.get_by_role("button").locator("visible=true").all():
        button.tap()
    if one.items().count():
        one.search(MARKUP)
        one.search("低")
        one.items().first.locator("summary").tap()
        one.items().first.hover()
