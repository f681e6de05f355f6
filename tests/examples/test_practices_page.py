"""The page of practices: the same rows in both languages, commands that exist, nothing claimed in vain."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from tests.test_readme import COMMANDS

DOCS = Path(__file__).parents[2] / "docs"
PAGES = {"practices.md": ("yes", "partly", "no"), "practices.zh.md": ("做到", "部分", "没有")}
ROW = re.compile(r"^\| ([0-9]+) \| (.+?) \| (.+?) \| (.+) \| (.+?) \| (.+?) \|$", re.MULTILINE)
Row = tuple[str, str, str, str, str, str]


def rows(page: str) -> list[Row]:
    return ROW.findall((DOCS / page).read_text("utf-8"))


def test_both_pages_say_the_same_of_each_row() -> None:
    english, chinese = (rows(page) for page in PAGES)
    for (number, _, served, _, commands, shown), other in zip(english, chinese, strict=True):
        assert (number, PAGES["practices.md"].index(served), shown) == (
            other[0],
            PAGES["practices.zh.md"].index(other[2]),
            other[5],
        )
        assert re.findall("`.+?`", commands) == re.findall("`.+?`", other[4]), number


@pytest.mark.parametrize("page", PAGES)
def test_what_is_served_names_a_command_and_what_shows_it(page: str) -> None:
    yes, partly, no = PAGES[page]
    known = {f"listgen {' '.join(command)}" for command in COMMANDS}
    for number, _, served, _, commands, shown in rows(page):
        named = re.findall("`(.+?)`", commands)
        assert set(named) <= known, number
        assert bool(named) is (served != no) is shown.startswith("["), number
        assert served in (yes, partly, no), number


@pytest.mark.parametrize("page", PAGES)
def test_its_sum_is_counted(page: str) -> None:
    served = Counter(row[2] for row in rows(page))
    numbers = [sum(served.values()), *(served[word] for word in PAGES[page])]
    text = (DOCS / page).read_text("utf-8")
    assert any([*map(int, re.findall("[0-9]+", line))] == numbers for line in text.splitlines())
