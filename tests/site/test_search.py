"""The search of the demo county's fullest village, judged by villagers' questions and by slips of typing."""

from __future__ import annotations

from pathlib import Path

import pytest

from listgen.catalog.effective import Effective
from listgen.catalog.load import load_catalog
from listgen.catalog.views import village_views
from listgen.county import load_county
from listgen.project import read_project
from listgen.site import render_village
from tests.site.finder import answers, found, questions, words_of
from tests.site.samples import COUNTY, KINDS, ROOT, item, templates, view

HERE = Path(__file__).parent
DEMO = ROOT / "catalogs" / "demo"


@pytest.fixture(scope="module")
def page() -> bytes:
    project, _ = read_project(DEMO)
    county, _ = load_county(project)
    assert county is not None
    catalog, _ = load_catalog(project, county.division_code)
    assert catalog is not None
    views = village_views(catalog, county.online.base_url, Effective(catalog, county.edition.date))
    return render_village(templates(), county, catalog.kinds, max(views, key=lambda view: len(view.items)))


def test_the_questions_it_was_made_with(page: bytes) -> None:
    asked = questions(HERE / "search_dev.tsv")
    assert found(page, asked) >= 0.97 * len(asked)


@pytest.mark.parametrize("sealed", ["questions.tsv", "questions_second.tsv", "questions_third.tsv"])
def test_the_questions_it_has_never_seen(page: bytes, sealed: str) -> None:
    # Nobody who works on the search reads them: only the count is told
    count = found(page, questions(HERE / sealed))
    assert count >= 95, f"{count} of 100"


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("低保", "CN-0041"),
        ("低报", "CN-0041"),  # a character that sounds alike
        ("抵保", "CN-0041"),  # of no item at all: read like its neighbour in the dictionary
        ("保低", "CN-0041"),
        ("低低保", "CN-0041"),
        ("db", "CN-0041"),
        ("DiBao", "CN-0041"),
        ("di bao", "CN-0041"),
        ("di'bao", "CN-0041"),  # as an input method writes it while it composes
        ("低bao", "CN-0041"),
        ("diba", "CN-0041"),
        ("weif", "CN-0117"),
        ("wf", "CN-0117"),
        ("zaijidi", "CN-0024"),  # heard without zh
        ("zhaijd", "CN-0024"),
        ("zjd", "CN-0024"),
        ("xianxue", "CN-0090"),
        ("xianxie", "CN-0090"),
        ("我妈住院花了好多钱能不能报", "CN-0041"),
        ("12345 投诉", "CN-0135"),
        ("养老金认证！", "CN-0103"),
    ],
)
def test_however_it_is_typed(page: bytes, typed: str, wanted: str) -> None:
    (answer,) = answers(page, [typed])
    assert wanted in answer.first_screen


@pytest.mark.parametrize("typed", ["低保", "低报", "db", "dibao", "我想办低保", "吵架了怎么办", "社区矫正"])
def test_a_word_of_an_item_makes_sure(page: bytes, typed: str) -> None:
    assert [answer.sure for answer in answers(page, [typed])] == [True]


@pytest.mark.parametrize("typed", ["苹果手机多少钱", "火车票怎么买", "今天天气真好", "asdfgh", "新农合"])
def test_what_only_looks_alike_is_not_sure(page: bytes, typed: str) -> None:
    assert [answer.sure for answer in answers(page, [typed])] == [False]


@pytest.mark.parametrize("typed", ["周杰伦", "aaa", "哈哈", "，", "……", "?", "☺", "<b>", "\\", "[", "$&"])
def test_nothing_is_found_for_nothing(page: bytes, typed: str) -> None:
    assert [answer.ids for answer in answers(page, [typed])] == [()]


def test_never_a_flood(page: bytes) -> None:
    told = answers(page, ["证明", "zm", "村里", "z", "的", "办证明要带什么东西去哪里办" * 20])
    assert [len(answer.ids) for answer in told if len(answer.ids) > 8] == []


def test_the_best_comes_first(page: bytes) -> None:
    told = answers(page, ["死亡证明", "转学", "人口普查", "jiehun", "低保"])
    assert [answer.ids[0] for answer in told] == ["CN-0104", "CN-0115", "CN-0074", "CN-0101", "CN-0041"]


def test_a_browser_without_a_dictionary_still_finds(page: bytes) -> None:
    told = answers(page, ["低保", "低报", "抵保", "dibao"], without="Intl")
    assert ["CN-0041" in answer.first_screen for answer in told] == [True, True, False, True]


def test_every_item_is_found_by_its_name_and_each_of_its_words(page: bytes) -> None:
    asked = [(word, frozenset({id_})) for id_, words in words_of(page) for word in words]
    assert found(page, asked) >= 0.98 * len(asked)


@pytest.mark.parametrize(
    "names", [(), ("低保",), ("低保", "低保"), ("<&\"'>低保",), ("𠮷屋㐂",), ("db", "80岁")]
)
def test_any_catalog(names: tuple[str, ...]) -> None:
    items = tuple(item("duty", number, short=name, keywords=()) for number, name in enumerate(names, 1))
    small = render_village(templates(), COUNTY, KINDS, view(items=items))
    told = answers(small, ["", *names])
    assert told[0].ids == ()
    assert all(one.id in answer.ids for one, answer in zip(items, told[1:], strict=True))
