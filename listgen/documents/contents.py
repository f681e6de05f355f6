"""On which page of a booklet each list and section begins, for its contents.

Lengths are twips. All of it follows `templates/documents/booklet/master.yaml` and `styles.yaml`: a county's
own booklet has other pages, and which, only a word processor can say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from listgen.documents.measure import BODY_PITCH, CELL_HIGH, EM, TABLE_PITCH, most_lines
from listgen.documents.page import (
    LINE_PITCH_TWIPS,
    LINES,
    TURNED_LINES,
    TURNED_PITCH_TWIPS,
    TYPE_HEIGHT,
    TYPE_WIDTH,
)
from listgen.documents.pages import Pages, paginate
from listgen.resources import shipped
from listgen.units import mm_to_twips

# The columns of the two tables that every booklet has, and their head.
GUIDE_WIDTHS = tuple(map(mm_to_twips, (44.0, 112.0)))
OFFICE_WIDTHS = tuple(map(mm_to_twips, (22.0, 34.0, 36.0, 64.0)))
_HEAD = TABLE_PITCH + 2 * CELL_HIGH

_HIGH, _WIDE = LINES * LINE_PITCH_TWIPS, TURNED_LINES * TURNED_PITCH_TWIPS
_COVER = _PREFACE = 1  # pages
_HEADING, _HEADING_EM, _AFTER_HEADING = 33 * 20, 22 * 20, 14 * 20  # 手册标题
_AFTER_TITLE, _HINT, _NOTE = 4 * 20, 28 * 20, 24 * 20  # 清单标题, 清单说明, 表前说明
_ENTRY, _UNDER = BODY_PITCH, 24 * 20  # 目录行, 目录说明
_END = 80  # the short line after the contents


def pages_known(template: bytes) -> bool:
    """Whether it is the template whose pages are known here."""
    return template == _shipped()


@cache
def _shipped() -> bytes:
    return (shipped("templates") / "documents" / "booklet" / "template.docx").read_bytes()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its table: the rows' heights, the head's, that of the page, and what stands above."""

    heights: tuple[int, ...]
    head: int
    page: int
    above: int


def list_section(kind: Mapping[str, object], heights: tuple[int, ...]) -> Section:
    """The section of a list."""
    page, width = (_HIGH, TYPE_WIDTH) if kind["portrait"] else (_WIDE, TYPE_HEIGHT)
    title = most_lines(str(kind["title"]), mm_to_twips(width) * EM // _HEADING_EM) * _HEADING
    note = _NOTE if kind["unconfirmed"] else 0
    return Section(heights, int(str(kind["head"])), page, title + _AFTER_TITLE + _HINT + note)


def plain_section(heights: tuple[int, ...]) -> Section:
    """The section of one of the two tables that every booklet has."""
    return Section(heights, _HEAD, _HIGH, _HEADING + _AFTER_HEADING)


def first_pages(lists: Sequence[Section], others: Sequence[Section]) -> tuple[list[str], list[Pages]]:
    """The number of the page on which each section begins, and of what follows the last one; and the pages
    of each. '' where nobody can know."""
    numbers: list[str] = []
    laid: list[Pages] = []
    contents = contents_pages(len(lists), len(others) + 1)
    number = _COVER + _PREFACE + contents + 1 if contents else 0
    for section in (*lists, *others):
        pages = paginate(section.heights, section.page, section.head, section.above)
        numbers.append(str(number or ""))
        laid.append(pages)
        number = number + pages.count if number and pages.count else 0
    return [*numbers, str(number or "")], laid


def contents_pages(lists: int, others: int) -> int:
    """How many pages the contents take; 0 where it would turn on a hair."""
    count, used = 1, _HEADING + _AFTER_HEADING
    for height in (*((_ENTRY, _UNDER) * lists), *((_ENTRY,) * others)):
        if used + height > _HIGH:
            count, used = count + 1, 0
        used += height
    return 0 if used + _END > _HIGH else count
