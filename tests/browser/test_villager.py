"""The villager's whole path: from the code on the hall sign to the phone."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp

from tests.browser.conftest import NewPhone
from tests.browser.looks import luminance, texts
from tests.browser.pages import COMMUNITY, MERGED, NO_PHONE, PAGES, VILLAGE, base_url, items, page_of, roster
from tests.browser.phone import SIZES, WIDTH, Phone
from tests.served import Served

VILLAGERS = ("00008", "00014", "00005", "00019")  # two of one name, a community, a long name
ROSTER, ITEMS = roster(), items()
NARROW = 320  # CSS pixels; small phones, and larger ones at a large system font


def _scanned(demo: Path, village: str) -> str:
    """What a camera reads from the hall sign of a village."""
    outputs = json.loads((demo / "manifest.json").read_text("utf-8"))["outputs"]
    (path,) = (each["path"] for each in outputs if (each["kind"], each["owner"]) == ("hall-sign", village))
    with pypdfium2.PdfDocument(demo / path) as sign:
        picture = sign[0].render(scale=1).to_pil()
    (code,) = zxingcpp.read_barcodes(picture)
    return code.text


@pytest.mark.parametrize("village", VILLAGERS)
def test_from_the_sign_to_the_phone(demo: Path, online: Served, phone: NewPhone, village: str) -> None:
    link = _scanned(demo, village)
    assert link.startswith(base_url())
    row, one = ROSTER[village], phone().open(online.page(link.removeprefix(base_url())))
    assert one.heading() == row["名称"]
    assert row["名称"] in one.page.title()
    call = one.page.get_by_role("link", name=re.compile("^打电话问")).first
    assert call.is_visible() and row["电话"] in call.inner_text()
    assert call.get_attribute("href") == f"tel:{row['电话'].replace('-', '')}"
    assert row["地址"] in one.page.locator("main").inner_text()


@pytest.mark.parametrize(
    ("words", "item"),
    [("单身证明", "CN-0101"), ("吃低保", "CN-0041"), ("dszm", "CN-0101"), ("dibao", "CN-0041")],
)
def test_from_a_word_to_the_answer(online: Served, phone: NewPhone, words: str, item: str) -> None:
    one = phone().open(online.page(VILLAGE))
    one.search(words)
    found = one.item(ITEMS[item]["short"])
    assert one.on_top(found)
    found.locator("summary").tap()
    answer = found.inner_text()
    assert ITEMS[item]["plain"] in answer and re.search("去哪里办|到哪里办|问村里", answer)
    told = [*ITEMS[item].get("destination", {}).values(), *ITEMS[item].get("materials", ())]
    assert told and all(words in answer for words in told)
    one.tap("清空")
    assert one.items().count() > 90 and one.page.get_by_label("您想办什么事？").input_value() == ""


def test_an_item_without_a_way_sends_to_the_village(online: Served, phone: NewPhone) -> None:
    one = phone().open(online.page(VILLAGE))
    asked = one.items().filter(has_text="问村里")
    assert asked.count() > 10
    asked.first.locator("summary").tap()
    number = asked.first.get_by_role("link", name="0600-5551008")
    assert number.is_visible() and number.get_attribute("href") == "tel:06005551008"


def test_nothing_found_offers_the_phone(online: Served, phone: NewPhone) -> None:
    one = phone().open(online.page(VILLAGE))
    assert "没找到" in one.search("飞碟")
    assert one.items().count() == 0
    calls = one.page.get_by_role("link", name="打电话问村里")
    assert [call.get_attribute("href") for call in calls.all() if call.is_visible()] == [
        "tel:06005551008"
    ] * 2


@pytest.mark.parametrize("door", ["能办", "帮着办", "不办"])
def test_a_door_leads_to_its_list(online: Served, phone: NewPhone, door: str) -> None:
    one = phone().open(online.page(VILLAGE))
    one.page.get_by_role("navigation", name="清单").get_by_role("link", name=re.compile(door)).tap()
    one.page.wait_for_function("scrollY > 300")
    assert one.on_top(one.page.get_by_role("heading", level=2, name=re.compile(f"^村里{door}")))


def test_what_is_often_asked_opens(online: Served, phone: NewPhone) -> None:
    one = phone().open(online.page(VILLAGE))
    one.page.get_by_role("region", name="大家常问").get_by_role("link").first.tap()
    opened = one.page.locator("details[open]")
    assert opened.count() == 1 and one.on_top(opened)


def test_a_link_to_an_item_opens_it(online: Served, phone: NewPhone) -> None:
    """Opening an item puts it in the address, which can be sent to a neighbour."""
    one = phone().open(online.page(VILLAGE))
    name = ITEMS["CN-0101"]["short"]
    one.item(name).locator("summary").tap()
    one.page.wait_for_url("**#*")
    neighbour = phone().open(one.page.url)
    opened = neighbour.page.locator("details[open]")
    assert name in opened.inner_text() and neighbour.on_top(opened)


def test_the_item_page_leads_back_to_the_village(online: Served, phone: NewPhone) -> None:
    one = phone().open(online.page(VILLAGE))
    item = one.item(ITEMS["CN-0101"]["short"])
    item.locator("summary").tap()
    item.get_by_role("link", name="正式名称和依据").tap()
    one.page.wait_for_url("**/i/CN-0101/**")
    assert ITEMS["CN-0101"]["name"] in one.page.locator("main").inner_text()
    call = one.page.get_by_role("link", name="打电话问青石村")
    assert call.get_attribute("href") == "tel:06005551008"
    one.page.get_by_role("link", name="回到青石村").tap()
    one.page.wait_for_url(f"**/{VILLAGE}**")
    opened = one.page.locator("details[open]")
    assert one.heading() == "青石村" and one.on_top(opened)
    assert opened.get_attribute("id") == "CN-0101"


def test_back_from_another_page_finds_the_search_again(online: Served, phone: NewPhone) -> None:
    one = phone().open(online.page(VILLAGE))
    one.search("单身证明")
    one.item(ITEMS["CN-0101"]["short"]).locator("summary").tap()
    one.item(ITEMS["CN-0101"]["short"]).get_by_role("link", name="正式名称和依据").tap()
    one.page.wait_for_url("**/i/CN-0101/**")
    one.page.go_back()
    one.page.wait_for_url(f"**/{VILLAGE}**")
    assert one.page.get_by_label("您想办什么事？").input_value() == "单身证明"
    opened = one.page.locator("details[open]")
    assert opened.get_attribute("id") == "CN-0101" and one.on_top(opened)


def test_printing_leaves_the_page_as_it_was(online: Served, phone: NewPhone) -> None:
    one = phone().open(online.page(VILLAGE))
    one.item(ITEMS["CN-0101"]["short"]).locator("summary").tap()
    one.page.wait_for_url("**#CN-0101")
    one.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert one.page.locator("details:not([open])").count() == 0
    one.page.evaluate("dispatchEvent(new Event('afterprint'))")
    one.page.wait_for_timeout(100)
    assert one.page.locator("details[open]").count() == 1 and one.page.url.endswith("#CN-0101")


def test_from_the_county_to_the_village(online: Served, phone: NewPhone) -> None:
    one = phone().open(online.page(""))
    one.tap("白汀镇", "link")
    one.page.wait_for_url("**/t/02/**")
    assert one.heading() == "白汀镇"
    one.tap("青石村", "link")
    one.page.wait_for_url(f"**/{VILLAGE}**")
    assert "0600-5551008" in one.page.locator("main").inner_text()


def test_a_merged_village_leads_to_its_successor(online: Served, phone: NewPhone) -> None:
    one = phone().open(online.page(MERGED))
    assert one.heading() == "下坪村"
    assert "已并入大坪村" in "".join(one.page.locator("main").inner_text().split())
    assert one.page.get_by_role("link", name="打电话问大坪村").get_attribute("href") == "tel:06005551015"
    one.page.get_by_role("link", name=re.compile("大坪村的清单")).tap()
    one.page.wait_for_url(f"**/{page_of('00015')}**")
    assert one.heading() == "大坪村"


def test_a_phone_that_is_not_published_is_nowhere(online: Served, phone: NewPhone) -> None:
    one = phone().open(online.page(NO_PHONE))
    assert "5551011" not in one.page.content()
    assert not one.page.get_by_role("link", name=re.compile("打电话问")).count()
    assert ROSTER["00011"]["地址"] in one.page.locator("main").inner_text()


def test_a_community_is_not_called_a_village(online: Served, phone: NewPhone) -> None:
    one = phone().open(online.page(COMMUNITY))
    assert (
        one.page.get_by_role("navigation", name="清单").get_by_role("link", name=re.compile("社区")).count()
        == 3
    )
    assert one.page.get_by_role("link", name="打电话问社区").first.is_visible()


@pytest.mark.parametrize("width", [WIDTH, NARROW])
def test_the_largest_text_fits_every_page(online: Served, phone: NewPhone, width: int) -> None:
    one, wide = phone(width).open(online.page(VILLAGE)), {}
    one.tap(SIZES[-1])
    for name, path in PAGES.items():
        one.open(online.page(path))
        one.page.evaluate("document.querySelectorAll('details').forEach(item => { item.open = true; })")
        shown = one.page.evaluate("parseFloat(getComputedStyle(document.querySelector('main')).fontSize)")
        assert shown == 30
        wide[name] = one.overflow()
    assert wide == dict.fromkeys(PAGES, 0)


def test_settings_survive_a_reload_and_can_be_undone(online: Served, phone: NewPhone) -> None:
    one = phone().open(online.page(VILLAGE))
    plain = _look(one)
    one.largest().black()
    chosen = _look(one)
    assert chosen[0] > plain[0] and (plain[1], chosen[1]) == (False, True)
    assert _pressed(one) == {SIZES[-1], "黑底"}
    one.page.reload()
    assert _look(one) == chosen and _pressed(one) == {SIZES[-1], "黑底"}
    one.open(online.page(PAGES["county"]))
    assert _look(one) == chosen
    one.tap(SIZES[0])
    one.black()
    assert _look(one) == plain and _pressed(one) == {SIZES[0]}


def _look(one: Phone) -> tuple[float, bool]:
    """The size of the heading, and whether it is light on dark."""
    heading = next(text for text in texts(one.page) if text["heading"])
    return heading["size"], luminance(heading["ink"]) > luminance(heading["ground"])


def _pressed(one: Phone) -> set[str]:
    buttons = one.page.get_by_role("button", pressed=True).all()
    return {button.get_attribute("aria-label") or button.inner_text() for button in buttons}
