"""Other ways to the same text: on paper, by keyboard, by ear."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.browser.conftest import NewPhone
from tests.browser.pages import PAGES, VILLAGE, items
from tests.browser.phone import Phone
from tests.judges.programs import program
from tests.served import Served

SPEECH = """
window.spoken = [];
window.SpeechSynthesisUtterance = function (text) { this.text = text; };
Object.defineProperty(window, 'speechSynthesis', {value: {
  getVoices: () => %s,
  addEventListener: () => {},
  speaking: false,
  speak: words => { window.spoken.push([words.text, words.lang]); },
  cancel: () => {},
}});
"""
_FOCUSED = """() => {
  const at = document.activeElement, label = at.labels && at.labels.length ? at.labels[0].innerText : '';
  const style = getComputedStyle(at.matches('input') ? at.parentElement : at);
  const name = at.matches('summary') ? '事项' : at.getAttribute('aria-label') || label || at.innerText;
  const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  return [name, outlined || style.boxShadow !== 'none'];
}"""
CHINESE, FOREIGN = "[{lang: 'en-US'}, {lang: 'zh-CN', name: 'Tingting'}]", "[{lang: 'en-US'}]"


def _printed(one: Phone, path: Path) -> str:
    one.page.pdf(path=path, format="A4", print_background=False)
    run = subprocess.run([program("pdftotext"), "-raw", str(path), "-"], capture_output=True, check=True)
    return "".join(run.stdout.decode().split())


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_all_items_are_printed(online: Served, phone: NewPhone, tmp_path: Path, scripts: bool) -> None:
    one = phone(scripts=scripts).open(online.page(VILLAGE))
    names = one.page.locator("summary span").all_text_contents()
    plain = {item["short"]: item["plain"] for item in items().values()}
    paper = _printed(one, tmp_path / "village.pdf")
    assert len(names) > 90 and "青石村" in paper and "0600-5551008" in paper
    assert [name for name in names if name not in paper] == []
    assert [name for name in names if "".join(plain[name].split()) not in paper] == []


@pytest.mark.parametrize("page", ["village", "not permitted", "township", "merged village"])
def test_no_control_is_printed(online: Served, phone: NewPhone, page: str) -> None:
    one = phone().open(online.page(PAGES[page]))
    one.page.emulate_media(media="print")
    assert one.page.locator("button, input").locator("visible=true").count() == 0
    assert not one.page.get_by_role("link", name="跳到正文").is_visible()
    assert one.heading() and one.overflow() == 0


def test_black_mode_is_printed_black_on_white(online: Served, phone: NewPhone) -> None:
    one = phone().open(online.page(VILLAGE)).black()
    one.page.emulate_media(media="print")
    style = "getComputedStyle(document.querySelector('main'))"
    assert one.page.evaluate(f"{style}.color") in ("rgb(0, 0, 0)", "rgb(35, 31, 25)")


def test_the_keyboard_reaches_everything(online: Served, phone: NewPhone) -> None:
    """In the order of the page, each with a mark of where the reader is."""
    one, reached = phone().open(online.page(VILLAGE)), []
    for _ in range(40):
        one.page.keyboard.press("Tab")
        reached.append(_focused(one))
    names = [name for name, _ in reached]
    order = ["跳到正文", "标准字", "特大字", "黑底", "打电话问村里"]
    order += ["您想办什么事？", "村里能办", "村里不办", "事项"]
    assert [place for place, name in enumerate(order) if _first(names, name) is None] == []
    assert sorted(order, key=lambda name: _first(names, name) or 0) == order
    assert [name for name, marked in reached if not marked] == []


def test_an_item_is_opened_by_keyboard(online: Served, phone: NewPhone) -> None:
    one = phone().open(online.page(VILLAGE))
    item = one.item(items()["CN-0101"]["short"])
    item.locator("summary").focus()
    one.page.keyboard.press("Enter")
    assert items()["CN-0101"]["plain"] in item.inner_text()


def test_the_first_key_leads_past_the_head(online: Served, phone: NewPhone) -> None:
    one = phone().open(online.page(VILLAGE))
    one.page.keyboard.press("Tab")
    skip = one.page.get_by_role("link", name="跳到正文")
    box = skip.bounding_box()
    assert box is not None and box["x"] >= 0
    one.page.keyboard.press("Enter")
    one.page.keyboard.press("Tab")
    assert "打电话问村里" in _focused(one)[0]


def _first(names: list[str], wanted: str) -> int | None:
    return next((place for place, name in enumerate(names) if wanted in name), None)


def _focused(one: Phone) -> tuple[str, bool]:
    """The name of what has the focus (an item's: 事项), and whether a mark is drawn about it."""
    name, marked = one.page.evaluate(_FOCUSED)
    return "".join(name.split()).replace("\u200b", ""), marked


def _spoken(one: Phone) -> tuple[str, set[str]]:
    """All sentences that were given to the voice, and their languages."""
    sentences = one.page.evaluate("window.spoken")
    return "\n".join(text for text, _ in sentences), {language for _, language in sentences}


def test_an_item_is_read_aloud(online: Served, phone: NewPhone) -> None:
    one = phone(setup=SPEECH % CHINESE).open(online.page(VILLAGE))
    item = one.item(items()["CN-0101"]["short"])
    item.locator("summary").tap()
    item.get_by_role("button", name="读给我听").tap()
    text, languages = _spoken(one)
    assert languages == {"zh-CN"} and "读给我听" not in text and "正式名称" not in text
    said = (items()["CN-0101"]["short"], *items()["CN-0101"]["plain"].rstrip("。").split("。"))
    assert all(words in text for words in said)
    assert item.get_by_role("button").all_inner_texts() == ["停"]
    item.get_by_role("button", name="停").tap()
    assert item.get_by_role("button").all_inner_texts() == ["读给我听"]
    item.locator("summary").tap()
    item.locator("summary").tap()
    assert item.get_by_role("button").count() == 1


def test_an_item_page_is_read_aloud(online: Served, phone: NewPhone) -> None:
    one = phone(setup=SPEECH % CHINESE).open(online.page(PAGES["not permitted"]))
    one.tap("读给我听")
    assert all(words in _spoken(one)[0] for words in items()["CN-0101"]["plain"].rstrip("。").split("。"))


@pytest.mark.parametrize("voices", [FOREIGN, "[]"])
def test_no_dead_button_without_a_voice(online: Served, phone: NewPhone, voices: str) -> None:
    one = phone(setup=SPEECH % voices).open(online.page(VILLAGE))
    one.items().first.locator("summary").tap()
    one.page.wait_for_url("**#*")
    assert one.page.get_by_role("button", name="读给我听").count() == 0
    one.open(online.page(PAGES["not permitted"]))
    assert one.page.get_by_role("button", name="读给我听").count() == 0
