"""Every paper as LibreOffice lays it out, in one start: in its type area, whole, numbered, not empty."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from tests.documents.every import every_paper
from tests.documents.reader import grids, said
from tests.documents.test_every import NAMES
from tests.documents.test_layout import Line, Page, laid_out

Pages = dict[str, tuple[Page, ...]]
PAPERS = [name for name in NAMES if name != "receipt"]
# Left, top, right and bottom of the type area in mm (5.2.1, 8).
UPRIGHT, LYING = (28, 37, 184, 262), (35, 28, 260, 184)
MARKS = ("示例", "未发布", "本件")  # of a specimen, in the header
SLACK = 1.0
HUNG = 5.0  # a mark may hang over the end of its line


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    papers = {name: every_paper()[name][1] for name in PAPERS}
    return laid_out(papers, tmp_path_factory.mktemp("every"))


def words(page: Page) -> list[Line]:
    """Its lines without page number and mark."""
    return [line for line in page.lines if not is_number(line) and not any(one in line.text for one in MARKS)]


def is_number(line: Line) -> bool:
    return len(line.text) < 8 and not line.text.strip("—0123456789")


@pytest.mark.parametrize("name", PAPERS)
def test_everything_stands_in_the_type_area(pages: Pages, name: str) -> None:
    outside_of_it = []
    for number, page in enumerate(pages[name], 1):
        left, top, right, bottom = LYING if page.landscape else UPRIGHT
        for line in words(page):
            hung = HUNG if line.text[-1] in "，。；：、）》”" else 0
            edges = (left - line.left, top - line.top, line.right - right - hung, line.bottom - bottom)
            if max(edges) > SLACK:
                outside_of_it.append((number, line))
    assert outside_of_it == []


@pytest.mark.parametrize("name", PAPERS)
def test_no_page_is_empty(pages: Pages, name: str) -> None:
    assert [number for number, page in enumerate(pages[name], 1) if not words(page)] == []


@pytest.mark.parametrize("name", PAPERS)
def test_no_word_is_lost(pages: Pages, name: str) -> None:
    """Every character of the file is on its pages as often as in it, at least."""
    data = every_paper()[name][1]
    wanted = Counter("".join(said(data).split()))
    shown = Counter("".join(line.text for page in pages[name] for line in page.lines))
    assert wanted - shown == Counter()


@pytest.mark.parametrize("name", PAPERS)
def test_heads_repeat(pages: Pages, name: str) -> None:
    """A page with a row of a table has its head too; a row that two tables have tells nothing."""
    shown = ["".join(line.text for line in page.lines) for page in pages[name]]
    tables = grids(every_paper()[name][1])
    for grid in tables:
        head = Counter("".join("".join("".join(row).split()) for row in grid.rows[: grid.heads]))
        others = "".join("".join(map("".join, other.rows)) for other in tables if other is not grid)
        for row in grid.rows[grid.heads :]:
            starts = ["".join(cell.split())[:6] for cell in row if len(cell) > 1]
            if len(starts) < 3 or all(start in "".join(others.split()) for start in starts):
                continue
            assert all(head <= Counter(page) for page in shown if all(start in page for start in starts))


@pytest.mark.parametrize("name", PAPERS)
def test_page_numbers_stand_where_they_do_on_all_papers(pages: Pages, name: str) -> None:
    """7.5, 8: 7 mm below the type area, at the outer edge; on a turned page where an upright one has it."""
    for number, page in enumerate(pages[name], 1):
        for line in page.lines:
            if page.landscape and is_number(line) and line.right < LYING[0]:
                assert (line.top > 105) == (number % 2 == 1), (number, line)
            elif re.fullmatch(r"—\d+—", line.text):
                assert not page.landscape, (number, line)
                assert line.text == f"—{number}—"
                assert (line.top + line.bottom) / 2 == pytest.approx(269, abs=1.5), (number, line)
                assert (line.left > 105) == (number % 2 == 1), (number, line)


def test_pages_have_numbers(pages: Pages) -> None:
    """All but covers, labels and the page of the imprint."""
    without = Counter(
        name for name in PAPERS for page in pages[name] if not any("—" in line.text for line in page.lines)
    )
    covers = {"booklet": 1, "list": 1}
    bare = ("ledger-covers", "ledger-spines")
    assert {name: count for name, count in without.items() if name not in bare} == covers
