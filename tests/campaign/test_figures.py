"""The tables of docs/reliability.md: rows are made anew, others stay, both pages tell the same."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from tests.campaign.figures import LANGUAGES, NOTES, PAGES, ROWS, Figure, with_rows

PAGE = "# 题\n\nprose\n\n<!-- figures -->\n\nold\n\n<!-- end of figures -->\n\nmore prose\n"


def test_a_row_is_made_anew_and_the_others_stay() -> None:
    first = with_rows(PAGE, {"killed": Figure(200, 0, 700, Counter(midst=120))}, 0, "today")
    both = with_rows(first, {"sigint": Figure(50, 1, 90.4)}, 0, "today")
    again = with_rows(both, {"killed": Figure(201, 0, 1)}, 0, "later")
    assert "200 | 0 | 700 | 120 in the midst of writing | today" in both
    assert "201 | 0 | 1 |  | later" in again and "50 | 1 | 90 |" in again and "| 200 |" not in again
    assert again.startswith("# 题\n\nprose\n") and again.endswith("\nmore prose\n")


def test_figures_add_up() -> None:
    figure = Figure()
    figure.add(3, 1, 2.0, {"midst": 2, "most_mb": 90})
    figure.add(4, 0, 1.0, {"midst": 1, "most_mb": 70})
    assert (figure.tried, figure.found, figure.seconds) == (7, 1, 3.0)
    assert figure.notes == {"midst": 3, "most_mb": 90}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_row_is_in_the_page(language: str) -> None:
    slugs = re.findall(r"<!-- ([\w-]+) --> \|$", PAGES[language].read_text("utf-8"), re.MULTILINE)
    assert slugs == list(ROWS)


def test_both_languages_tell_the_same() -> None:
    """Of each row, the figures; of what is beside, the numbers."""
    told = []
    for language in LANGUAGES:
        rows = re.findall(r"^\| .*<!-- [\w-]+ --> \|$", PAGES[language].read_text("utf-8"), re.MULTILINE)
        told.append([re.findall(r"\d[\d,]*", row.split("|", 2)[2]) for row in rows])
    assert told[0] == told[1]


def test_all_notes_are_worded() -> None:
    assert all("{}" in text for texts in NOTES.values() for text in texts)
