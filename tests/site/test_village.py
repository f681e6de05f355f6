"""A village's page: everything is on it, for everyone, in one file."""

from __future__ import annotations

import gzip
import time
from dataclasses import replace

import pytest

from listgen.catalog.view import ViewItem
from listgen.county import County
from listgen.site import render_village
from tests.site.reader import hashes, links, outside_requests, policy, read, text, texts
from tests.site.samples import COUNTY, ITEMS, KINDS, community, item, national, templates, view, village

HOSTILE = "\"'><script>alert(1)</script>{{ 7*7 }}</style>&amp;"


def page_of(*items: ViewItem, of: object = None) -> bytes:
    """The page of 青石村, or of `of`, with these items or all."""
    return render_village(templates(), COUNTY, KINDS, view(of, items or ITEMS))  # type: ignore[arg-type]


def test_the_name_is_the_only_heading_of_its_rank() -> None:
    assert texts(read(page_of()), "//h1") == ["青石村"]


def test_a_renamed_village_says_what_old_signs_say() -> None:
    header = read(page_of(of=village(former_names=("青岩村", "石村")))).find(".//header")
    assert "原名青岩村、石村" in text(header)
    assert "原名" not in text(read(page_of()))


def test_every_item_is_there_with_all_that_is_known() -> None:
    tree = read(page_of())
    blocks = {element.get("id"): text(element) for element in tree.xpath("//details")}
    assert list(blocks) == [item.id for item in ITEMS]
    for one in ITEMS:
        known = (str(one.number), one.short, one.plain, one.who, one.how)
        told = (*known, *one.service.materials, *one.service.steps, one.service.phone)
        assert [fact for fact in told if fact not in blocks[one.id]] == []


def test_every_item_leads_to_its_official_wording() -> None:
    for block in read(page_of()).xpath("//details"):
        assert f"../i/{block.get('id')}/index.html" in links(block)


def test_doors_count_their_items_and_lead_to_them() -> None:
    tree = read(page_of(*ITEMS[3:70]))
    doors = tree.xpath("//a[contains(@class, 'door')]")
    assert [text(door.find(".//em")) for door in doors] == ["13项", "30项", "24项"]
    for door in doors:
        (heading,) = tree.xpath(f"//h2[@id='{door.get('href')[1:]}']")
        counted = len(heading.getparent().xpath(".//details"))
        assert text(heading).startswith(text(door.find(".//b"))) and f"{counted}项" in text(door)


@pytest.mark.parametrize("count", [0, 1, 2, 3, 5])
def test_any_number_of_kinds(count: int) -> None:
    kinds = tuple(replace(KINDS[0], id=f"list{n}", icon="nobody-drew-this") for n in range(count))
    held = tuple(replace(item("duty", n + 1), kind=kind.id) for n, kind in enumerate(kinds))
    nothing = replace(KINDS[0], id="nothing-in-it")
    tree = read(render_village(templates(), COUNTY, (*kinds, nothing), view(items=held)))
    assert len(tree.xpath("//a[contains(@class, 'door')]")) == count
    assert all(len(icon) for icon in tree.xpath("//svg"))


def test_what_is_often_asked_comes_first() -> None:
    (often,) = read(page_of()).xpath("//*[@class='often']")
    assert links(often) == ["../i/CN-0201/index.html"]
    assert texts(often, ".//a") == ["低保申请"]
    assert not read(page_of(item("duty", 1))).xpath("//*[@class='often']")


@pytest.mark.parametrize(
    ("keywords", "examples"), [((), ""), (("盖房", "宅基地"), "如：盖房"), (("盖房",), "如：盖房")]
)
def test_the_search_box_suggests_what_it_finds(keywords: tuple[str, ...], examples: str) -> None:
    tree = read(page_of(item("duty", 1, keywords=keywords)))
    assert tree.xpath("//input/@placeholder") == [examples]


def test_icons_are_drawn_and_survive_the_policy() -> None:
    tree = read(page_of())
    icons = tree.xpath("//nav[contains(@class, 'doors')]//svg")
    shapes = [[shape.get("d") or shape.get("r") for shape in icon] for icon in icons]
    assert len(icons) == 3 and len({str(shape) for shape in shapes}) == 3 and all(shapes)
    assert not tree.xpath("//@style")


def test_nothing_is_fetched_and_the_policy_allows_what_is_inline() -> None:
    tree = read(page_of())
    rules = policy(tree)
    assert outside_requests(tree) == []
    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == ["'none'"]
    assert set(rules["style-src"]) == hashes(tree, "style")
    assert set(rules["script-src"]) == hashes(tree, "script")
    assert tree.xpath("//meta[@name='referrer']/@content") == ["no-referrer"]


def test_the_policy_stands_before_what_it_governs() -> None:
    page = page_of()
    assert page.index(b"Content-Security-Policy") < page.index(b"<style") < page.index(b"<script")


def test_complete_without_scripts() -> None:
    tree = read(page_of())
    for element in tree.xpath("//script|//*[contains(@class, 'js')]|//*[@hidden]"):
        element.drop_tree()
    left = text(tree)
    assert all(one.plain in left and one.who in left and one.how in left for one in ITEMS)
    assert not tree.xpath("//button|//input")
    anchors = {str(name) for name in tree.xpath("//@id")}
    assert {address[1:] for address in links(tree) if address.startswith("#")} <= anchors


def test_ids_are_unique() -> None:
    names = read(page_of()).xpath("//@id")
    assert len(names) == len(set(names))


def test_a_published_phone_can_be_called() -> None:
    tree = read(page_of())
    assert texts(tree, "//main/a[@href='tel:05705550173']") == ["打电话问村里0570-5550173"]
    assert texts(tree, "//footer//a[@href='tel:05705550100']") == ["打监督电话0570-5550100"]


def test_an_unpublished_phone_is_nowhere_and_the_way_is_told() -> None:
    page = page_of(of=village(phone_published=False))
    assert b"5550173" not in page
    assert "白云镇青石村党群服务中心一楼" in text(read(page).xpath("//main/div")[0])


def test_an_item_without_a_way_sends_to_the_village() -> None:
    tree = read(page_of())
    asked = {element.xpath("ancestor::details/@id")[0] for element in tree.xpath("//*[@class='ask']")}
    assert asked == {one.id for one in ITEMS if not (one.service or one.who)}


def test_a_community_is_called_one() -> None:
    tree = read(page_of(of=community(phone_published=True)))
    for element in tree.xpath("//script|//details/div/*[not(@class='ask')]"):
        element.drop_tree()
    shown = text(tree)
    assert "打电话问社区" in shown and "社区帮着办" in shown and "部门负责，社区帮忙" in shown
    assert "村里" not in shown


@pytest.mark.parametrize(
    ("county", "said"),
    [
        (COUNTY, []),
        (replace(COUNTY, specimen=True), ["示例"]),
        (replace(COUNTY, unreleased=True), ["未发布"]),
        (replace(COUNTY, specimen=True, unreleased=True), ["示例", "未发布"]),
    ],
)
def test_a_specimen_says_so_and_what_was_not_issued(county: County, said: list[str]) -> None:
    page = render_village(templates(), county, KINDS, view())
    assert texts(read(page), "//*[@class='specimen']/b") == said
    assert "示例" not in page_of().decode()


def test_hostile_values_are_text() -> None:
    evil = item(
        "not-permitted", 1, short=HOSTILE, plain=HOSTILE, who=HOSTILE, how=HOSTILE, keywords=(HOSTILE,)
    )
    of = village(name=HOSTILE, address=HOSTILE, hours=HOSTILE, phone=HOSTILE)
    tree, clean = read(page_of(evil, of=of)), read(page_of(item("not-permitted", 1)))
    assert texts(tree, "//h1") == [text(tree.xpath("//h1")[0])] == [HOSTILE]
    assert texts(tree, "//details//p[@class='plain']") == [HOSTILE]
    assert len(tree.xpath("//script")) == len(clean.xpath("//script"))
    assert len(tree.xpath("//style")) == len(clean.xpath("//style"))
    assert outside_requests(tree) == []
    assert "49" not in text(tree.xpath("//main")[0])


def test_same_values_same_bytes() -> None:
    assert page_of() == page_of()
    assert page_of(*(replace(one) for one in ITEMS)) == page_of()


@pytest.mark.parametrize(("items", "kilobytes"), [((), 8), (ITEMS, 10.5), (national(80), 18.7)])
def test_a_page_is_light(items: tuple[ViewItem, ...], kilobytes: float) -> None:
    page = render_village(templates(), COUNTY, KINDS, view(items=items))
    assert len(gzip.compress(page, 9, mtime=0)) <= kilobytes * 1024


def test_two_hundred_villages_take_a_moment() -> None:
    templates(), page_of()
    start = time.process_time()
    for number in range(200):
        page_of(*ITEMS[number % 5 :], of=village(id=f"{number:05d}", name=f"石门{number}村"))
    assert time.process_time() - start < 2
