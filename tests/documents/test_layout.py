"""What LibreOffice makes of the papers: lines, characters, places in mm."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator

from listgen.build.plan import plan
from listgen.build.writers import WRITERS
from listgen.catalog.view import ViewItem
from listgen.documents.package import read_parts, write_parts
from listgen.documents.papers import render_booklet, render_list
from listgen.preflight import check_project
from listgen.resources import shipped
from listgen.units import pt_to_mm
from tests.documents.reader import W
from tests.documents.samples import (
    COUNTY,
    ITEMS,
    KINDS,
    community,
    item,
    shipped_bytes,
    shipped_template,
    view,
)

MARKED = "".join("村" * 28 + mark for mark in "，。、；：" * 3)  # a mark would begin each next line
LONG_NAMES = "00019"  # 老栌树湾村, whose party organisation has a name of 40 characters
XHTML = "{http://www.w3.org/1999/xhtml}"
PROSE = (
    "坚持以人民为中心的发展思想聚焦村级组织行政事务多检查评比事项多会议台账多不合理证明事项多等突出问题" * 30
)


@dataclass(frozen=True)
class Line:
    """A line of text on a page, in mm from the page's top left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Page:
    width: float
    height: float
    lines: tuple[Line, ...]

    @property
    def landscape(self) -> bool:
        return self.width > self.height

    def find(self, text: str) -> Line:
        return next(line for line in self.lines if text in line.text)


def many() -> tuple[ViewItem, ...]:
    basis = ("《中华人民共和国村民委员会组织法》第十一条", "《中华人民共和国城市居民委员会组织法》第十条")
    duties = tuple(
        item(f"CN-{n:04}", "duty", n, content="组织实施并按时公布。" * 6, basis=basis) for n in range(1, 31)
    )
    return (*duties, ITEMS[2])


def _with_body(data: bytes, style: str, prose: str = PROSE) -> bytes:
    """The file with one long paragraph of a style in place of its text, on its first section's page."""
    parts = read_parts(data)
    root = etree.fromstring(parts["word/document.xml"])
    body = root[0]
    section = next(body.iter(f"{W}sectPr"))
    for child in list(body):
        body.remove(child)
    paragraph = etree.SubElement(body, f"{W}p")
    look = etree.SubElement(paragraph, f"{W}pPr")
    etree.SubElement(look, f"{W}pStyle").set(f"{W}val", style)
    etree.SubElement(look, f"{W}ind").set(f"{W}firstLine", "0")
    etree.SubElement(etree.SubElement(paragraph, f"{W}r"), f"{W}t").text = prose
    body.append(section)
    return write_parts({**parts, "word/document.xml": etree.tostring(root)})


def filing_form(village: str) -> bytes:
    """The form on which a village of the demo files its signs."""
    checked = check_project(shipped("catalogs") / "demo")
    assert checked.subject is not None and checked.assets is not None
    jobs = tuple(plan(checked.subject, checked.assets))
    job = next(job for job in jobs if (job.slot, job.owner) == ("sign-filing", village))
    return WRITERS[job.writer](job.values, checked.assets)


def papers() -> dict[str, bytes]:
    listing, booklet = shipped_template("list"), shipped_template("booklet")
    the_list = render_list(listing, COUNTY, KINDS, many())
    the_booklet = render_booklet(booklet, COUNTY, KINDS, view(items=many()))
    return {
        "list": the_list,
        "specimen": render_list(listing, replace(COUNTY, specimen=True), KINDS, ITEMS),
        "booklet": the_booklet,
        "short": render_booklet(booklet, COUNTY, KINDS, view()),
        "community": render_booklet(booklet, COUNTY, KINDS, community()),
        "filing": filing_form(LONG_NAMES),
        "list-prose": _with_body(the_list, "GwBody"),
        "list-marks": _with_body(the_list, "GwBody", MARKED),
        "booklet-prose": _with_body(the_booklet, "GwBody"),
    }


PAPERS = papers()


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Page, ...]]:
    """Every paper as LibreOffice lays it out."""
    return laid_out(PAPERS, tmp_path_factory.mktemp("papers"))


def laid_out(papers: Mapping[str, bytes], folder: Path) -> dict[str, tuple[Page, ...]]:
    """The pages of each, all in one run of LibreOffice."""
    for tool, package in (("soffice", "libreoffice-writer-nogui"), ("pdftotext", "poppler-utils")):
        if shutil.which(tool) is None:
            pytest.fail(f"{tool} is missing: apt-get install -y {package}")
    for name, data in papers.items():
        (folder / f"{name}.docx").write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    files = [f"{name}.docx" for name in papers]
    convert = ["soffice", profile, "--headless", "--convert-to", "pdf", *files]
    subprocess.run(convert, cwd=folder, check=True, capture_output=True, timeout=300)
    return {name: tuple(_pages(folder / f"{name}.pdf")) for name in papers}


def _pages(pdf: Path) -> Iterator[Page]:
    command = ["pdftotext", "-bbox-layout", str(pdf), "-"]
    root = etree.fromstring(subprocess.run(command, check=True, capture_output=True).stdout)
    for page in root.iter(f"{XHTML}page"):
        lines = tuple(
            Line(
                "".join(map(str, line.itertext())).replace("\n", "").replace(" ", ""),
                *(pt_to_mm(float(line.get(side, ""))) for side in ("xMin", "yMin", "xMax", "yMax")),
            )
            for line in page.iter(f"{XHTML}line")
        )
        yield Page(pt_to_mm(float(page.get("width", ""))), pt_to_mm(float(page.get("height", ""))), lines)


Pages = dict[str, tuple[Page, ...]]


@pytest.mark.parametrize("name", ["list-prose", "booklet-prose"])
def test_22_lines_of_28_characters(pages: Pages, name: str) -> None:
    """5.2.3. On the second page, which is full."""
    body = [line for line in pages[name][1].lines if "—" not in line.text]
    assert [len(line.text) for line in body] == [28] * 22
    assert min(line.left for line in body) == pytest.approx(28, abs=0.3)
    assert max(line.right for line in body) <= 184.2
    assert body[0].top > 37 and body[-1].bottom < 262


def test_the_first_page_has_text_below_its_head(pages: Pages) -> None:
    """7.2.4 to 7.3.3."""
    first = pages["list"][0]
    assert first.find("办公室文件").top == pytest.approx(72, abs=2.5)
    number, title = first.find("18号"), first.find("关于印发")
    assert number.left + number.right == pytest.approx(210 + 2, abs=2.5)  # centred between 28 and 184
    assert title.top > number.bottom + 20
    assert first.find("为规范村级组织").left == pytest.approx(28 + 2 * 156 / 28, abs=0.6)


def test_the_date_stands_four_characters_in(pages: Pages) -> None:
    """7.3.5: the body centred over it."""
    page = next(page for page in pages["list"] if any("2026年11月21日" in line.text for line in page.lines))
    day = page.find("2026年11月21日")
    body = next(line for line in page.lines if line.text == "岚溪县人民政府办公室")
    assert day.right == pytest.approx(184 - 4 * 156 / 28, abs=0.8)
    assert body.left + body.right == pytest.approx(day.left + day.right, abs=3)


def test_tables_lie_on_landscape_pages_with_repeated_heads(pages: Pages) -> None:
    turned = [page for page in pages["list"] if page.landscape]
    assert len(turned) > 4
    for page in turned:
        assert any("事项名称" in line.text for line in page.lines)
        body = [line for line in page.lines if "—" not in line.text]
        assert min(line.top for line in body) > 27.5
        assert max(line.bottom for line in body) < 184.5
    assert turned[0].find("附件1").top < 34
    assert turned[0].find("事项名称").top < 68


def test_page_numbers_stand_at_the_outer_edge(pages: Pages) -> None:
    """7.5 and 8."""
    for name in ("list", "booklet", "short"):
        for number, page in enumerate(pages[name], 1):
            imprint = name == "list" and number == len(pages[name])
            if imprint or (name != "list" and number == 1):
                assert not [line for line in page.lines if "—" in line.text]  # the 版记, the cover
                continue
            line = _number(page, number)
            if page.landscape:
                assert line.left == pytest.approx(28 - 3, abs=2)
                assert (line.top > 150) == (number % 2 == 1)
                assert (line.bottom < 70) == (number % 2 == 0)
            else:
                assert (line.top + line.bottom) / 2 == pytest.approx(269, abs=1.5)
                assert (line.right > 175) == (number % 2 == 1)
                assert (line.left < 37) == (number % 2 == 0)


def _number(page: Page, number: int) -> Line:
    dashes = [line for line in page.lines if "—" in line.text and len(line.text) < 8]
    assert dashes, [line.text for line in page.lines]
    box = (
        min(line.left for line in dashes),
        min(line.top for line in dashes),
        max(line.right for line in dashes),
        max(line.bottom for line in dashes),
    )
    return Line(str(number), *box)


@pytest.mark.parametrize("name", ["list", "specimen"])
def test_the_imprint_ends_the_last_even_page(pages: Pages, name: str) -> None:
    """7.4: at the bottom of the type area."""
    last = pages[name][-1]
    assert len(pages[name]) % 2 == 0
    assert not last.landscape
    assert last.find("印发").bottom == pytest.approx(257, abs=2)
    assert not [line for line in last.lines if "—" in line.text]


def test_cover_preface_contents_and_contacts_are_a_page_each(pages: Pages) -> None:
    for name in ("booklet", "community"):
        cover, preface, contents = pages[name][:3]
        assert len(cover.lines) <= 7
        assert any("编制说明" in line.text for line in preface.lines)
        assert any("目录" in line.text for line in contents.lines)
        assert any("网上清单" in line.text for line in pages[name][-1].lines)


def test_every_page_of_a_specimen_says_so(pages: Pages) -> None:
    assert all("示例" in "".join(line.text for line in page.lines) for page in pages["specimen"])
    assert not any("示例" in line.text for page in pages["list"] for line in page.lines)


@pytest.mark.parametrize("name", ["list", "specimen", "booklet", "community"])
def test_the_file_is_valid(tmp_path: Path, name: str) -> None:
    file = tmp_path / "paper.docx"
    file.write_bytes(PAPERS[name])
    assert list(map(str, OpenXmlValidator().validate(str(file)).errors)) == []


@pytest.mark.parametrize("name", ["list", "booklet"])
def test_the_template_is_valid(tmp_path: Path, name: str) -> None:
    file = tmp_path / "template.docx"
    file.write_bytes(shipped_bytes(name))
    assert list(map(str, OpenXmlValidator().validate(str(file)).errors)) == []


def test_the_filing_form_is_one_page_whatever_the_names(pages: Pages) -> None:
    (page,) = pages["filing"]
    assert page.find("县级备案意见").bottom < page.find("第1块离大门最近").top < 262


def test_no_mark_at_the_end_of_a_line_is_lost(pages: Pages) -> None:
    """LibreOffice loses those of justified lines."""
    shown = "".join(line.text for page in pages["list-marks"] for line in page.lines)
    assert [shown.count(mark) for mark in "，。、；："] == [3] * 5
