"""The pages around a village's page, and the links between all of them."""

from __future__ import annotations

import json
import posixpath
from dataclasses import replace

import pytest

from listgen.catalog.model import Kind
from listgen.catalog.view import ViewItem
from listgen.site import (
    COUNTY_PAGE,
    item_page,
    items_json,
    link,
    page_file,
    render_county,
    render_item,
    render_moved,
    render_township,
    render_village,
    township_page,
)
from tests.site.reader import hashes, links, outside_requests, policy, read, text, texts
from tests.site.samples import COUNTY, ITEMS, KINDS, TOWNSHIP, community, item, templates, view, village

GONE = village(id="00175", name="柳家坪村", state="已并入", successor="00173")
HOSTILE = "<b onclick='x'>\"{{ 7*7 }}"


def site() -> dict[str, bytes]:
    """A whole small site by page."""
    made = templates()
    views = (view(), view(community()))
    pages = {
        COUNTY_PAGE: render_county(made, COUNTY, ((TOWNSHIP.name, township_page("02")),)),
        township_page("02"): render_township(
            made, COUNTY, TOWNSHIP, tuple((one.village.name, f"../../{page_file(one.page)}") for one in views)
        ),
        "001754/index.html": render_moved(made, COUNTY, GONE, views[0]),
        "001764/index.html": render_moved(made, COUNTY, replace(GONE, state="已撤销"), None),
    }
    pages |= {page_file(one.page): render_village(made, COUNTY, KINDS, one) for one in views}
    pages |= {item_page(one.id): render_item(made, COUNTY, kind_of(one), one) for one in ITEMS}
    return pages


def kind_of(one: ViewItem) -> Kind:
    """The kind of an item."""
    return next(kind for kind in KINDS if kind.id == one.kind)


PAGES = site()


@pytest.mark.parametrize("page", PAGES)
def test_links_are_relative_and_lead_to_a_page(page: str) -> None:
    for address in links(read(PAGES[page])):
        if not address.startswith(("#", "tel:", "mailto:")):
            assert posixpath.normpath(posixpath.join(posixpath.dirname(page), address)) in PAGES
            assert address.endswith("index.html") and not address.startswith("/")


@pytest.mark.parametrize(
    ("community", "door"), [("社区能办", "村里能办、社区能办"), ("村里能办", "村里能办")]
)
def test_a_list_that_both_call_alike_is_named_once(community: str, door: str) -> None:
    kind = replace(KINDS[0], door_community=community)
    tree = read(render_item(templates(), COUNTY, kind, item("duty", 1)))
    assert texts(tree, "//*[contains(@class, 'door')]//b") == [door]


@pytest.mark.parametrize("page", PAGES)
def test_no_page_fetches_anything(page: str) -> None:
    tree = read(PAGES[page])
    assert outside_requests(tree) == []
    assert set(policy(tree)["script-src"]) == hashes(tree, "script")
    assert set(policy(tree)["style-src"]) == hashes(tree, "style")


@pytest.mark.parametrize("page", PAGES)
def test_every_page_has_one_first_heading_and_says_its_edition(page: str) -> None:
    tree = read(PAGES[page])
    assert len(tree.xpath("//h1")) == 1
    assert "2026年版" in text(tree.find(".//footer"))


def test_same_values_same_site() -> None:
    assert site() == PAGES


def test_a_merged_village_names_its_successor() -> None:
    tree = read(render_moved(templates(), COUNTY, GONE, view()))
    assert texts(tree, "//h1") == ["柳家坪村"]
    assert "柳家坪村已并入青石村" in text(tree)
    assert "../001734/index.html" in links(tree) and "tel:05705550173" in links(tree)


def test_a_successor_without_a_published_phone_names_its_office() -> None:
    page = render_moved(templates(), COUNTY, GONE, view(village(phone_published=False)))
    assert b"5550173" not in page
    assert "白云镇青石村党群服务中心一楼" in text(read(page))


def test_a_dissolved_village_leads_to_the_county() -> None:
    tree = read(render_moved(templates(), COUNTY, GONE, None))
    assert "柳家坪村已撤销" in text(tree) and "../index.html" in links(tree.xpath("//main")[0])


def test_a_township_lists_its_villages_in_order() -> None:
    tree = read(PAGES[township_page("02")])
    assert texts(tree, "//ul[@class='names']//a") == ["青石村", "河东社区"]


@pytest.mark.parametrize("one", ITEMS[::5], ids=lambda one: one.id)
def test_an_item_has_a_page_with_all_that_is_official(one: ViewItem) -> None:
    tree = read(PAGES[item_page(one.id)])
    assert texts(tree, "//h1") == [one.short]
    shown = text(tree.xpath("//main")[0])
    known = (one.name, one.plain, one.content, one.who, one.how, one.id, *one.basis, *one.competence)
    assert [fact for fact in known if fact not in shown] == []
    assert "2026年版（2026年11月21日）" in shown


def test_a_policy_is_a_basis_and_no_law_forbids_in_its_place() -> None:
    one = item("not-permitted", 1, basis=(), principles=("《条例》第四十四条",))
    tree = read(render_item(templates(), COUNTY, KINDS[2], one))
    titles = {text(title): text(title.getnext()) for title in tree.xpath("//dt")}
    assert titles["依据"] == "《条例》第四十四条"
    assert titles["办理单位的依据"] == "《某条例》第not-permitted1条"


@pytest.mark.parametrize("confirmed", [True, False])
def test_an_unconfirmed_department_is_marked(confirmed: bool) -> None:
    one = item("duty", 1, lead_confirmed=confirmed)
    tree = read(render_item(templates(), COUNTY, KINDS[0], one))
    assert ("县duty1局＊" in text(tree)) is not confirmed
    assert ("＊ 的单位" in text(tree.find(".//footer"))) is not confirmed


def test_further_columns_of_a_county_are_shown() -> None:
    column = replace(KINDS[0].columns[0], field="seal", title="用印")
    kind = replace(KINDS[0], columns=(*KINDS[0].columns, column))
    page = render_item(templates(), COUNTY, kind, item("duty", 1, extra={"seal": "村民委员会章"}))
    assert "用印村民委员会章" in text(read(page))


def test_an_item_of_communities_alone_is_worded_for_them() -> None:
    page = render_item(templates(), COUNTY, KINDS[1], item("assist", 1, applies="社区"))
    assert "社区帮着办" in text(read(page)) and "村里帮着办" not in text(read(page))


@pytest.mark.parametrize("mailbox", ["", "无"])
def test_no_mailbox_is_named_where_there_is_none(mailbox: str) -> None:
    county = replace(COUNTY, online=replace(COUNTY.online, mailbox=mailbox))
    assert b"mailto:" not in render_county(templates(), county, ())


def test_hostile_names_are_text() -> None:
    township = replace(TOWNSHIP, name=HOSTILE, phone=HOSTILE, address=HOSTILE)
    pages = (
        render_township(templates(), COUNTY, township, ((HOSTILE, f"{HOSTILE}/index.html"),)),
        render_moved(templates(), COUNTY, replace(GONE, name=HOSTILE), view(village(name=HOSTILE))),
        render_item(
            templates(), COUNTY, KINDS[0], item("duty", 1, short=HOSTILE, name=HOSTILE, plain=HOSTILE)
        ),
    )
    for page in pages:
        tree = read(page)
        assert texts(tree, "//h1") == [HOSTILE]
        assert outside_requests(tree) == []


@pytest.mark.parametrize(
    ("source", "target", "address"),
    [
        ("index.html", "t/02/index.html", "t/02/index.html"),
        ("t/02/index.html", "001734/", "../../001734/index.html"),
        ("001734/", "index.html", "../index.html"),
        ("001734/index.html", "001745/index.html", "../001745/index.html"),
    ],
)
def test_links_between_pages(source: str, target: str, address: str) -> None:
    assert link(source, target) == address


def test_the_data_holds_every_item_as_it_is_shown() -> None:
    document = json.loads(items_json(COUNTY, KINDS, ITEMS))
    assert [one["id"] for one in document["items"]] == [one.id for one in ITEMS]
    assert document["items"][16]["service"]["materials"] == ["身份证", "户口簿"]
    assert (document["edition"], document["date"]) == ("2026-1", "2026-11-21")
    assert [kind["id"] for kind in document["kinds"]] == ["duty", "assist", "not-permitted"]


def test_a_dissolved_village_sends_people_to_its_township() -> None:
    tree = read(render_moved(templates(), COUNTY, replace(GONE, state="已撤销"), None, TOWNSHIP))
    assert texts(tree, "//main/a[@href='tel:05705550200']") == ["打电话问白云镇0570-5550200"]
    assert "../t/02/index.html" in links(tree.xpath("//main")[0])


@pytest.mark.parametrize(
    ("number", "title"), [("2026-1", "2026年版"), ("2026-01", "2026年版"), ("2026-2", "2026年第2版")]
)
def test_pages_call_an_edition_as_papers_do(number: str, title: str) -> None:
    county = replace(COUNTY, edition=replace(COUNTY.edition, number=number))
    assert title in text(read(render_county(templates(), county, ())).find(".//footer"))
