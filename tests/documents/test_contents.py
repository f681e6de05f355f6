"""The contents of a booklet: the numbers in it are the pages on which LibreOffice puts things."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from listgen.documents.booklet import booklet_data
from listgen.documents.contents import contents_pages
from listgen.documents.data import Data
from listgen.documents.measure import EM, most_lines, row_height
from listgen.documents.pages import paginate
from listgen.documents.papers import render_booklet
from listgen.preflight.check import check_project
from tests.documents.booklets import Booklet, booklets
from tests.documents.reader import W, paragraphs, part
from tests.documents.samples import COUNTY, ITEMS, KINDS, shipped_template, view
from tests.documents.test_layout import Page, laid_out
from tests.faults.project import copy_base, own_document

TEMPLATE = shipped_template("booklet")
SECTIONS = {"guides": "高频事项办事指南", "offices": "去哪里办", "contacts": "联系方式"}


@pytest.fixture(scope="module")
def made() -> tuple[Booklet, ...]:
    return tuple(booklets())


@pytest.fixture(scope="module")
def pages(made: tuple[Booklet, ...], tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Page, ...]]:
    papers = {one.name: render_booklet(TEMPLATE, one.county, one.kinds, one.view) for one in made}
    return laid_out(papers, tmp_path_factory.mktemp("booklets"))


def test_the_numbers_are_the_pages(made: tuple[Booklet, ...], pages: dict[str, tuple[Page, ...]]) -> None:
    computed = {one.name: _computed(one.data) for one in made}
    assert len(computed) >= 40
    assert [name for name, contents in computed.items() if any(not page for _, page in contents)] == []
    assert computed == {
        name: _real(pages[name], [title for title, _ in contents]) for name, contents in computed.items()
    }


def _computed(data: Data) -> list[tuple[str, str]]:
    lists = [(kind["title"], kind["page"]) for kind in data["kinds"]]  # type: ignore[attr-defined]
    held = [name for name in SECTIONS if name == "contacts" or data[name]]
    return lists + [(SECTIONS[name], data["pages"][name]) for name in held]  # type: ignore[index]


def _real(pages: tuple[Page, ...], titles: list[str]) -> list[tuple[str, str]]:
    """The first page after the contents at whose top each title stands."""
    tops = ["".join(line.text for line in sorted(page.lines, key=lambda line: line.top)) for page in pages]
    found, at = [], 3
    for title in titles:
        at = next((at for at in range(at, len(tops)) if title in tops[at][:120]), len(tops))
        found.append((title, str(at + 1)))
    return found


@pytest.mark.parametrize(
    ("text", "ems", "lines"),
    [
        ("", 10, 1),
        ("一二三四五六七八九十", 10, 1),
        ("一二三四五六七八九十一", 10, 2),
        ("一二三四五六七八九十。", 10, 2),  # no mark hangs: the last character goes along
        ("一二三四五六七八九《条例》", 10, 2),
        ("一二\n三", 10, 2),
        ("八月8日", 10, 1),
        ("一二三四五六七八九8", 10, 2),  # the space between Han and Latin
        ("https://fw.lanxi.example/qingdan/001734/", 10, 5),
    ],
)
def test_lines_are_counted_for_the_widest_letters(text: str, ems: int, lines: int) -> None:
    assert most_lines(text, ems * EM) == lines


def test_a_row_is_as_high_as_its_highest_cell() -> None:
    short, long = row_height(("村", "村"), (600, 1200)), row_height(("村" * 30, "村"), (600, 1200))
    assert short == row_height(("村村", "村"), (680, 1200)) == 567  # 10 mm
    assert long > 15 * 360


@pytest.mark.parametrize(
    ("heights", "count", "raised"),
    [
        ([], 1, {}),
        ([600] * 12, 1, {}),
        ([600] * 13, 2, {12: 825}),  # would fit, were it not for the borders
        ([600] * 14, 2, {12: 825}),
        ([4000, 5000], 2, {}),
        ([600, 9000], 0, {}),
        ([8800], 0, {}),
    ],
)
def test_pages_are_counted_without_the_borders(
    heights: list[int], count: int, raised: dict[int, int]
) -> None:
    pages = paginate(heights, 8500, 500, 0)
    assert (pages.count, dict(pages.raised) if count else {}) == (count, raised)


@pytest.mark.parametrize(("lists", "pages"), [(1, 1), (9, 1), (10, 2), (40, 4)])
def test_long_contents_take_several_pages(lists: int, pages: int) -> None:
    assert contents_pages(lists, 3) == pages


def test_each_number_leads_to_a_bookmark_and_asks_nothing() -> None:
    body = part(render_booklet(TEMPLATE, COUNTY, KINDS, view()))
    marks = [mark.get(f"{W}name") for mark in body.iter(f"{W}bookmarkStart")]
    ids = [mark.get(f"{W}id") for mark in body.iter(f"{W}bookmarkStart")]
    fields = [field.text or "" for field in body.iter(f"{W}instrText")]
    assert marks == ["list1", "list2", "guides", "offices", "contacts"]
    assert [re.findall(r"PAGEREF (\w+)", field) for field in fields] == [[mark] for mark in marks]
    assert [link.get(f"{W}anchor") for link in body.iter(f"{W}hyperlink")] == marks
    assert len(set(ids)) == len(ids)
    assert ids == [mark.get(f"{W}id") for mark in body.iter(f"{W}bookmarkEnd")]
    assert not [one for one in body.iter() if f"{W}dirty" in one.attrib]
    settings = part(render_booklet(TEMPLATE, COUNTY, KINDS, view()), "word/settings.xml")
    assert settings.find(f"{W}updateFields") is None


def test_a_row_higher_than_a_page_leaves_what_follows_unknown() -> None:
    tall, *others = ITEMS
    data = booklet_data(COUNTY, KINDS, view(items=(replace(tall, content="长" * 1000), *others)))
    assert [number for _, number in _computed(data)] == ["4", "", "", "", ""]


def test_pages_of_another_template_are_not_said(tmp_path: Path) -> None:
    project = copy_base(tmp_path / "project")
    own_document(lambda body: body.replace("编制说明".encode(), "说明".encode()))(project)
    found = check_project(project).findings
    assert [(one.slug, one.location.file) for one in found] == [
        ("contents-without-pages", "templates/documents/booklet/template.docx")
    ]
    data = render_booklet(TEMPLATE, COUNTY, KINDS, view(), known_pages=False)
    entries = [one.text for one in paragraphs(data) if one.style == "BkContents"]
    assert entries[-1] == "联系方式\t"
